package org.crmroute.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.metrics.Exposition;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Trace;
import org.junit.jupiter.api.Test;

class RouterMetricsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final MirrorFigures FILLED =
            new MirrorFigures(Optional.of(NOW.minusSeconds(90)), Map.of(EntityType.DEAL, 7L, EntityType.COMPANY, 1L));
    private static final ScenarioFigures SUSPENDED = new ScenarioFigures(
            List.of("main v3"), List.of(new ScenarioFigures.Suspended("main", "old", List.of("field deal.UF_1"))));

    private static RoutedCall decided(Status status, Reason reason, long micros) {
        Party nobody = new Party.Anonymous("");
        return new RoutedCall(
                "1",
                new RouteRequest(IncomingCall.simulated(nobody, nobody, NOW), Optional.empty()),
                new Decision(
                        status, reason, "", Optional.empty(), List.of(), Caller.unknown(nobody), "", 0, Trace.EMPTY),
                micros);
    }

    @Test
    void everything_a_telecom_engineer_watches_is_on_the_page() {
        try (Exposition exposition = new Exposition()) {
            RouterMetrics metrics = new RouterMetrics(exposition.registry());
            metrics.decided(decided(Status.ROUTED, Reason.RULE_MATCH, 184));
            metrics.decided(decided(Status.ROUTED, Reason.RULE_MATCH, 3000));
            metrics.decided(decided(Status.FAILED, Reason.DEADLINE, 250_000));
            metrics.refused("capacity");
            metrics.ended("answered");
            metrics.activeSessions(() -> 4);
            metrics.decisionLogDrops(() -> 2);
            metrics.mirror(() -> FILLED, CLOCK);
            metrics.scenarios(() -> SUSPENDED);
            assertThat(exposition.page().lines())
                    .contains(
                            "crmroute_decisions_total{reason=\"RULE_MATCH\",status=\"ROUTED\"} 2.0",
                            "crmroute_decisions_total{reason=\"DEADLINE\",status=\"FAILED\"} 1.0",
                            "crmroute_decision_seconds_bucket{le=\"2.5E-4\"} 1",
                            "crmroute_decision_seconds_bucket{le=\"0.005\"} 2",
                            "crmroute_decision_seconds_count 3",
                            "crmroute_sessions_refused_total{why=\"capacity\"} 1.0",
                            "crmroute_sessions_total{end=\"answered\"} 1.0",
                            "crmroute_sessions_active 4.0",
                            "crmroute_decision_log_drops_total 2.0",
                            "crmroute_mirror_age_seconds 90.0",
                            "crmroute_mirror_records{entity=\"deal\"} 7.0",
                            "crmroute_mirror_records{entity=\"lead\"} 0.0",
                            "crmroute_rules_suspended 1.0");
        }
    }

    @Test
    void a_page_asks_the_database_once() {
        AtomicInteger asked = new AtomicInteger();
        try (Exposition exposition = new Exposition()) {
            new RouterMetrics(exposition.registry())
                    .mirror(
                            () -> {
                                asked.incrementAndGet();
                                return FILLED;
                            },
                            CLOCK);
            assertThat(exposition.page()).contains("crmroute_mirror_age_seconds 90.0");
            assertThat(exposition.page()).contains("crmroute_mirror_age_seconds 90.0");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void mirror_and_scenario_checks_say_what_to_do() {
        assertThat(new MirrorCheck(() -> FILLED, Duration.ofHours(1), CLOCK).check())
                .isEqualTo(HealthCheck.Result.ok("90 s old; 7 deals, 0 leads, 0 contacts, 1 companies"));
        assertThat(new MirrorCheck(() -> FILLED, Duration.ofSeconds(1), CLOCK)
                        .check()
                        .status())
                .isEqualTo(HealthCheck.Status.WARN);
        assertThat(new MirrorCheck(() -> new MirrorFigures(Optional.empty(), Map.of()), Duration.ofHours(1), CLOCK)
                        .check()
                        .detail())
                .isEqualTo("never filled; every call takes Others");
        HealthCheck.Result suspended = new ScenarioCheck(() -> SUSPENDED).check();
        assertThat(suspended.status()).isEqualTo(HealthCheck.Status.WARN);
        assertThat(suspended.detail()).isEqualTo("active: main v3; out of force: main/old (field deal.UF_1)");
        assertThat(new ScenarioCheck(() -> new ScenarioFigures(List.of(), List.of()))
                        .check()
                        .status())
                .isEqualTo(HealthCheck.Status.FAIL);
    }
}
