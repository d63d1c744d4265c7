package org.crmroute.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.transfer.engine.Desk;
import org.crmroute.transfer.engine.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real socket, from the wish to the outcome. */
class ApiTest {

    private static final String WISH = "{\"call\":\"one-customer\",\"kind\":\"attended\",\"target\":\"extension:202\"}";

    private final World world = new World();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path folder;

    private Desk desk;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        desk = new Desk(world, folder);
        world.talk("one");
        server = serve(Secret.NONE);
    }

    private HttpServer serve(Secret token) throws IOException {
        EventsPage events = new EventsPage(world);
        HttpServer http = new HttpServer(
                "127.0.0.1", 0, List.of(new Access(token), new TransferPages(desk.transfers(), world), events));
        http.start();
        events.start();
        desk.transfers().listen(events);
        open.addFirst(http);
        open.addFirst(events);
        return http;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
        desk.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder builder = request(path).header("Content-Type", "application/json");
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpResponse<String> response =
                client.send(builder.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        desk.settle();
        return response;
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void a_call_is_seen_and_handed_on() throws Exception {
        assertThat(json(get("/api/calls")).at("/calls/0/customer/number").stringValue())
                .isEqualTo("79161234567");

        HttpResponse<String> created = post("/api/transfers", WISH);
        assertThat(created.statusCode()).isEqualTo(201);
        String path = created.headers().firstValue("Location").orElseThrow();
        assertThat(json(get(path)).at("/status").stringValue()).isEqualTo("ringing");

        world.answer("crmroute-transfer-" + json(created).at("/id").stringValue() + "-target");
        desk.settle();
        assertThat(post(path + "/swap", "").statusCode()).isEqualTo(200);
        assertThat(json(get(path)).at("/status").stringValue()).isEqualTo("swapped");
        assertThat(post(path + "/complete", "").statusCode()).isEqualTo(200);

        assertThat(json(get(path)).at("/outcome/result").stringValue()).isEqualTo("completed");
        assertThat(json(get("/api/transfers")).at("/transfers").size()).isEqualTo(1);
        assertThat(post(path + "/complete", "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_problem_is_the_one_of_the_contract() throws Exception {
        String path =
                post("/api/transfers", WISH).headers().firstValue("Location").orElseThrow();

        HttpResponse<String> refused = post(path + "/swap", "");

        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json;charset=utf-8");
        assertThat(json(refused))
                .isEqualTo(JsonMapper.shared().readTree(Files.readString(Path.of("contract/problem.json"))));
    }

    @Test
    void the_same_key_is_the_same_transfer() throws Exception {
        HttpResponse<String> first = post("/api/transfers", WISH, "Idempotency-Key", "a-1");
        HttpResponse<String> again = post("/api/transfers", WISH, "Idempotency-Key", "a-1");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).at("/id")).isEqualTo(json(first).at("/id"));
        HttpResponse<String> other = post("/api/transfers", WISH.replace("202", "203"), "Idempotency-Key", "a-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).at("/reason").stringValue()).isEqualTo("key_reused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"call\":\"x\",\"kind\":\"blind\",\"target\":\"crm\"} | 404 | unknown_call",
                "{\"call\":\"one-customer\",\"kind\":\"blind\",\"target\":\"extension:201\"} | 422 | same_party",
                "{\"call\":\"one-customer\",\"kind\":\"blind\",\"target\":\"extension:2\\r\\nAction: Originate\"} | 400 | malformed",
                "{\"call\":\"one-customer\",\"kind\":\"blind\",\"target\":\"extension:${EVAL}\"} | 400 | malformed",
                "{\"call\":\"one-customer\",\"kind\":\"blind\",\"target\":\"external:89161234567\"} | 400 | malformed",
                "{\"call\":\"one\\r\\ncustomer\",\"kind\":\"blind\",\"target\":\"crm\"} | 400 | malformed",
                "{\"call\":\"one-customer\",\"kind\":\"warm\",\"target\":\"crm\"} | 400 | malformed",
                "{\"call\":\"one-customer\",\"kind\":\"blind\"} | 400 | malformed",
                "{\"call\":7,\"kind\":\"blind\",\"target\":\"crm\"} | 400 | malformed",
                "{\"call\":\"one-customer\",\"kind\":\"blind\",\"target\":\"crm\",\"by\":\"201\"} | 400 | malformed",
                "{\"call\":\"a\",\"call\":\"b\",\"kind\":\"blind\",\"target\":\"crm\"} | 400 | malformed",
                "[] | 400 | malformed",
                "{ | 400 | malformed",
                "'' | 400 | malformed"
            })
    void a_bad_wish_is_explained_and_the_call_left_alone(String body, int status, String reason) throws Exception {
        HttpResponse<String> refused = post("/api/transfers", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).at("/reason").stringValue()).isEqualTo(reason);
        assertThat(world.done()).isEmpty();
    }

    @Test
    void a_body_without_end_a_form_and_a_strange_key_are_refused() throws Exception {
        assertThat(post("/api/transfers", " ".repeat(9000) + WISH).statusCode()).isEqualTo(413);
        assertThat(post("/api/transfers", WISH, "Idempotency-Key", "a b").statusCode())
                .isEqualTo(400);
        HttpRequest form = request("/api/transfers")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(WISH))
                .build();
        assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        assertThat(get("/api/transfers/../../etc").statusCode()).isEqualTo(404);
        assertThat(get("/api/transfers/018bcfe56800-00000a").statusCode()).isEqualTo(404);
        assertThat(get("/api/transfers?limit=0").statusCode()).isEqualTo(400);
        assertThat(world.done()).isEmpty();
    }

    @Test
    void a_connection_that_is_down_is_said_and_nothing_is_begun() throws Exception {
        world.disconnect();

        HttpResponse<String> refused = post("/api/transfers", WISH);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(desk.store().live()).isEmpty();
    }

    @Test
    void the_token_opens_and_nothing_else_does() throws Exception {
        server = serve(new Secret("s3cret"));

        assertThat(get("/api/calls").statusCode()).isEqualTo(401);
        for (String wrong : List.of("Bearer s3cre", "Bearer s3crett", "Basic s3cret", "s3cret", "Bearer")) {
            HttpRequest request =
                    request("/api/calls").header("Authorization", wrong).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        HttpRequest right =
                request("/api/calls").header("Authorization", "Bearer s3cret").build();
        assertThat(client.send(right, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: rebound.example",
                "Host: 127.0.0.1.evil.example",
                "Host: localhost\r\nOrigin: http://evil.example"
            })
    void without_a_token_a_web_page_gets_nothing(String headers) throws Exception {
        assertThat(raw("GET /api/calls HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/calls HTTP/1.1\r\nHost: localhost:8090\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_changes_is_told() throws Exception {
        HttpResponse<InputStream> events = client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(next(reader, "calls").at("/calls/0/id").stringValue()).isEqualTo("one-customer");

            post("/api/transfers", WISH);
            assertThat(next(reader, "transfer").at("/status").stringValue()).isEqualTo("starting");
            while (!next(reader, "transfer").at("/status").stringValue().equals("ringing")) {
                // one leg arrives, then the other
            }
            world.talk("two");
            JsonNode calls = next(reader, "calls");
            while (calls.at("/calls").size() != 2) {
                calls = next(reader, "calls");
            }
        }
    }

    /** The data of the next event of this name. */
    private static JsonNode next(BufferedReader reader, String name) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals("event: " + name)) {
                return JsonMapper.shared().readTree(reader.readLine().substring("data: ".length()));
            }
        }
        throw new IOException("the stream ended before an event " + name);
    }

    @Test
    void a_server_that_is_listened_to_stops_all_the_same() throws Exception {
        client.send(request("/api/events").build(), BodyHandlers.ofInputStream());
        long from = System.nanoTime();

        for (AutoCloseable part : open) {
            part.close();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
    }
}
