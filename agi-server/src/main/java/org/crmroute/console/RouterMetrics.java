package org.crmroute.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.RoutedCall;
import org.crmroute.runtime.health.Remembered;
import org.crmroute.scenario.Decision;

/**
 * The router in numbers. {@link #decided} and {@link #refused} are what observers call; they count and return, without
 * a lock. Everything else is asked for when the page is, from suppliers that remember what they found.
 */
public final class RouterMetrics {

    /** No more often than this is a database asked for the sake of a page. */
    public static final Duration REFRESH = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final Timer latency;

    public RouterMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("crmroute.decision")
                .description("Time from the request to the decision")
                .serviceLevelObjectives(Arrays.stream(new long[] {
                            100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
                            1_000_000
                        })
                        .mapToObj(micros -> Duration.ofNanos(micros * 1000))
                        .toArray(Duration[]::new))
                .register(registry);
    }

    /** A call was decided. */
    public void decided(RoutedCall call) {
        Decision decision = call.decision();
        // reason and status are closed sets: these are at most a few dozen counters
        Counter.builder("crmroute.decisions")
                .description("Calls decided")
                .tag("reason", decision.reason().name())
                .tag("status", decision.status().name())
                .register(registry)
                .increment();
        latency.record(call.micros(), TimeUnit.MICROSECONDS);
    }

    /**
     * An AGI session was turned away.
     *
     * @param why one of a few fixed words such as {@code full}, {@code address}; never text from outside
     */
    public void refused(String why) {
        Counter.builder("crmroute.sessions.refused")
                .description("AGI sessions turned away")
                .tag("why", why)
                .register(registry)
                .increment();
    }

    /**
     * An AGI session is over.
     *
     * @param how one of a few fixed words such as {@code answered}, {@code hung_up}; never text from outside
     */
    public void ended(String how) {
        Counter.builder("crmroute.sessions")
                .description("AGI sessions, by how they ended")
                .tag("end", how)
                .register(registry)
                .increment();
    }

    /** How many AGI sessions are open is to be had here. */
    public void activeSessions(IntSupplier sessions) {
        Gauge.builder("crmroute.sessions.active", sessions::getAsInt)
                .description("AGI sessions open now")
                .register(registry);
    }

    /** How many decisions the log had to drop since the start is to be had here. */
    public void decisionLogDrops(LongSupplier drops) {
        FunctionCounter.builder("crmroute.decision.log.drops", drops, LongSupplier::getAsLong)
                .description("Decisions that could not be logged")
                .register(registry);
    }

    /** The mirror's figures are to be had here; asked for at most every {@link #REFRESH}. */
    public void mirror(Supplier<MirrorFigures> figures, Clock clock) {
        Supplier<MirrorFigures> remembered = new Remembered<>(figures, REFRESH);
        Gauge.builder(
                        "crmroute.mirror.age",
                        () -> remembered
                                .get()
                                .asOf()
                                .map(asOf ->
                                        Duration.between(asOf, clock.instant()).toMillis() / 1000.0)
                                .orElse(Double.NaN))
                .description("Time since the mirror last agreed with the CRM; NaN when it was never filled")
                .baseUnit("seconds")
                .register(registry);
        for (EntityType entity : EntityType.values()) {
            Gauge.builder(
                            "crmroute.mirror.records",
                            () -> remembered.get().records().getOrDefault(entity, 0L))
                    .description("Records in the mirror")
                    .tag("entity", entity.word())
                    .register(registry);
        }
    }

    /** The scenarios' figures are to be had here; asked for at most every {@link #REFRESH}. */
    public void scenarios(Supplier<ScenarioFigures> figures) {
        Supplier<ScenarioFigures> remembered = new Remembered<>(figures, REFRESH);
        Gauge.builder(
                        "crmroute.rules.suspended",
                        () -> remembered.get().suspended().size())
                .description("Rules out of force because the CRM lost what they speak of")
                .register(registry);
    }
}
