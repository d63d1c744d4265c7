package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The leaky bucket and the operating ledger, by a clock that a test moves. */
class PortalLimitsTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 60, 60, 5, 5, 5, 1, 4));

    private final ManualClock clock = new ManualClock();

    @Test
    void moreRequestsThanTheBucketHoldsAreRefusedUntilItLeaked() throws IOException {
        PortalSettings settings = new PortalSettings().clock(clock).requests(2, 3);
        try (Portal portal = Portal.of(DATASET, settings).start()) {
            PortalClient client = new PortalClient(portal);
            for (int i = 0; i < 3; i++) {
                assertThat(client.post("profile", Map.of()).statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = client.post("profile", Map.of());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"QUERY_LIMIT_EXCEEDED\"");

            clock.pass(Duration.ofMillis(500));
            assertThat(client.post("profile", Map.of()).statusCode()).isEqualTo(200);
            assertThat(client.post("profile", Map.of()).statusCode()).isEqualTo(503);
            assertThat(portal.counters().errors()).containsEntry("QUERY_LIMIT_EXCEEDED", 2L);
            assertThat(portal.counters().requests()).containsEntry("profile", 6L);
        }
    }

    @Test
    void aMethodThatWorkedTooMuchIsHeldUntilItsWindowHasPassed() throws IOException {
        PortalSettings settings = new PortalSettings()
                .clock(clock)
                .unlimited()
                .pageTime(Duration.ofMillis(5))
                .operating(Duration.ofMillis(9), Duration.ofMinutes(10));
        try (Portal portal = Portal.of(DATASET, settings).start()) {
            PortalClient client = new PortalClient(portal);
            JsonNode time = client.call("crm.item.list", "{'entityTypeId':3}").get("time");
            assertThat(time.get("duration").asDouble()).isGreaterThanOrEqualTo(0.005);
            assertThat(time.get("operating_reset_at").asLong())
                    .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)).getEpochSecond());
            client.call("crm.item.list", "{'entityTypeId':2}");

            HttpResponse<String> held = client.post("crm.item.list", Map.of("entityTypeId", 3));
            assertThat(held.statusCode()).isEqualTo(429);
            assertThat(held.body()).contains("\"OPERATION_TIME_LIMIT\"");
            JsonNode batch = client.call("batch", "{'cmd':{'a':'crm.item.list?entityTypeId=3','b':'profile'}}");
            assertThat(batch.at("/result/result_error/a/error").asString()).isEqualTo("OPERATION_TIME_LIMIT");
            assertThat(batch.at("/result/result/b/ID").asString()).isEqualTo("1");

            clock.pass(Duration.ofMinutes(10));
            assertThat(client.post("crm.item.list", Map.of("entityTypeId", 3)).statusCode())
                    .isEqualTo(200);
            assertThat(portal.counters().billedSeconds().get("crm.item.list")).isGreaterThanOrEqualTo(0.015);
        }
    }

    @Test
    void aBatchMayBeBilledTwice() throws IOException {
        PortalSettings settings = new PortalSettings()
                .unlimited()
                .batchBilled(true)
                .pageTime(Duration.ofMillis(2))
                .operating(Duration.ofMillis(3), Duration.ofMinutes(10));
        try (Portal portal = Portal.of(DATASET, settings).start()) {
            PortalClient client = new PortalClient(portal);
            String batch = "{'cmd':{'a':'crm.item.list?entityTypeId=3','b':'crm.deal.list'}}";
            client.call("batch", batch);
            assertThat(client.call("batch", batch).get("error").asString()).isEqualTo("OPERATION_TIME_LIMIT");
            assertThat(portal.counters().commands()).isEqualTo(Map.of("crm.item.list", 1L, "crm.deal.list", 1L));
        }
    }
}
