package org.crmroute.console.editor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.routing.Draft;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.ScenarioStore;

/** Puts a draft in force, throws it away, or settles it with what somebody else put in force meanwhile. */
final class PublishPage implements Consumer<RoutesConfig> {

    private final Pages pages;
    private final DraftDesk drafts;
    private final Drawing drawing;
    private final Audit audit;
    private final Runnable published;

    /** @param published makes calls follow what was stored, at once */
    PublishPage(Pages pages, DraftDesk drafts, Drawing drawing, Audit audit, Runnable published) {
        this.pages = pages;
        this.drafts = drafts;
        this.drawing = drawing;
        this.audit = audit;
        this.published = published;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/scenarios/{name}/publish", this::ask, Role.ADMIN);
        routes.post("/scenarios/{name}/publish", this::publish, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/delete", this::delete, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/theirs", this::takeTheirs, Role.ADMIN);
        routes.post("/scenarios/{name}/draft/forget", this::forget, Role.ADMIN);
    }

    private void ask(Context request) {
        show(request, draft(request), false);
    }

    /** What would change, what is wrong; and if somebody else published meanwhile, what they changed. */
    private void show(Context request, Draft draft, boolean stale) {
        EditorView view = drawing.draw(pages.page(request), draft, Set.of());
        Optional<ScenarioStore.Version> active = drafts.active(draft.scenario());
        String now = active.map(drafts::text).orElse("");
        Difference mine = Difference.between(now, draft.text());
        Optional<Difference> theirs = view.newer().isPresent()
                ? drafts.version(draft.scenario(), draft.base()).map(base -> Difference.between(drafts.text(base), now))
                : Optional.empty();
        pages.show(
                request,
                "scenarios/publish.jte",
                Map.of(
                        "view", view,
                        "stale", stale,
                        "mine", mine,
                        "theirs", theirs,
                        "over", active.map(ScenarioStore.Version::version).orElse(0L)));
    }

    private void publish(Context request) {
        Posted posted = Posted.of(request);
        Draft draft = draft(request);
        String over = posted.first("over");
        long replaced = over.matches("[0-9]{1,18}") ? Long.parseLong(over) : draft.base();
        DraftDesk.Outcome outcome;
        try {
            outcome = drafts.publish(draft, EditorPage.revision(posted), replaced);
        } catch (DraftDesk.Stale e) {
            request.status(409);
            show(request, draft, true);
            return;
        }
        switch (outcome) {
            case DraftDesk.Outcome.Published(ScenarioStore.Version version) -> {
                audit.note(
                        Visit.person(request),
                        "scenarios.audit.published",
                        version.scenario(),
                        "v%d, v%d before".formatted(version.version(), replaced));
                published.run();
                request.redirect("/scenarios/%s?published=%d".formatted(version.scenario(), version.version()));
            }
            case DraftDesk.Outcome.Refused refused -> {
                request.status(422);
                show(request, draft, false);
            }
            case DraftDesk.Outcome.Overtaken overtaken -> {
                request.status(409);
                show(request, draft, false);
            }
        }
    }

    private void delete(Context request) {
        Draft draft = draft(request);
        settle(request, draft, revision -> {
            drafts.delete(draft, revision);
            audit.note(Visit.person(request), "scenarios.audit.discarded", draft.scenario(), "v" + draft.base());
        });
    }

    private void takeTheirs(Context request) {
        Draft draft = draft(request);
        settle(request, draft, revision -> drafts.takeTheirs(draft, revision));
    }

    private void forget(Context request) {
        Draft draft = draft(request);
        settle(request, draft, revision -> drafts.forgetAside(draft, revision));
    }

    @FunctionalInterface
    private interface Settling {
        void settle(long revision) throws DraftDesk.Stale;
    }

    /** Does something with the draft as its author saw it; one that was changed meanwhile is shown again. */
    private void settle(Context request, Draft draft, Settling settling) {
        String page = "/scenarios/" + draft.scenario();
        try {
            settling.settle(EditorPage.revision(Posted.of(request)));
            request.redirect(drafts.open(draft.scenario(), draft.author()).isPresent() ? page : "/scenarios");
        } catch (DraftDesk.Stale e) {
            request.redirect(page + "?stale");
        }
    }

    private Draft draft(Context request) {
        return drafts.open(request.pathParam("name"), Visit.person(request).name())
                .orElseThrow(NotFoundResponse::new);
    }
}
