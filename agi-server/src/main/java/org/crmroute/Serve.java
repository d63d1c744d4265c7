package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.agi.AgiObserver;
import org.crmroute.agi.AgiServer;
import org.crmroute.agi.AgiSettings;
import org.crmroute.agi.AllowList;
import org.crmroute.agi.DialplanContexts;
import org.crmroute.agi.RouteScript;
import org.crmroute.agi.SessionEnd;
import org.crmroute.cli.ExitCode;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.config.Network;
import org.crmroute.console.IntegrationCheck;
import org.crmroute.console.MirrorCheck;
import org.crmroute.console.RouterMetrics;
import org.crmroute.console.ScenarioCheck;
import org.crmroute.console.SyncCheck;
import org.crmroute.console.SyncMetrics;
import org.crmroute.console.calls.LiveCalls;
import org.crmroute.crm.CallerLookup;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.TimedRouter;
import org.crmroute.runtime.health.Health;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.health.Remembered;
import org.crmroute.runtime.http.HealthPages;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.http.MetricsPage;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.metrics.Exposition;
import org.crmroute.runtime.process.Lifetime;
import org.crmroute.store.DatabaseState;
import org.crmroute.store.SqliteDecisionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: its parts are opened in the order in which a call needs them, and closed the other way round. */
final class Serve implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
    private static final Duration MIRROR_EVERY = Duration.ofSeconds(1);
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(2);

    private final Configuration configuration;
    private final Lifetime lifetime = new Lifetime();

    Serve(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Runs until the process is told to end; then lets calls in flight come to their end. */
    void run() throws Unusable {
        Logging.serve(configuration.log().format(), configuration.log().level());
        lifetime.run(this::start);
    }

    /** Opens every part; on return calls are answered. What was opened before a failure is for {@link #close()}. */
    void start() throws Unusable {
        Parts parts = opened(Parts.open(configuration));
        parts.tables().reload();
        SqliteDecisionLog log = opened(new SqliteDecisionLog(
                parts.database(),
                DecisionDocument::json,
                configuration.decisions().keep(),
                parts.clock()));
        LiveCalls live = new LiveCalls();
        log.start(new Remembered<>(() -> parts.catalog().generation().filledAt(), MIRROR_EVERY), live);
        Optional<PortalLink> portal = PortalLink.of(configuration, parts);
        portal.ifPresent(this::opened);
        TimedRouter router = opened(new TimedRouter(
                parts.router(),
                configuration.agi().deadline(),
                configuration.agi().maxCalls(),
                parts.clock(),
                portal.map(PortalLink::lookup).orElse(CallerLookup.OFF),
                configuration.lookup().patience()));

        Exposition exposition = opened(new Exposition());
        RouterMetrics metrics = new RouterMetrics(exposition.registry());
        AgiServer agi = new AgiServer(
                new AgiSettings(
                        configuration.agi().host(),
                        configuration.agi().port(),
                        configuration.agi().maxCalls(),
                        AllowList.of(configuration.agi().allow().stream()
                                .map(Network::text)
                                .toList()),
                        AgiSettings.DEFAULT_SESSION_LIMIT),
                new RouteScript(router, parts.plan(), contexts(), parts.clock()),
                (call, end) -> {
                    metrics.decided(call);
                    log.add(call);
                },
                observing(metrics),
                this::endInFailure);
        WarmUp.run(parts);
        startAgi(agi);
        opened(Freshness.watch(parts));
        portal.ifPresent(PortalLink::start);

        metrics.activeSessions(agi::sessions);
        metrics.decisionLogDrops(log::dropped);
        metrics.mirror(parts::mirrorFigures, parts.clock());
        metrics.scenarios(parts::scenarioFigures);
        portal.ifPresent(p -> SyncMetrics.show(exposition.registry(), p::status));
        Health health = opened(new Health(checks(parts, agi, log, portal), HEALTH_EVERY, parts.clock()));
        Console console = opened(Console.of(configuration, parts, log, live, portal));
        List<Consumer<RoutesConfig>> pages = new ArrayList<>(console.pages());
        pages.addAll(List.of(new HealthPages(health), new MetricsPage(exposition)));
        portal.ifPresent(p -> pages.addAll(p.pages()));
        startHttp(
                new HttpServer(configuration.http().host(), configuration.http().port(), pages));
        // closed before HTTP, which would wait for those who watch
        opened(live);
        LOG.info(
                "Ready: agi://{}:{}, http://{}:{}",
                configuration.agi().host(),
                configuration.agi().port(),
                configuration.http().host(),
                configuration.http().port());
        console.letIn();
    }

    private DialplanContexts contexts() {
        return new DialplanContexts(
                configuration.dialplan().extension(),
                configuration.dialplan().queue(),
                configuration.dialplan().external());
    }

    private static AgiObserver observing(RouterMetrics metrics) {
        return new AgiObserver() {
            @Override
            public void refused(Refusal why) {
                metrics.refused(why.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public void closed(SessionEnd end, Duration took) {
                metrics.ended(end.name().toLowerCase(Locale.ROOT));
            }
        };
    }

    private List<HealthCheck> checks(Parts parts, AgiServer agi, SqliteDecisionLog log, Optional<PortalLink> portal) {
        return List.of(
                HealthCheck.of(
                        "agi",
                        () -> agi.state() == AgiServer.State.SERVING
                                ? HealthCheck.Result.ok(agi.sessions() + " sessions open")
                                : HealthCheck.Result.fail("the AGI server is " + agi.state(), "look at the log")),
                HealthCheck.of("database", () -> {
                    DatabaseState state = parts.database().state();
                    return state.ready()
                            ? HealthCheck.Result.ok(parts.database().path().toString())
                            : HealthCheck.Result.fail(
                                    "%s Calls take Others since %s.".formatted(state.sentence(), state.since()),
                                    "put a good file in its place; crmroute goes on by itself");
                }),
                HealthCheck.of(
                        "decision log",
                        () -> log.dropped() == 0
                                ? HealthCheck.Result.ok(log.waiting() + " waiting to be written")
                                : HealthCheck.Result.warn(
                                        log.dropped() + " decisions could not be logged since the start",
                                        "look at the disk, and at what keeps the database locked")),
                new IntegrationCheck(parts.integration()),
                new MirrorCheck(parts::mirrorFigures, Wiring.OLD_MIRROR, parts.clock()),
                portal.<HealthCheck>map(p -> new SyncCheck(p::status, PortalLink.late(configuration)))
                        .orElseGet(() -> HealthCheck.of("sync", () -> HealthCheck.Result.ok(withoutPortal()))),
                new ScenarioCheck(parts::scenarioFigures));
    }

    private String withoutPortal() {
        return configuration.bitrix24().enabled()
                ? "off: no portal is configured (bitrix24.webhook); the mirror holds what was imported"
                : "off: bitrix24.enabled is no; every call takes Others";
    }

    private void startAgi(AgiServer agi) throws Unusable {
        try {
            agi.start();
            opened(agi);
        } catch (IOException e) {
            throw new Unusable(
                    "Cannot listen on %s:%d for Asterisk (%s); is crmroute running already? Else set agi.port"
                            .formatted(
                                    configuration.agi().host(),
                                    configuration.agi().port(),
                                    e.getMessage()),
                    e);
        }
    }

    /**
     * Last, when calls are served already. A taken port still ends the start: it is found while someone is looking, and
     * most often means that another crmroute is running on the same database. Later on, nothing that happens to HTTP
     * reaches a call.
     */
    private void startHttp(HttpServer http) throws Unusable {
        try {
            http.start();
            opened(http);
        } catch (IOException e) {
            throw new Unusable(e.getMessage() + "; is crmroute running already? Else set http.port", e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        return lifetime.keep(part);
    }

    /** Ends the process so that it is started anew; the AGI server's {@code onFatal}. */
    private void endInFailure() {
        lifetime.fail(ExitCode.FINDING);
    }

    /** Lets calls in flight come to their end. */
    @Override
    public void close() {
        lifetime.close();
    }
}
