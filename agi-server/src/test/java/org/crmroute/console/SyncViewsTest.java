package org.crmroute.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.metrics.Exposition;
import org.crmroute.sync.SyncStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SyncViewsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final SyncStatus.Trouble TROUBLE = new SyncStatus.Trouble(
            "INVALID_CREDENTIALS", "The portal refuses the webhook", "make a new one", AT, AT.plusSeconds(60), 3);
    private static final SyncStatus.Alarm DROP = new SyncStatus.Alarm(
            SyncStatus.Alarm.Kind.MASS_DROP, Optional.of(EntityType.DEAL), "400 deals are gone", "look", AT);

    private static SyncStatus status(
            SyncStatus.Phase phase, int secondsOld, Optional<SyncStatus.Trouble> trouble, SyncStatus.Alarm... alarms) {
        return new SyncStatus(
                AT,
                phase,
                Map.of(EntityType.CONTACT, new SyncStatus.Progress(50, 200, false)),
                571.4,
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(AT.minusSeconds(secondsOld)),
                Optional.empty(),
                trouble,
                List.of(alarms),
                7,
                new SyncStatus.Sweep(Optional.empty(), false, 0, 0, EntityType.LEAD, 0, 0),
                new SyncStatus.Counters(50, 1, 2, 3, 4, 5));
    }

    private static HealthCheck.Result check(SyncStatus status) {
        return new SyncCheck(() -> status, Duration.ofMinutes(2)).check();
    }

    @Test
    void health_says_how_current_the_mirror_is() {
        HealthCheck.Result current = check(status(SyncStatus.Phase.CURRENT, 4, Optional.empty()));
        assertThat(current).isEqualTo(HealthCheck.Result.ok("current, 4 s behind the portal"));

        assertThat(check(status(SyncStatus.Phase.CURRENT, 500, Optional.empty()))
                        .status())
                .isEqualTo(HealthCheck.Status.WARN);
        assertThat(check(status(SyncStatus.Phase.FULL, 500, Optional.empty())))
                .isEqualTo(HealthCheck.Result.ok("reading all records: contact 50 of 200; 571 rows/s, 90 s left"));
    }

    @Test
    void health_says_what_is_wrong_and_what_to_do_yet_never_fails() {
        HealthCheck.Result result = check(status(SyncStatus.Phase.TROUBLE, 9000, Optional.of(TROUBLE), DROP));

        assertThat(result.status()).isEqualTo(HealthCheck.Status.WARN);
        assertThat(result.detail())
                .isEqualTo("does not get on, 2 h behind the portal; The portal refuses the webhook (since"
                        + " 2026-03-01T10:00:00Z, 3 attempts, next at 2026-03-01T10:01:00Z); 400 deals are gone");
        assertThat(result.advice()).isEqualTo("make a new one; look");
    }

    @Test
    void the_api_tells_all_of_it() {
        JsonNode document = JsonMapper.shared()
                .valueToTree(SyncPage.document(status(SyncStatus.Phase.FULL, 30, Optional.of(TROUBLE), DROP)));

        assertThat(document.path("phase").asString()).isEqualTo("FULL");
        assertThat(document.path("lagSeconds").asInt()).isEqualTo(30);
        assertThat(document.at("/full/contact/total").asInt()).isEqualTo(200);
        assertThat(document.path("secondsLeft").asInt()).isEqualTo(90);
        assertThat(document.at("/trouble/code").asString()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(document.at("/alarms/0/entity").asString()).isEqualTo("deal");
        assertThat(document.at("/counters/badRows").asInt()).isEqualTo(4);
        assertThat(document.path("lastServerTime").isNull()).isTrue();
        assertThat(asDescribed("Sync").validate(document)).isEmpty();
    }

    /** What {@code /api/openapi.json} says of it. */
    private static Schema asDescribed(String name) {
        try (InputStream in = SyncViewsTest.class.getResourceAsStream("/console/openapi.json")) {
            ObjectNode schema = JsonMapper.shared().createObjectNode();
            schema.put("$ref", "#/components/schemas/" + name);
            schema.set("components", JsonMapper.shared().readTree(in).path("components"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void metrics_count_it() {
        try (Exposition exposition = new Exposition()) {
            SyncStatus now = status(SyncStatus.Phase.TROUBLE, 30, Optional.of(TROUBLE), DROP);
            SyncMetrics.show(exposition.registry(), () -> now);

            assertThat(exposition.page())
                    .contains("crmroute_sync_lag_seconds 30.0")
                    .contains("crmroute_sync_trouble 1.0")
                    .contains("crmroute_sync_alarms 1.0")
                    .contains("crmroute_sync_notices 7.0")
                    .contains("crmroute_sync_full_rows{entity=\"contact\"} 50.0")
                    .contains("crmroute_sync_requests_total 3.0");
        }
    }
}
