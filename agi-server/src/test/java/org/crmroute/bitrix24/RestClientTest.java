package org.crmroute.bitrix24;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls and batches over HTTP: what is sent and what is made of the answer. */
class RestClientTest {

    private ScriptedPortal portal;
    private RestClient client;

    @BeforeEach
    void open() throws IOException {
        portal = new ScriptedPortal();
        client = new RestClient(Access.webhook(portal.webhook()), RestSettings.STANDARD);
    }

    @AfterEach
    void close() {
        client.close();
        portal.close();
    }

    @Test
    void callsAMethodAtTheWebhooksAddress() throws Exception {
        portal.then(200, "{\"result\":{\"items\":[{\"id\":7}]},\"total\":654,\"next\":50," + ScriptedPortal.TIME + "}");

        Answer answer = client.call(
                Budget.LIVE, new Command("crm.item.list", Map.of("entityTypeId", 3, "filter", Map.of(">id", 5))));

        assertThat(answer.result()).isEqualTo(Map.of("items", List.of(Map.of("id", 7))));
        assertThat(answer.total()).hasValue(654);
        assertThat(answer.next()).hasValue(50);
        assertThat(answer.time())
                .isEqualTo(new ServerTime(Instant.parse("2025-09-09T13:31:11Z"), Duration.ofMillis(700)));
        ScriptedPortal.Request request = portal.requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/rest/1/s3cr3tc0de/crm.item.list");
        assertThat(request.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(request.json()).isEqualTo(Map.of("entityTypeId", 3, "filter", Map.of(">id", 5)));
    }

    @Test
    void takesTheServersDateWhenTheAnswerTellsNoTime() throws Exception {
        portal.then(200, "{\"result\":[]}");
        Answer answer = client.call(Budget.LIVE, new Command("crm.duplicate.findbycomm", Map.of()));
        assertThat(answer.result()).isEqualTo(List.of());
        assertThat(answer.total()).isEmpty();
        assertThat(answer.time().begin())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void unpacksAnswers() throws Exception {
        portal.thenPacked("{\"result\":\"Пётр\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(client.call(Budget.LIVE, new Command("profile", Map.of())).result())
                .isEqualTo("Пётр");
    }

    @Test
    void sortsABatchIntoAnswersAndErrors() throws Exception {
        portal.then(200, """
                {"result":{
                  "result":{"a":{"items":[{"id":1}]},"n":null},
                  "result_error":{"b":{"error":"NOT_FOUND","error_description":"Element not found"}},
                  "result_total":{"a":11},"result_next":[],
                  "result_time":{"a":{"start":1.5,"finish":1.75,"duration":0.25,
                    "date_start":"2025-09-09T16:31:12+03:00","operating":3.5,"operating_reset_at":600}}},
                 "time":{"start":1,"finish":2,"duration":1.0,"date_start":"2025-09-09T16:31:11+03:00"}}""");
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("a", new Command("crm.item.list", Map.of("entityTypeId", 1)));
        commands.put("b", new Command("crm.item.get", Map.of("entityTypeId", 1, "id", 5)));
        commands.put("lost", new Command("user.get", Map.of()));
        commands.put("n", new Command("profile", Map.of()));

        Batch batch = client.batch(Budget.LIVE, commands);

        assertThat(batch.answers().keySet()).containsExactly("a", "n");
        assertThat(requireNonNull(batch.answers().get("a")).total()).hasValue(11);
        assertThat(requireNonNull(batch.answers().get("a")).time())
                .isEqualTo(new ServerTime(Instant.parse("2025-09-09T13:31:12Z"), Duration.ofMillis(250)));
        assertThat(requireNonNull(batch.answers().get("n")).result()).isNull();
        assertThat(batch.errors().keySet()).containsExactly("b", "lost");
        assertThat(batch.errors().get("b")).isInstanceOf(BitrixError.NotFound.class);
        assertThat(batch.errors().get("lost"))
                .isInstanceOf(BitrixError.Recoverable.class)
                .hasMessage("no-answer: user.get was not answered");
        assertThat(batch.time().took()).isEqualTo(Duration.ofSeconds(1));
        Map<String, Object> sent = portal.requests.getFirst().json();
        assertThat(sent.get("halt")).isEqualTo(0);
        assertThat(sent.get("cmd"))
                .isEqualTo(Map.of(
                        "a", "crm.item.list?entityTypeId=1",
                        "b", sent.get("cmd") instanceof Map<?, ?> cmd ? cmd.get("b") : "",
                        "lost", "user.get",
                        "n", "profile"));
        assertThat(requireNonNull(client.limits().methods().get("crm.item.list"))
                        .used())
                .isEqualTo(Duration.ofMillis(3500));
    }

    @Test
    void readsTheMapsOfABatchWhenTheyAreLists() throws Exception {
        portal.then(
                200,
                "{\"result\":{\"result\":[\"x\",\"y\"],\"result_error\":[],\"result_total\":[],\"result_next\":[],"
                        + "\"result_time\":[]}," + ScriptedPortal.TIME + "}");
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("0", new Command("profile", Map.of()));
        commands.put("1", new Command("profile", Map.of()));
        Batch batch = client.batch(Budget.LIVE, commands);
        assertThat(requireNonNull(batch.answers().get("1")).result()).isEqualTo("y");
        assertThat(batch.errors()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeABatch() {
        Map<String, Command> tooMany = new LinkedHashMap<>();
        for (int i = 0; i < 51; i++) {
            tooMany.put("k" + i, new Command("profile", Map.of()));
        }
        assertThatThrownBy(() -> client.batch(Budget.LIVE, tooMany))
                .isInstanceOf(BitrixError.Defect.class)
                .hasMessage("bad-command: a batch holds 1 to 50 commands, not 51");
        assertThatThrownBy(() -> client.batch(Budget.LIVE, Map.of("a[b]", new Command("profile", Map.of()))))
                .isInstanceOf(BitrixError.Defect.class);
        assertThatThrownBy(() -> client.call(Budget.LIVE, new Command("../x", Map.of())))
                .isInstanceOf(BitrixError.Defect.class);
        assertThat(portal.requests).isEmpty();
    }

    @Test
    void anUnknownCallersLookUpNeverWaitsForRoom() throws Exception {
        portal.thenResult("[]");
        Command search = new Command("crm.duplicate.findbycomm", Map.of("type", "PHONE"));
        int answered = 0;
        BitrixError refused = null;
        while (refused == null) {
            try {
                client.call(Budget.LOOKUP, search, Duration.ofSeconds(5));
                answered++;
            } catch (BitrixError e) {
                refused = e;
            }
        }
        assertThat(answered).isBetween(4, 10);
        assertThat(refused).isInstanceOf(BitrixError.Recoverable.class);
        assertThat(refused.code()).isEqualTo("no-room");
    }
}
