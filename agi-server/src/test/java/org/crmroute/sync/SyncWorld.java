package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.crmroute.bitrix24.Access;
import org.crmroute.bitrix24.Pace;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.bitrix24.RestSettings;
import org.crmroute.call.NumberPlan;
import org.crmroute.portal.Dataset;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.FileSyncLock;
import org.crmroute.store.SqliteHoldings;
import org.crmroute.store.SqliteMirrorWriter;
import org.crmroute.store.SqliteNotices;

/** A stand-in portal over HTTP, a mirror in a file, and what keeps them alike. */
public final class SyncWorld implements AutoCloseable {

    public static final NumberPlan PLAN = new NumberPlan("RU", 10);
    static final DatasetSize SMALL = new DatasetSize(7, 700, 1_200, 130, 300, 40, 4, 34);

    /** Longer than any machine needs; a test that fails waits so long. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public final Portal portal;
    final Path file;
    public final Database database;
    final SqliteMirrorWriter writer;
    final Holdings holdings;
    final SqliteNotices notices;

    /** Whether the portal may be asked. */
    public volatile boolean integration = true;

    public SyncSettings settings = SyncSettings.DEFAULT
            .withPoll(Duration.ofMillis(200))
            .withCatalogue(Duration.ofMillis(500))
            .withDeleteSweep(Duration.ofHours(1))
            .withRetries(Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofMillis(300));
    private RestClient client;
    private Synchroniser synchroniser;

    public SyncWorld(Path folder) throws IOException, DatabaseRefused {
        this(folder, SMALL, new PortalSettings().unlimited());
    }

    public SyncWorld(Path folder, DatasetSize size, PortalSettings portalSettings) throws IOException, DatabaseRefused {
        portal = Portal.of(new Dataset(size), portalSettings).start();
        file = folder.resolve("crmroute.db");
        database = Database.open(file, Clock.systemUTC());
        writer = new SqliteMirrorWriter(database);
        holdings = new SqliteHoldings(database);
        notices = new SqliteNotices(database);
        client = newClient();
        synchroniser = newSynchroniser();
    }

    private RestClient newClient() {
        return new RestClient(
                Access.webhook(portal.webhook().toString()), RestSettings.STANDARD.with(new Pace(10_000, 10_000)));
    }

    private Synchroniser newSynchroniser() {
        return new Synchroniser(
                client,
                writer,
                holdings,
                notices,
                new FileSyncLock(file),
                PLAN,
                settings,
                () -> integration,
                Clock.systemUTC());
    }

    /** One more, as another process would have it. */
    Synchroniser another() {
        return newSynchroniser();
    }

    RestClient client() {
        return client;
    }

    public Synchroniser synchroniser() {
        return synchroniser;
    }

    public SyncWorld with(SyncSettings other) {
        settings = other;
        synchroniser.close();
        synchroniser = newSynchroniser();
        return this;
    }

    public SyncWorld start() {
        synchroniser.start();
        return this;
    }

    /** Until all records were read, and what changed meanwhile. */
    public SyncWorld untilCurrent() {
        return until(status -> status.phase() == SyncStatus.Phase.CURRENT);
    }

    public SyncWorld until(Predicate<SyncStatus> condition) {
        await(() -> condition.test(synchroniser.status()), () -> String.valueOf(synchroniser.status()));
        return this;
    }

    public static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(until);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Until the mirror holds what the portal does, record by record. */
    public SyncWorld untilAlike() {
        long until = System.nanoTime() + LIMIT.toNanos();
        List<String> differences = differences();
        while (!differences.isEmpty() && System.nanoTime() < until) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            differences = differences();
        }
        assertThat(differences).as(() -> String.valueOf(synchroniser.status())).isEmpty();
        return this;
    }

    List<String> differences() {
        return new MirrorComparison(portal, file, PLAN).differences();
    }

    /** As if the process had been killed and started again. */
    SyncWorld restart() {
        synchroniser.close();
        client.close();
        client = newClient();
        synchroniser = newSynchroniser();
        return this;
    }

    public void stop() {
        synchroniser.close();
    }

    @Override
    public void close() {
        synchroniser.close();
        client.close();
        database.close();
        portal.close();
    }
}
