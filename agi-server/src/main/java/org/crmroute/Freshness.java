package org.crmroute;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.store.SqliteCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that scenarios, the CRM's catalogue or the integration's switch changed, whichever process changed them, and has them compiled anew.
 * Calls go on by the table of before until the new one is whole.
 */
final class Freshness implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Parts parts;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("freshness").factory());
    private Optional<Seen> seen = Optional.empty();
    private boolean complained;
    private boolean warm;

    /** What a routing table was made from. */
    private record Seen(long opening, long catalog, long scenarios, boolean integration) {
        static Seen of(SqliteCatalog.Generation generation) {
            return new Seen(
                    generation.opening(), generation.catalog(), generation.scenarios(), generation.integration());
        }
    }

    private Freshness(Parts parts) {
        this.parts = parts;
    }

    static Freshness watch(Parts parts) {
        Freshness freshness = new Freshness(parts);
        Future<?> unused = freshness.thread.scheduleWithFixedDelay(
                freshness::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return freshness;
    }

    private void look() {
        try {
            Seen now = Seen.of(parts.catalog().generation());
            if (!seen.equals(Optional.of(now))) {
                parts.tables().reload();
                seen = Optional.of(now);
                warmUpOnce();
            }
            complained = false;
        } catch (MirrorUnavailable e) {
            // the database says so itself, in its own words and only once
            LOG.debug("Cannot look for new scenarios", e);
        } catch (RuntimeException e) {
            if (!complained) {
                LOG.error("Scenarios cannot be read anew; calls go on by those of before", e);
            }
            complained = true;
        }
    }

    /** At a first start there is nothing to warm up with until somebody applies a scenario. */
    private void warmUpOnce() {
        if (!warm && !parts.tables().get().scenarios().isEmpty()) {
            WarmUp.run(parts);
            warm = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
