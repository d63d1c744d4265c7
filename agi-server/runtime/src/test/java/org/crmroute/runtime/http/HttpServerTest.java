package org.crmroute.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.crmroute.runtime.health.Health;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.health.HealthCheck.Result;
import org.crmroute.runtime.metrics.Exposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpServerTest {

    private final AtomicReference<Result> mirror = new AtomicReference<>(Result.ok("2 s old"));
    private final Exposition exposition = new Exposition();
    private final Health health = new Health(
            List.of(HealthCheck.of("agi", () -> Result.ok("listening")), HealthCheck.of("mirror", mirror::get)),
            Duration.ZERO,
            Clock.systemUTC());
    private final HttpServer server = new HttpServer(
            "127.0.0.1",
            0,
            List.of(
                    new HealthPages(health),
                    new MetricsPage(exposition),
                    routes -> routes.get("/broken", r -> {
                        throw new IllegalStateException("Ivan Petrov, +79123456789");
                    })));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        health.close();
        exposition.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void who_only_holds_connections_does_not_keep_others_out() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < HttpServer.MOST_CONNECTIONS; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void health_says_how_it_stands_and_why() throws Exception {
        HttpResponse<String> ready = send("GET", "/health");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(json(ready).get("status").asString()).isEqualTo("ready");
        assertThat(json(ready).get("live").asBoolean()).isTrue();
        assertThat(json(ready).get("checks").toString())
                .isEqualTo("[{\"name\":\"agi\",\"status\":\"ok\",\"detail\":\"listening\"},"
                        + "{\"name\":\"mirror\",\"status\":\"ok\",\"detail\":\"2 s old\"}]");

        mirror.set(Result.warn("3 h old", "look at the portal"));
        HttpResponse<String> degraded = send("GET", "/health");
        assertThat(degraded.statusCode()).isEqualTo(200);
        assertThat(json(degraded).get("status").asString()).isEqualTo("degraded");
        assertThat(json(degraded).get("checks").get(1).get("advice").asString()).isEqualTo("look at the portal");
        assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(200);

        mirror.set(Result.fail("unreadable", "restore it"));
        assertThat(send("GET", "/health").statusCode()).isEqualTo(503);
        HttpResponse<String> notReady = send("GET", "/health/ready");
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.body()).isEqualTo("{\"ready\":false}");
        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_prometheus_text_with_the_jvm_in_it() throws Exception {
        HttpResponse<String> page = send("GET", "/metrics");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain;"));
        assertThat(page.body())
                .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_uptime_seconds ");
    }

    @Test
    void errors_are_problem_details_and_tell_nothing_of_people() throws Exception {
        HttpResponse<String> missing = send("GET", "/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
        assertThat(missing.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"there is nothing at /nowhere\"}");

        HttpResponse<String> method = send("DELETE", "/health");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow"))
                .hasValueSatisfying(a -> assertThat(a).contains("GET"));
        assertThat(json(method).get("detail").asString()).isEqualTo("/health does not take DELETE");

        HttpResponse<String> broken = send("GET", "/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(json(broken).get("status").asInt()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("Petrov", "IllegalState");
    }

    @Test
    void what_is_no_request_gets_no_page_of_the_server() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "<html");
        }
    }

    @Test
    void headers_are_closed() throws Exception {
        var headers = send("GET", "/nowhere").headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void a_taken_port_is_named() {
        int taken = server.port();
        try (HttpServer second = new HttpServer("127.0.0.1", taken, List.of())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on http://127.0.0.1:" + taken + " (");
        }
    }
}
