package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.console.calls.CallExport;
import org.crmroute.console.calls.CallPages;
import org.crmroute.console.calls.LiveCalls;
import org.crmroute.console.calls.LivePage;
import org.crmroute.console.calls.OverviewPage;
import org.crmroute.console.page.Pages;
import org.crmroute.console.trial.NumberTest;
import org.crmroute.console.trial.ReplayDesk;
import org.crmroute.console.trial.ReplayPages;
import org.crmroute.crm.Catalog;
import org.crmroute.routing.CallTrial;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.DraftTexts;
import org.crmroute.routing.Replay;
import org.crmroute.runtime.health.Remembered;

/** The console's pages about calls, put together. They show whom people call: only ever behind the guard. */
final class CallAreas implements AutoCloseable {

    /** A catalogue of some hundred fields is not read anew for each page. */
    private static final Duration CATALOG_EVERY = Duration.ofSeconds(5);

    private final ReplayDesk replays;
    private final List<Consumer<RoutesConfig>> pages;

    CallAreas(Parts parts, DecisionLog log, LiveCalls live, DraftTexts drafts, Pages frame) {
        Supplier<Catalog> catalog = new Remembered<>(parts.catalog()::load, CATALOG_EVERY);
        CallTrial trial = new CallTrial(parts.mirrorAside(), parts.tables(), catalog);
        this.replays = new ReplayDesk(log, new Replay(trial, parts.plan()), parts.clock());
        this.pages = List.of(
                new OverviewPage(
                        parts.tallies(), parts.tables(), parts.scenarios(), frame, parts.zone(), parts.clock()),
                // before the page of one call, whose address would fit its own
                new LivePage(live, frame, parts.plan(), parts.zone()),
                new CallExport(log, frame, parts.plan(), parts.zone()),
                new CallPages(log, parts.tables(), catalog, frame, parts.plan(), parts.zone()),
                new NumberTest(
                        trial,
                        parts.tables(),
                        catalog,
                        parts.desk(),
                        drafts,
                        frame,
                        parts.plan(),
                        parts.zone(),
                        parts.clock()),
                new ReplayPages(replays, parts.desk(), drafts, parts.tables(), frame, parts.zone()));
    }

    List<Consumer<RoutesConfig>> pages() {
        return pages;
    }

    @Override
    public void close() {
        replays.close();
    }
}
