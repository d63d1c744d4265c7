package org.crmroute.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The transfer app's HTTP interface, as a console uses it. */
public final class TransfersClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final JsonMapper json = new JsonMapper();
    private final URI base;
    private final String token;

    TransfersClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The token in the environment, where {@code ps} does not show it; empty when there is none. */
    static String tokenOfThisProcess() {
        return Optional.ofNullable(System.getenv("CRMTRANSFERS_HTTP_TOKEN")).orElse("");
    }

    /**
     * What it answered.
     *
     * @param body JSON; of an error the problem details (RFC 9457)
     */
    public record Answer(int status, JsonNode body) {

        /** A text of the body, empty when it is not there. */
        public String text(String field) {
            return body.path(field).asString("");
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return send(posting(path, body));
    }

    private HttpRequest.Builder posting(String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        request.header("Authorization", "Bearer " + token);
        HttpResponse<String> response =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        String body = response.body();
        return new Answer(response.statusCode(), body.isEmpty() ? json.createObjectNode() : json.readTree(body));
    }

    /** The live call of a customer, who is being talked to; waits for it. */
    public JsonNode callOf(String customer) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Answer calls = get("/api/calls");
        while (System.nanoTime() < until) {
            for (JsonNode call : calls.body().path("calls")) {
                if (call.path("customer").path("number").asString("").endsWith(customer)
                        && call.path("state").asString("").equals("talking")) {
                    return call;
                }
            }
            Thread.sleep(50);
            calls = get("/api/calls");
        }
        throw new IllegalStateException("No talking call of " + customer + " among " + calls.body());
    }

    /** Asks for a transfer of a customer's call, and tells its id. */
    public String transfer(String customer, String kind, String target) throws IOException, InterruptedException {
        String call = callOf(customer).path("id").asString();
        Answer answer = ask(call, kind, target);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("The transfer was refused: " + answer);
        }
        return answer.text("id");
    }

    /** Asks for a transfer of a call. */
    public Answer ask(String call, String kind, String target) throws IOException, InterruptedException {
        return send(wish(call, kind, target));
    }

    /** Asks for one under a key: once, however often it is asked. */
    public Answer ask(String call, String kind, String target, String key) throws IOException, InterruptedException {
        return send(wish(call, kind, target).header("Idempotency-Key", key));
    }

    private HttpRequest.Builder wish(String call, String kind, String target) {
        return posting("/api/transfers", json.writeValueAsString(Map.of("call", call, "kind", kind, "target", target)));
    }

    /** {@code complete}, {@code cancel} or {@code swap}. */
    public void tell(String transfer, String wish) throws IOException, InterruptedException {
        Answer answer = post("/api/transfers/" + transfer + "/" + wish, "");
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("%s was refused: %s".formatted(wish, answer));
        }
    }

    /** The transfers that are remembered. */
    public JsonNode all() throws IOException, InterruptedException {
        return get("/api/transfers").body().path("transfers");
    }

    /** Waits until a transfer is in one of these states. */
    public JsonNode awaitState(String transfer, String... states) throws IOException, InterruptedException {
        return awaitState(transfer, PATIENCE, states);
    }

    JsonNode awaitState(String transfer, Duration patience, String... states) throws IOException, InterruptedException {
        Set<String> wanted = Set.of(states);
        long until = System.nanoTime() + patience.toNanos();
        JsonNode last = get("/api/transfers/" + transfer).body();
        while (!wanted.contains(last.path("status").asString(""))) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Transfer %s is not %s but %s".formatted(transfer, wanted, last));
            }
            Thread.sleep(20);
            last = get("/api/transfers/" + transfer).body();
        }
        return last;
    }

    /** Waits until a transfer says the same for a third of a second: nothing more is on its way. */
    public void awaitSettled(String transfer) throws IOException, InterruptedException {
        String last = "";
        int same = 0;
        while (same < 3) {
            String now = get("/api/transfers/" + transfer).text("status");
            same = now.equals(last) ? same + 1 : 0;
            last = now;
            Thread.sleep(100);
        }
    }

    /** Waits until a transfer is decided, and tells how: {@code completed}, {@code returned}, … and why, if there is a why. */
    public Outcome awaitOutcome(String transfer) throws IOException, InterruptedException {
        JsonNode outcome = awaitState(transfer, "ended").path("outcome");
        return new Outcome(
                outcome.path("result").asString(""), outcome.path("reason").asString(""));
    }

    /**
     * How a transfer ended.
     *
     * @param result {@code completed}, {@code returned}, {@code given_back}, {@code cancelled}, {@code abandoned}, {@code failed}
     * @param reason {@code busy}, {@code no_answer}, … or empty
     */
    public record Outcome(String result, String reason) {

        @Override
        public String toString() {
            return (result + " " + reason).strip();
        }
    }
}
