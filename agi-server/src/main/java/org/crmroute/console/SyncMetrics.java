package org.crmroute.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.crmroute.crm.EntityType;
import org.crmroute.sync.SyncStatus;

/** The synchronisation in numbers. */
public final class SyncMetrics {

    private final MeterRegistry registry;
    private final Supplier<SyncStatus> status;

    private SyncMetrics(MeterRegistry registry, Supplier<SyncStatus> status) {
        this.registry = registry;
        this.status = status;
    }

    /** Shows what the status says whenever the page is asked for. */
    public static void show(MeterRegistry registry, Supplier<SyncStatus> status) {
        new SyncMetrics(registry, status).register();
    }

    private void register() {
        gauge(
                "crmroute.sync.lag.seconds",
                "Time since the mirror last agreed with the portal; NaN before it did",
                now -> now.lag().map(lag -> lag.toMillis() / 1000.0).orElse(Double.NaN));
        gauge(
                "crmroute.sync.trouble",
                "1 while the synchronisation does not get on",
                now -> now.trouble().isPresent() ? 1 : 0);
        gauge(
                "crmroute.sync.alarms",
                "Findings that somebody should look at",
                now -> now.alarms().size());
        gauge(
                "crmroute.sync.notices",
                "Records that events told of and that were not fetched yet",
                SyncStatus::noticesWaiting);
        gauge("crmroute.sync.rate", "Rows a second the full synchronisation reads", SyncStatus::rowsPerSecond);
        gauge(
                "crmroute.sync.left.seconds",
                "Seconds the full synchronisation will take; NaN when there is none",
                now -> now.timeLeft()
                        .map(Duration::toSeconds)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN));
        for (EntityType entity : EntityType.values()) {
            Gauge.builder("crmroute.sync.full.rows", () -> progress(entity))
                    .description("Rows the full synchronisation has read")
                    .tag("entity", entity.word())
                    .register(registry);
        }
        counter("crmroute.sync.requests", "Requests to the portal", c -> c.requests());
        counter("crmroute.sync.failures", "Requests and writes that failed", c -> c.failures());
        counter("crmroute.sync.put", "Records written", c -> c.put());
        counter("crmroute.sync.removed", "Records removed", c -> c.removed());
        counter("crmroute.sync.bad.rows", "Rows of the portal that made no sense", c -> c.badRows());
    }

    private double progress(EntityType entity) {
        SyncStatus.Progress progress = status.get().full().get(entity);
        return progress == null ? 0 : progress.done();
    }

    private void gauge(String name, String description, ToDoubleFunction<SyncStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(status.get()))
                .description(description)
                .register(registry);
    }

    private void counter(String name, String description, ToLongFunction<SyncStatus.Counters> value) {
        FunctionCounter.builder(name, status, s -> value.applyAsLong(s.get().counters()))
                .description(description)
                .register(registry);
    }
}
