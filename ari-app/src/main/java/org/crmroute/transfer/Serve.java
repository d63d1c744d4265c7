package org.crmroute.transfer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.crmroute.runtime.health.Health;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.http.HealthPages;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.http.MetricsPage;
import org.crmroute.runtime.metrics.Exposition;
import org.crmroute.runtime.process.Lifetime;
import org.crmroute.transfer.ami.Ami;
import org.crmroute.transfer.ami.AmiSettings;
import org.crmroute.transfer.ari.AriSettings;
import org.crmroute.transfer.ari.AriSwitchboard;
import org.crmroute.transfer.config.Configuration;
import org.crmroute.transfer.engine.Patience;
import org.crmroute.transfer.engine.ReferralDesk;
import org.crmroute.transfer.engine.TransferStore;
import org.crmroute.transfer.engine.Transfers;
import org.crmroute.transfer.http.Access;
import org.crmroute.transfer.http.EventsPage;
import org.crmroute.transfer.http.TransferMetrics;
import org.crmroute.transfer.http.TransferPages;
import org.crmroute.transfer.store.SqliteTransferStore;
import org.crmroute.transfer.store.StoreRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: its parts are opened in the order in which they need one another, and closed the other way round. */
final class Serve {

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
    private static final Duration HEALTH_EVERY = Duration.ofSeconds(2);

    /** What one request to Asterisk may take; it is on the same host, or near. */
    private static final Duration REQUEST = Duration.ofSeconds(3);

    /** Asterisk answers a take-over at once; this is for a host that is out of breath. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** A connection and some requests for each transfer: a tenth of it, if all is well. */
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Configuration configuration;
    private final Clock clock = Clock.systemUTC();
    private final Lifetime lifetime = new Lifetime();

    /** The host or the configuration must change. The message is a sentence that says how. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Serve(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Runs until the process is told to end; whoever talks goes on talking. */
    void run() throws Unusable {
        lifetime.run(this::start);
    }

    private void start() throws Unusable {
        SqliteTransferStore store = opened(openStore());
        Ami ami = opened(new Ami(
                new AmiSettings(
                        configuration.ami().host(),
                        configuration.ami().port(),
                        configuration.ami().user(),
                        configuration.ami().password(),
                        REQUEST),
                new Ami.DeviceName(
                        configuration.dialplan().extensionBefore(),
                        configuration.dialplan().extensionAfter())));
        AriSwitchboard asterisk = opened(new AriSwitchboard(
                new AriSettings(
                        configuration.ari().url(),
                        configuration.ari().app(),
                        configuration.ari().user(),
                        configuration.ari().password(),
                        REQUEST),
                ami));
        Transfers transfers = opened(new Transfers(
                asterisk,
                asterisk,
                ami,
                store,
                patience(),
                configuration.transfers().most(),
                clock));
        Exposition exposition = opened(new Exposition());
        transfers.listen(new TransferMetrics(exposition.registry(), transfers, asterisk));
        EventsPage events = new EventsPage(asterisk);
        transfers.listen(events);
        asterisk.refer(new ReferralDesk(transfers, ami));
        open(transfers);
        ami.start();
        asterisk.start();
        recover(transfers, asterisk);
        Rehearsal.run(Rehearsal.BOUND);

        Health health = opened(new Health(checks(asterisk, ami, transfers, store), HEALTH_EVERY, clock));
        startHttp(new HttpServer(
                configuration.http().host(),
                configuration.http().port(),
                List.of(
                        new HealthPages(health),
                        new MetricsPage(exposition),
                        new Access(configuration.http().token()),
                        new TransferPages(transfers, asterisk),
                        events)));
        // closed first, for a connection that is listened to keeps the server from stopping
        opened(events);
        events.start();
        LOG.info(
                "Ready: http://{}:{}",
                configuration.http().host(),
                configuration.http().port());
    }

    private SqliteTransferStore openStore() throws Unusable {
        try {
            return SqliteTransferStore.open(
                    configuration.database().file(), configuration.transfers().keep(), clock);
        } catch (StoreRefused e) {
            throw new Unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static void open(Transfers transfers) throws Unusable {
        try {
            transfers.open();
        } catch (TransferStore.StoreFailed e) {
            throw new Unusable("Not started: " + e.getMessage() + "; see to the disk and the rights", e);
        }
    }

    /**
     * Whoever is in our hands since the process before this one comes first, and has the machine alone; the rehearsal
     * would take turns with that. For a moment at most: without Asterisk there is nothing to wait for.
     */
    private static void recover(Transfers transfers, AriSwitchboard asterisk) {
        long until = System.nanoTime() + RECOVERY.toNanos();
        try {
            while (asterisk.connections() == 0 && transfers.any() && System.nanoTime() < until) {
                Thread.sleep(LOOK);
            }
            transfers.awaitIdle(RECOVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Patience patience() {
        return new Patience(
                TAKE_OVER,
                configuration.transfers().ring(),
                configuration.transfers().ringExternal(),
                configuration.transfers().waiting(),
                FAREWELL);
    }

    private List<HealthCheck> checks(AriSwitchboard asterisk, Ami ami, Transfers transfers, SqliteTransferStore store) {
        return List.of(
                HealthCheck.of(
                        "ari",
                        () -> asterisk.isConnected()
                                ? HealthCheck.Result.ok(
                                        configuration.ari().url().toString())
                                : HealthCheck.Result.fail(
                                        "no connection to ARI at "
                                                + configuration.ari().url(),
                                        "look at Asterisk, http.conf and ari.conf; we go on trying")),
                HealthCheck.of(
                        "ami",
                        () -> ami.isConnected()
                                ? HealthCheck.Result.ok(configuration.ami().host() + ":"
                                        + configuration.ami().port())
                                : HealthCheck.Result.fail(
                                        "no connection to AMI at "
                                                + configuration.ami().host() + ":"
                                                + configuration.ami().port(),
                                        "look at Asterisk and manager.conf; we go on trying")),
                HealthCheck.of(
                        "database",
                        () -> transfers.unsaved() == 0
                                ? HealthCheck.Result.ok(store.file().toString())
                                : HealthCheck.Result.warn(
                                        "the last %d changes could not be saved in %s"
                                                .formatted(transfers.unsaved(), store.file()),
                                        "see to the disk and the rights; new transfers are refused meanwhile")));
    }

    private void startHttp(HttpServer http) throws Unusable {
        try {
            http.start();
            opened(http);
        } catch (IOException e) {
            throw new Unusable(e.getMessage() + "; is crmroute-transfers running already? Else set http.port", e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        return lifetime.keep(part);
    }
}
