package org.crmroute;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.crmroute.cli.ExitCode;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.console.RouterMetrics;
import org.crmroute.runtime.health.Health;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.http.HealthPages;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.http.MetricsPage;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.metrics.Exposition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: its parts are opened in the order in which a call needs them, and closed the other way round. */
final class Serve {

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(2);

    private final Configuration configuration;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile int exitCode = ExitCode.OK;

    Serve(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Runs until the process is told to end; then lets calls in flight come to their end. */
    void run() throws Unusable {
        Logging.serve(configuration.log().format(), configuration.log().level());
        CountDownLatch ended = new CountDownLatch(1);
        try {
            start();
        } catch (Unusable | RuntimeException e) {
            close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended), "shutdown"));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws Unusable {
        Exposition exposition = opened(new Exposition());
        RouterMetrics metrics = new RouterMetrics(exposition.registry());

        // Joint: database, mirror, scenarios, decision log; then the router; then the AGI server, which listens from
        // here on. Its observer calls metrics.decided, .refused and .ended, its onFatal endInFailure(); metrics.activeSessions, .decisionLogDrops,
        // .mirror and .scenarios take suppliers.
        metrics.activeSessions(() -> 0);
        List<HealthCheck> checks = List.of();

        Health health = opened(new Health(checks, HEALTH_EVERY, clock));
        startHttp(new HttpServer(
                configuration.http().host(),
                configuration.http().port(),
                List.of(new HealthPages(health), new MetricsPage(exposition))));
        LOG.info(
                "Ready: agi://{}:{}, http://{}:{}",
                configuration.agi().host(),
                configuration.agi().port(),
                configuration.http().host(),
                configuration.http().port());
    }

    /**
     * Last, when calls are served already. A taken port still ends the start: it is found while someone is looking, and
     * most often means that another crmroute is running on the same database. Later on, nothing that happens to HTTP
     * reaches a call.
     */
    private void startHttp(HttpServer http) throws Unusable {
        try {
            http.start();
            open.push(http);
        } catch (IOException e) {
            throw new Unusable(e.getMessage() + "; is crmroute running already? Else set http.port", e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private void end(CountDownLatch ended) {
        LOG.info("Stopping");
        close();
        LOG.info("Stopped");
        ended.countDown();
        // without this the JVM exits with 143, and a unit that was stopped as asked looks failed
        Runtime.getRuntime().halt(exitCode);
    }

    /** Ends the process so that it is started anew; the AGI server's {@code onFatal}. */
    void endInFailure() {
        exitCode = ExitCode.FINDING;
        Thread.ofPlatform().name("fatal").start(() -> System.exit(exitCode));
    }

    private void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("A part did not close cleanly", e);
            }
        }
    }
}
