package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Everything that may go wrong with a request. */
class PortalFaultsTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 60, 60, 5, 5, 5, 1, 4));

    private final ManualClock clock = new ManualClock();
    private final Portal portal = Portal.of(
            DATASET, new PortalSettings().clock(clock).unlimited().application("app", "secret", Duration.ofHours(1)));
    private final PortalClient client = new PortalClient(portal);

    @BeforeEach
    void start() throws IOException {
        portal.start();
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private HttpResponse<String> profile() {
        return client.post("profile", Map.of());
    }

    @Test
    void everyErrorIsAnsweredAsOftenAsAskedFor() {
        Fault.NAMES.forEach((name, fault) -> {
            if (fault instanceof Fault.Answered error) {
                portal.faults().next(2, fault);
                assertThat(profile().statusCode()).as(name).isEqualTo(error.status());
                JsonNode code = tools.jackson.databind.json.JsonMapper.shared()
                        .readTree(profile().body())
                        .get("error");
                assertThat(code.isInt() ? (Object) code.asInt() : code.asString())
                        .isEqualTo(error.code());
                assertThat(profile().statusCode()).isEqualTo(200);
            }
        });
    }

    @Test
    void aPageOfHtmlAndCutJsonAreNoJson() {
        portal.faults().next(1, Fault.BAD_GATEWAY);
        HttpResponse<String> html = profile();
        assertThat(html.statusCode()).isEqualTo(502);
        assertThat(html.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(html.body()).startsWith("<html>");

        portal.faults().next(1, Fault.CUT_JSON);
        HttpResponse<String> cut = profile();
        assertThat(cut.statusCode()).isEqualTo(200);
        assertThat(cut.body()).startsWith("{\"result\":{").doesNotEndWith("}}");
    }

    @Test
    void aConnectionMayEndBeforeOrAfterTheMethodRan() {
        Map<String, Object> add = Map.of("entityTypeId", 3, "fields", Map.of());
        portal.faults().next(2, "crm.item.add", Fault.CONNECTION_RESET);
        assertThatThrownBy(() -> client.post("crm.item.add", add)).isInstanceOf(UncheckedIOException.class);
        portal.faults().clear();
        assertThat(portal.count(Entity.CONTACT)).isEqualTo(60);

        portal.faults().chance(1, "crm.item.add", Fault.ANSWER_LOST);
        assertThatThrownBy(() -> client.post("crm.item.add", add)).isInstanceOf(UncheckedIOException.class);
        assertThat(portal.count(Entity.CONTACT)).isGreaterThan(60);
    }

    @Test
    void anAnswerMayHang() {
        portal.faults().next(1, new Fault.Slow(Duration.ofHours(1)));
        HttpRequest impatient = HttpRequest.newBuilder(portal.webhook().resolve("profile"))
                .timeout(Duration.ofMillis(200))
                .build();

        assertThatThrownBy(() -> client.send(impatient)).hasCauseInstanceOf(java.net.http.HttpTimeoutException.class);
        assertThat(profile().statusCode()).isEqualTo(200);
    }

    @Test
    void someRequestsMeetAFaultByChance() {
        portal.faults().chance(0.5, Fault.INTERNAL_SERVER_ERROR);
        List<Integer> statuses = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> profile().statusCode())
                .toList();
        assertThat(statuses).contains(200, 500);
    }

    @Test
    void aFaultOfAMethodMeetsItsCommandsInABatch() {
        portal.faults().chance(1, "user.get", Fault.INSUFFICIENT_SCOPE);
        portal.faults().next(1, "crm.item.list", Fault.OPERATION_TIME_LIMIT);
        String commands =
                "{'cmd':{'u':'user.get','a':'crm.item.list?entityTypeId=3','b':'crm.item.list?entityTypeId=3'}}";

        HttpResponse<String> answer = client.postJson("batch", commands.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"u\":{\"error\":\"insufficient_scope\"", "\"a\":{\"error\":\"OPERATION");
        assertThat(client.post("user.get", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void aRevokedWebhookIsRefused() {
        portal.webhookValid(false);
        assertThat(profile().statusCode()).isEqualTo(401);
        assertThat(profile().body()).contains("INVALID_CREDENTIALS");
        portal.webhookValid(true);
        assertThat(profile().statusCode()).isEqualTo(200);
        assertThat(client.get(portal.address().resolve("/rest/1/wrong/profile")).statusCode())
                .isEqualTo(401);
        assertThat(client.get(portal.address().resolve("/rest/profile")).body()).contains("NO_AUTH_FOUND");
    }

    @Test
    void aLostPermissionEmptiesListsWithoutAWord() {
        portal.readable(Entity.DEAL, false);
        JsonNode list = client.call("crm.item.list", "{'entityTypeId':2}");
        assertThat(list.at("/result/items")).isEmpty();
        assertThat(list.get("total").asInt()).isZero();
        assertThat(client.call("crm.item.get", "{'entityTypeId':2,'id':1}")
                        .get("error")
                        .asString())
                .isEqualTo("ACCESS_DENIED");
        assertThat(client.call("crm.item.list", "{'entityTypeId':3}").at("/result/items"))
                .hasSize(50);
        assertThat(portal.count(Entity.DEAL)).isEqualTo(60);
    }

    @Test
    void aRenamedPortalAnswersAtItsOldAddressWithARedirect() throws IOException {
        URI old = portal.webhook();
        portal.rename();

        HttpResponse<String> moved = client.get(old.resolve("profile?x=1"));
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location"))
                .contains(portal.webhook().resolve("profile?x=1").toString());
        assertThat(old).isNotEqualTo(portal.webhook());
        assertThat(profile().statusCode()).isEqualTo(200);
    }

    @Test
    void aPortalThatIsDownRefusesConnections() throws IOException {
        URI address = portal.address();
        portal.goDown();
        assertThatThrownBy(this::profile).hasCauseInstanceOf(java.net.ConnectException.class);
        portal.comeUp();
        assertThat(portal.address()).isEqualTo(address);
        assertThat(profile().statusCode()).isEqualTo(200);
    }

    @Test
    void thePortalsClockMayBeWrong() {
        portal.clockOffset(Duration.ofHours(-2));
        assertThat(client.call("server.time", "{}").get("result").asString()).isEqualTo("2026-08-01T10:00:00+03:00");
        portal.edits().update(Entity.DEAL, 1, Map.of("title", "Past"));
        assertThat(portal.item(Entity.DEAL, 1).orElseThrow()).containsEntry("updatedTime", "2026-08-01T10:00:00+03:00");
    }

    @Test
    void tokensExpireAndARefreshTokenIsGoodForOnce() {
        Tokens.Pair first = portal.tokens().install();
        URI rest = portal.address().resolve("/rest/");
        assertThat(client.get(rest.resolve("profile?auth=" + first.access())).statusCode())
                .isEqualTo(200);
        clock.pass(Duration.ofHours(1));
        assertThat(client.get(rest.resolve("profile?auth=" + first.access())).body())
                .contains("\"expired_token\"");
        assertThat(client.get(rest.resolve("profile?auth=wrong")).body()).contains("\"invalid_token\"");

        URI refresh = portal.address()
                .resolve("/oauth/token/?grant_type=refresh_token&client_id=app&client_secret=secret&refresh_token="
                        + first.refresh());
        JsonNode second = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(client.get(refresh).body());
        assertThat(second.get("expires_in").asInt()).isEqualTo(3600);
        assertThat(second.get("client_endpoint").asString()).isEqualTo(rest.toString());
        assertThat(second.get("refresh_token").asString()).isNotEqualTo(first.refresh());
        assertThat(second.propertyNames())
                .contains("domain", "expires", "member_id", "scope", "server_endpoint", "status", "user_id");
        assertThat(client.get(rest.resolve(
                                "profile?auth=" + second.get("access_token").asString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get(refresh).body()).contains("\"invalid_grant\"");
    }
}
