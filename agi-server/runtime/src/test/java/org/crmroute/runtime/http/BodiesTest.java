package org.crmroute.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent and what is answered, each as large as allowed and a byte larger, of a known length and piece by piece. */
class BodiesTest {

    private static final int MOST = 100_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server = new HttpServer("127.0.0.1", 0, List.of(routes -> {
        routes.post(
                "/length",
                request -> request.result(RequestBody.of(request, MOST)
                        .map(body -> String.valueOf(body.length))
                        .orElse("too large")));
        routes.get("/known", request -> request.result(bytes(size(request.queryParam("size")))));
        routes.get("/pieces", request -> {
            request.res().getOutputStream().flush();
            request.result(stream(size(request.queryParam("size"))));
        });
    }));

    private static int size(@Nullable String text) {
        return Integer.parseInt(text == null ? "0" : text);
    }

    private static byte[] bytes(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    private static InputStream stream(int size) {
        return new ByteArrayInputStream(bytes(size));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private String sent(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(at("/length")).POST(body).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void a_request_is_read_up_to_what_is_allowed() throws Exception {
        assertThat(sent(HttpRequest.BodyPublishers.noBody())).isEqualTo("0");
        assertThat(sent(HttpRequest.BodyPublishers.ofByteArray(bytes(MOST)))).isEqualTo("100000");
        assertThat(sent(HttpRequest.BodyPublishers.ofByteArray(bytes(MOST + 1))))
                .isEqualTo("too large");
    }

    @Test
    void also_one_that_does_not_say_how_large_it_is() throws Exception {
        assertThat(sent(HttpRequest.BodyPublishers.ofInputStream(() -> stream(MOST))))
                .isEqualTo("100000");
        assertThat(sent(HttpRequest.BodyPublishers.ofInputStream(() -> stream(MOST + 1))))
                .isEqualTo("too large");
    }

    @Test
    void whoever_sends_too_much_hears_that_the_connection_ends() throws Exception {
        assertThat(connectionAfter(MOST)).isEmpty();
        assertThat(connectionAfter(MOST + 1)).contains("close");
    }

    private Optional<String> connectionAfter(int size) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at("/length"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(size)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Connection");
    }

    @Test
    void text_is_utf_8_or_no_text() {
        assertThat(RequestBody.text("Иван".getBytes(StandardCharsets.UTF_8))).contains("Иван");
        assertThat(RequestBody.text(new byte[0])).contains("");
        assertThat(RequestBody.text(new byte[] {(byte) 0xc3, '('})).isEmpty();
    }

    private byte[] answer(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), AnswerBody.atMost(MOST))
                .body();
    }

    @ParameterizedTest
    @CsvSource({"/known", "/pieces"})
    void an_answer_is_read_up_to_what_is_allowed(String how) throws Exception {
        assertThat(answer(how + "?size=0")).isEmpty();
        assertThat(answer(how + "?size=" + MOST)).isEqualTo(bytes(MOST));
        assertThatThrownBy(() -> answer(how + "?size=" + (MOST + 1)))
                .hasRootCauseInstanceOf(AnswerBody.TooLarge.class)
                .hasMessageContaining("more than 100000 bytes");
    }
}
