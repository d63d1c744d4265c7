package org.crmroute.console.trial;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.calls.CallRow;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Sayings;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DraftTexts;
import org.crmroute.routing.Replay;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;

/** {@code /replay}: the last calls once more, by the reader's draft. Changes nothing. */
public final class ReplayPages implements Consumer<RoutesConfig> {

    private static final int USUAL = 500;

    private final ReplayDesk desk;
    private final ScenarioDesk scenarios;
    private final DraftTexts drafts;
    private final Supplier<RoutingTable> tables;
    private final Pages pages;
    private final ZoneId zone;

    public ReplayPages(
            ReplayDesk desk,
            ScenarioDesk scenarios,
            DraftTexts drafts,
            Supplier<RoutingTable> tables,
            Pages pages,
            ZoneId zone) {
        this.desk = desk;
        this.scenarios = scenarios;
        this.drafts = drafts;
        this.tables = tables;
        this.pages = pages;
        this.zone = zone;
    }

    /**
     * What can be replayed.
     *
     * @param scenarios those the reader has a draft of
     * @param problem what keeps the draft from being tried, else empty
     */
    public record Start(List<String> scenarios, String chosen, int calls, int most, String problem) {}

    /**
     * A run as it stands.
     *
     * @param state a constant of {@link ReplayDesk.State}
     */
    public record Progress(
            String id,
            String scenario,
            String began,
            String state,
            int done,
            int total,
            Optional<Replay.Outcome> outcome,
            List<Flow> flows,
            List<Moved> moved) {

        public boolean running() {
            return state.equals("WAITING") || state.equals("RUNNING");
        }
    }

    /** From where to where so many calls would move, in the reader's words. */
    public record Flow(String now, String then, int calls) {}

    /** A call that would go elsewhere. */
    public record Moved(CallRow row, String now, String nowWhy, String then, String thenWhy) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/replay", this::start, Role.ADMIN);
        routes.post("/replay", this::begin, Role.ADMIN);
        routes.get("/replay/{id}", this::show, Role.ADMIN);
        routes.post("/replay/{id}/cancel", this::cancel, Role.ADMIN);
    }

    private void start(Context request) {
        String chosen = Optional.ofNullable(request.queryParam("scenario")).orElse("");
        ask(request, chosen, USUAL, "");
    }

    private void ask(Context request, String chosen, int calls, String problem) {
        String author = Visit.person(request).name();
        List<String> mine = tables.get().scenarios().stream()
                .map(CompiledScenario::name)
                .filter(name -> drafts.draftText(name, author).isPresent())
                .toList();
        Start start = new Start(mine, chosen, calls, ReplayDesk.MOST_CALLS, problem);
        pages.show(request, "trial/replay.jte", Map.of("start", start));
    }

    private void begin(Context request) {
        Page page = pages.page(request);
        String author = Visit.person(request).name();
        String scenario = Optional.ofNullable(request.formParam("scenario")).orElse("");
        int calls = Optional.ofNullable(request.formParam("calls"))
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(USUAL);
        Optional<String> text = drafts.draftText(scenario, author);
        if (text.isEmpty()) {
            refuse(request, scenario, calls, page.say("trial.no.draft"));
            return;
        }
        Source source = new Source(scenario, text.get());
        try {
            CompiledScenario draft = scenarios.draft(source);
            Optional<ReplayDesk.Run> run = desk.begin(author, draft, calls);
            if (run.isPresent()) {
                request.redirect("/replay/" + run.get().id());
            } else {
                refuse(request, scenario, calls, page.say("trial.busy"));
            }
        } catch (InvalidDocument e) {
            refuse(request, scenario, calls, source.show(e.problems(), new Sayings(page.words())::inText));
        }
    }

    private void refuse(Context request, String scenario, int calls, String problem) {
        request.status(422);
        ask(request, scenario, calls, problem);
    }

    private void show(Context request) {
        Optional<ReplayDesk.Run> run =
                desk.find(request.pathParam("id"), Visit.person(request).name());
        Page page = pages.page(request);
        if (run.isEmpty()) {
            request.status(404);
            pages.show(
                    request,
                    "gone.jte",
                    Map.of("title", page.say("trial.gone.title"), "detail", page.say("trial.gone")));
            return;
        }
        String template = request.header("HX-Request") == null ? "trial/run.jte" : "trial/progress.jte";
        pages.show(request, template, Map.of("run", progress(run.get(), page.words())));
    }

    private void cancel(Context request) {
        desk.find(request.pathParam("id"), Visit.person(request).name()).ifPresent(ReplayDesk.Run::cancel);
        request.redirect("/replay/" + request.pathParam("id"));
    }

    private Progress progress(ReplayDesk.Run run, Words words) {
        Optional<Replay.Outcome> outcome = run.outcome();
        return new Progress(
                run.id(),
                run.scenario(),
                words.moment(run.began(), zone),
                run.state().name(),
                run.done(),
                run.total(),
                outcome,
                outcome.stream()
                        .flatMap(o -> o.flows().stream())
                        .map(flow -> new Flow(path(flow.now(), words), path(flow.then(), words), flow.calls()))
                        .toList(),
                outcome.stream()
                        .flatMap(o -> o.moved().stream())
                        .map(moved -> new Moved(
                                CallRow.of(moved.line(), words, zone),
                                path(moved.now().places(), words),
                                why(moved.now(), words),
                                path(moved.then().places(), words),
                                why(moved.then(), words)))
                        .toList());
    }

    private static String path(List<String> places, Words words) {
        return places.isEmpty()
                ? words.say("trial.nowhere")
                : places.stream().map(place -> CallRow.target(place, words)).collect(Collectors.joining(" → "));
    }

    private static String why(Replay.Way way, Words words) {
        return way.rule().isEmpty()
                ? words.say("calls.reason." + way.reason())
                : words.say("calls.by.rule", way.rule());
    }
}
