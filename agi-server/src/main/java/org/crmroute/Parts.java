package org.crmroute;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.crmroute.call.NumberPlan;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.console.MirrorFigures;
import org.crmroute.console.ScenarioFigures;
import org.crmroute.console.access.Audit;
import org.crmroute.console.editor.ScenarioPages;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.Mirror;
import org.crmroute.routing.CallRouter;
import org.crmroute.routing.CallTallies;
import org.crmroute.routing.Draft;
import org.crmroute.routing.DraftDesk;
import org.crmroute.routing.DraftTexts;
import org.crmroute.routing.Integration;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.RoutingTables;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteCallTallies;
import org.crmroute.store.SqliteCatalog;
import org.crmroute.store.SqliteDrafts;
import org.crmroute.store.SqliteIntegrationSwitch;
import org.crmroute.store.SqliteMirror;
import org.crmroute.store.SqliteScenarioStore;

/** What the server and the commands are made of alike: an open database and everything that reads it. */
final class Parts implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final ZoneId zone = ZoneId.systemDefault();
    private final Database database;
    private final NumberPlan plan;
    private final SqliteCatalog catalog;
    private final ScenarioStore scenarios;
    private final Integration integration;
    private final RoutingTables tables;

    private Parts(Configuration configuration, Database database) {
        this.database = database;
        this.plan = new NumberPlan(
                configuration.numbers().region(), configuration.numbers().nationalSuffix());
        this.catalog = new SqliteCatalog(database);
        this.scenarios = new SqliteScenarioStore(database);
        this.integration =
                new Integration(configuration.bitrix24().enabled(), new SqliteIntegrationSwitch(database), clock);
        this.tables = new RoutingTables(scenarios, catalog::load, plan, zone, integration::isOn);
        integration.whenTurned(tables::followIntegration);
    }

    /** Opens the database; the scenarios are compiled when asked for. */
    static Parts open(Configuration configuration) throws Unusable {
        try {
            return new Parts(
                    configuration, Database.open(configuration.database().url(), Clock.systemUTC()));
        } catch (DatabaseRefused e) {
            throw new Unusable(String.valueOf(e.getMessage()), e);
        }
    }

    Clock clock() {
        return clock;
    }

    /** The server's own, in which moments are shown. */
    ZoneId zone() {
        return zone;
    }

    Database database() {
        return database;
    }

    NumberPlan plan() {
        return plan;
    }

    SqliteCatalog catalog() {
        return catalog;
    }

    ScenarioStore scenarios() {
        return scenarios;
    }

    Integration integration() {
        return integration;
    }

    RoutingTables tables() {
        return tables;
    }

    /** The pages below {@code /scenarios}. */
    ScenarioPages scenarioPages(Pages pages, Audit audit) {
        return new ScenarioPages(
                pages,
                desk(),
                drafts(),
                tables,
                catalog::current,
                plan,
                zone,
                audit,
                tables::reload,
                scenario -> OptionalLong.of(tallies().calls(startOfToday()).getOrDefault(scenario, 0L)));
    }

    ScenarioDesk desk() {
        return new ScenarioDesk(scenarios, catalog::current, plan, zone, clock, tables);
    }

    DraftDesk drafts() {
        return new DraftDesk(desk(), new SqliteDrafts(database), clock);
    }

    DraftTexts draftTexts() {
        SqliteDrafts drafts = new SqliteDrafts(database);
        return (scenario, author) -> drafts.find(scenario, author).map(Draft::text);
    }

    private Instant startOfToday() {
        return LocalDate.now(clock.withZone(zone)).atStartOfDay(zone).toInstant();
    }

    SqliteMirror mirror() {
        return new SqliteMirror(database, plan);
    }

    CallTallies tallies() {
        return new SqliteCallTallies(database);
    }

    /** For callers who do not call. */
    Mirror mirrorAside() {
        return SqliteMirror.aside(database, plan);
    }

    CallRouter router() {
        return new CallRouter(mirror(), tables);
    }

    /** Decides as if the integration were on, whatever it is: who switches it on is not to wait for a first call. */
    CallRouter warmingRouter() {
        return new CallRouter(mirror(), () -> tables.get().with(true));
    }

    MirrorFigures mirrorFigures() {
        return new MirrorFigures(catalog.generation().filledAt(), catalog.counts());
    }

    /** The scenarios calls follow now. */
    ScenarioFigures scenarioFigures() {
        RoutingTable table = tables.get();
        return new ScenarioFigures(
                table.scenarios().stream()
                        .map(s -> s.name() + " v" + s.version() + (s.source().enabled() ? "" : " (switched off)"))
                        .toList(),
                table.scenarios().stream()
                        .flatMap(s -> s.suspended().entrySet().stream()
                                .map(rule -> new ScenarioFigures.Suspended(s.name(), rule.getKey(), rule.getValue())))
                        .toList());
    }

    @Override
    public void close() {
        database.close();
    }
}
