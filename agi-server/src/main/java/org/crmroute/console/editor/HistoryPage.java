package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore;

/** {@code /scenarios/NAME/history}: who put what in force and when, what they changed, and the way back. */
final class HistoryPage implements Consumer<RoutesConfig> {

    private static final int AT_ONCE = 50;
    private static final int ACTIVATIONS = 500;

    private final Pages pages;
    private final ScenarioDesk desk;
    private final DraftDesk drafts;
    private final Drawing drawing;
    private final Audit audit;
    private final Runnable published;

    /** @param published makes calls follow what is in force now, at once */
    HistoryPage(Pages pages, ScenarioDesk desk, DraftDesk drafts, Drawing drawing, Audit audit, Runnable published) {
        this.pages = pages;
        this.desk = desk;
        this.drafts = drafts;
        this.drawing = drawing;
        this.audit = audit;
        this.published = published;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/scenarios/{name}/history", this::list, Role.VIEWER);
        routes.get("/scenarios/{name}/history/{version}", this::show, Role.VIEWER);
        routes.post("/scenarios/{name}/history/{version}/rollback", this::rollback, Role.ADMIN);
    }

    private void list(Context request) {
        String name = request.pathParam("name");
        long below = Optional.ofNullable(request.queryParam("below"))
                .filter(n -> n.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(Long.MAX_VALUE);
        Words words = pages.page(request).words();
        List<ScenarioStore.Activation> activations = desk.activations(name, ACTIVATIONS);
        List<VersionLine> lines = desk.entries(name, below, AT_ONCE + 1).stream()
                .map(v -> new VersionLine(
                        v.version(),
                        v.author(),
                        words.moment(v.at(), drawing.zone()),
                        v.active(),
                        back(words, v, activations)))
                .toList();
        if (lines.isEmpty()) {
            throw new NotFoundResponse();
        }
        long older = lines.size() > AT_ONCE ? lines.get(AT_ONCE - 1).version() : 0;
        pages.show(
                request,
                "scenarios/history.jte",
                Map.of("name", name, "lines", lines.subList(0, Math.min(lines.size(), AT_ONCE)), "older", older));
    }

    /** When a version was put in force again after it was new, and by whom. */
    private List<String> back(Words words, ScenarioStore.Listed version, List<ScenarioStore.Activation> activations) {
        return activations.stream()
                .filter(a -> a.version() == version.version() && !a.at().equals(version.at()))
                .map(a -> "%s, %s".formatted(words.moment(a.at(), drawing.zone()), a.author()))
                .toList();
    }

    private void show(Context request) {
        show(request, version(request), false);
    }

    /**
     * Shows a version and what it changed, and how it differs from what is in force, for whoever wants to go back to it.
     *
     * @param overtaken whether another version came into force since the reader looked
     */
    private void show(Context request, ScenarioStore.Version version, boolean overtaken) {
        ScenarioStore.Version active = drafts.active(version.scenario()).orElseThrow(NotFoundResponse::new);
        Optional<ScenarioStore.Version> previous = drafts.version(version.scenario(), version.version() - 1);
        String text = drafts.text(version);
        Words words = pages.page(request).words();
        pages.show(
                request,
                "scenarios/version.jte",
                Map.of(
                        "name",
                        version.scenario(),
                        "line",
                        new VersionLine(
                                version.version(),
                                version.author(),
                                words.moment(version.at(), drawing.zone()),
                                version.active(),
                                List.of()),
                        "changed",
                        previous.map(p -> Difference.between(drafts.text(p), text)),
                        "back",
                        version.active()
                                ? Optional.<Difference>empty()
                                : Optional.of(Difference.between(drafts.text(active), text)),
                        "active",
                        active.version(),
                        "overtaken",
                        overtaken,
                        "text",
                        text));
    }

    private void rollback(Context request) {
        ScenarioStore.Version version = version(request);
        String seen = Posted.of(request).first("active");
        boolean overtaken = drafts.active(version.scenario())
                .filter(v -> !seen.equals(Long.toString(v.version())))
                .isPresent();
        if (overtaken) {
            request.status(409);
            show(request, version, true);
            return;
        }
        String author = Visit.person(request).name();
        desk.rollback(version.scenario(), version.version(), author);
        audit.note(Visit.person(request), "scenarios.audit.rolled.back", version.scenario(), "v" + version.version());
        published.run();
        request.redirect("/scenarios/%s?published=%d".formatted(version.scenario(), version.version()));
    }

    private ScenarioStore.Version version(Context request) {
        String number = request.pathParam("version");
        return Optional.of(number)
                .filter(n -> n.matches("[0-9]{1,18}"))
                .flatMap(n -> drafts.version(request.pathParam("name"), Long.parseLong(n)))
                .orElseThrow(NotFoundResponse::new);
    }
}
