package org.crmroute.console.trial;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.calls.Explained;
import org.crmroute.console.calls.FieldTitles;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Sayings;
import org.crmroute.crm.Catalog;
import org.crmroute.routing.CallTrial;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.DraftTexts;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;

/** {@code /test}: where a number would go, and why; by what is in force, by the reader's draft, or by both. */
public final class NumberTest implements Consumer<RoutesConfig> {

    /** Tests at the same time; a draft is compiled for each. */
    private static final int MOST = 2;

    private final CallTrial trial;
    private final Supplier<RoutingTable> tables;
    private final Supplier<Catalog> catalog;
    private final ScenarioDesk desk;
    private final DraftTexts drafts;
    private final Pages pages;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final Clock clock;
    private final Semaphore free = new Semaphore(MOST, true);

    public NumberTest(
            CallTrial trial,
            Supplier<RoutingTable> tables,
            Supplier<Catalog> catalog,
            ScenarioDesk desk,
            DraftTexts drafts,
            Pages pages,
            NumberPlan plan,
            ZoneId zone,
            Clock clock) {
        this.trial = trial;
        this.tables = tables;
        this.catalog = catalog;
        this.desk = desk;
        this.drafts = drafts;
        this.pages = pages;
        this.plan = plan;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * What the page shows.
     *
     * @param draftOf the scenario that the reader has a draft of, among those this call could go by; else empty
     * @param problem what keeps the draft from being tried, line by line; else empty
     * @param active empty when not asked for
     * @param draft empty when not asked for, or when there is none that can be tried
     */
    public record Shown(
            TestForm form,
            List<String> scenarios,
            List<FieldOffer> fields,
            String draftOf,
            String problem,
            boolean readable,
            Optional<Explained> active,
            Optional<Explained> draft) {

        /** Whether both decided, and differently. */
        public boolean differ() {
            return active.isPresent()
                    && draft.isPresent()
                    && !active.get().places().equals(draft.get().places());
        }

        /** Whether both decided the same. */
        public boolean agree() {
            return active.isPresent() && draft.isPresent() && !differ();
        }
    }

    /** A field that can be added. */
    public record FieldOffer(String path, String title) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/test", this::test, Role.VIEWER);
    }

    private void test(Context request) throws InterruptedException {
        free.acquire();
        try {
            pages.show(request, "trial/test.jte", Map.of("shown", shown(request)));
        } finally {
            free.release();
        }
    }

    private Shown shown(Context request) {
        Catalog now = catalog.get();
        TestForm form = TestForm.of(request, now);
        Page page = pages.page(request);
        Optional<Instant> at = form.moment(clock.instant(), zone);
        RouteRequest asked = asked(form, at.orElseGet(clock::instant));
        boolean decide = !form.number().isEmpty() && at.isPresent();

        Optional<String> scenario =
                trial.scenario(asked).or(() -> Optional.of(form.scenario()).filter(s -> !s.isEmpty()));
        Optional<String> text =
                scenario.flatMap(s -> drafts.draftText(s, Visit.person(request).name()));
        boolean both = form.side().isEmpty() || form.side().equals("both");
        List<String> problems = new ArrayList<>();
        Optional<CompiledScenario> compiled = decide && (both || form.side().equals("draft"))
                ? text.flatMap(t -> compile(new Source(scenario.orElse(""), t), page, problems))
                : Optional.empty();
        Optional<Explained> active = decide && (both || form.side().equals("active"))
                ? Optional.of(explained(page, now, trial.decide(asked, form.whatIf(now), Optional.empty())))
                : Optional.empty();
        return new Shown(
                form,
                tables.get().scenarios().stream().map(CompiledScenario::name).toList(),
                FieldChoice.all(now).stream()
                        .map(f -> new FieldOffer(
                                f.path(), page.say("trial.of." + f.entity().word(), f.title())))
                        .toList(),
                text.isPresent() ? scenario.orElse("") : "",
                String.join("\n", problems),
                at.isPresent(),
                active,
                compiled.map(d -> explained(page, now, trial.decide(asked, form.whatIf(now), Optional.of(d)))));
    }

    private RouteRequest asked(TestForm form, Instant at) {
        Party caller = form.number().equalsIgnoreCase("anonymous") ? new Party.Anonymous("") : plan.read(form.number());
        IncomingCall call = IncomingCall.simulated(caller, plan.read(form.did()), at);
        return new RouteRequest(call, Optional.of(form.scenario()).filter(s -> !s.isEmpty()));
    }

    private Optional<CompiledScenario> compile(Source source, Page page, List<String> problems) {
        try {
            return Optional.of(desk.draft(source));
        } catch (InvalidDocument e) {
            problems.add(source.show(e.problems(), new Sayings(page.words())::inText));
            return Optional.empty();
        }
    }

    private static Explained explained(Page page, Catalog catalog, RoutedCall call) {
        return Explained.of(DecisionDocument.json(call), page.words(), new FieldTitles(catalog)::of);
    }
}
