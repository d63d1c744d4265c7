package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong over HTTP, and how it is called. No message shows the webhook's code. */
class RestErrorsTest {

    private static final Command PROFILE = new Command("profile", Map.of());

    private ScriptedPortal portal;
    private RestClient client;

    @BeforeEach
    void open() throws IOException {
        portal = new ScriptedPortal();
        client = new RestClient(Access.webhook(portal.webhook()), RestSettings.STANDARD.withAnswerBytes(100_000));
    }

    @AfterEach
    void close() {
        client.close();
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({
        "QUERY_LIMIT_EXCEEDED, 503, Recoverable",
        "OPERATION_TIME_LIMIT, 429, Recoverable",
        "INTERNAL_SERVER_ERROR, 500, Recoverable",
        "ERROR_UNEXPECTED_ANSWER, 500, Recoverable",
        "ERROR_CORE, 400, Recoverable",
        "SOMETHING_NEW, 400, Recoverable",
        "OVERLOAD_LIMIT, 503, Terminal",
        "INVALID_CREDENTIALS, 403, Terminal",
        "INVALID_CREDENTIALS, 200, Terminal",
        "NO_AUTH_FOUND, 401, Terminal",
        "invalid_token, 401, Terminal",
        "expired_token, 401, Terminal",
        "insufficient_scope, 403, Terminal",
        "user_access_error, 403, Terminal",
        "ACCESS_DENIED, 401, Terminal",
        "PORTAL_DELETED, 410, Terminal",
        "WRONG_AUTH_TYPE, 403, Terminal",
        "INVALID_REQUEST, 400, Terminal",
        "ERROR_METHOD_NOT_FOUND, 404, Defect",
        "INVALID_ARG_VALUE, 400, Defect",
        "ERROR_BATCH_LENGTH_EXCEEDED, 400, Defect",
        "ERROR_BATCH_METHOD_NOT_ALLOWED, 405, Defect",
        "NOT_FOUND, 400, NotFound"
    })
    void goesByTheCode(String code, int status, String kind) {
        portal.then(status, "{\"error\":\"" + code + "\",\"error_description\":\"As it is\"}");
        BitrixError error = failure();
        assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error).hasMessage(code + ": As it is");
        if (error instanceof BitrixError.Terminal terminal) {
            assertThat(terminal.advice()).endsWith(".").hasSizeGreaterThan(20);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"error\":\"\"|\"error_description\":\"Not found\"}, NotFound, NOT_FOUND",
                "{\"error\":\"\"|\"error_description\":\"Access denied.\"}, Terminal, ACCESS_DENIED",
                "{\"error\":0|\"error_description\":\"At least two\"}, Recoverable, no-code",
                "{\"error_description\":\"Odd\"}, Recoverable, no-code",
                "{\"error\":\"\"}, Recoverable, no-code",
                "{\"time\":[]}, Recoverable, no-answer",
                "{\"error\":null}, Recoverable, no-answer",
                "[], Recoverable, not-json",
                "null, Recoverable, not-json",
                "{\"result\":[1|2, Recoverable, not-json",
                "{\"result\":1} trailing, Recoverable, not-json",
                "<html>502 Bad Gateway</html>, Recoverable, html",
                "` `, Recoverable, empty-answer"
            })
    void makesDoWithoutACode(String body, String kind, String code) {
        portal.then(400, body.replace('|', ','));
        BitrixError error = failure();
        assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void makesADescriptionFitForALog() {
        String hostile =
                "x\\u0000\\n\\u001b[31mFAKE https://p/rest/1/" + ScriptedPortal.CODE + "/ \\u202e" + "y".repeat(999);
        portal.then(400, "{\"error\":\"ODD\\r\\nCODE\",\"error_description\":\"" + hostile + "\"}");
        BitrixError error = failure();
        assertThat(error.code()).isEqualTo("ODD CODE");
        assertThat(error.getMessage())
                .startsWith("ODD CODE: x [31mFAKE https://p/rest/1/***/ yyy")
                .endsWith("…")
                .hasSizeLessThan(220);
        assertThat(String.valueOf(error.getMessage()).chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void doesNotTakeBrokenTextForText() {
        portal.then(exchange -> ScriptedPortal.send(
                exchange, 200, "application/json", "{\"result\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(failure().code()).isEqualTo("not-utf8");
    }

    @Test
    void noticesACutAnswer() {
        portal.thenCut("{\"result\":[");
        assertThat(failure().code()).isEqualTo("connection-lost");
    }

    @Test
    void readsNoMoreThanAllowed() {
        portal.thenResult("\"" + "x".repeat(200_000) + "\"").thenPacked(new byte[200_000]);
        assertThat(failure().code()).isEqualTo("too-large");
        assertThat(failure().code()).isEqualTo("too-large");
    }

    @Test
    void asksForFewerPagesAfterAnAnswerThatWasTooLarge() {
        portal.thenResult("\"" + "x".repeat(200_000) + "\"");
        Listing listing = new Listing("crm.item.list", "items", "id", Map.of("entityTypeId", 1));
        for (int i = 0; i < 2; i++) {
            BitrixError error = catchThrowableOfType(
                    BitrixError.class, () -> client.chain(Budget.BULK, listing, 0, Long.MAX_VALUE));
            assertThat(error.code()).isEqualTo("too-large");
        }
        assertThat(portal.requests)
                .extracting(request -> request.json().get("cmd") instanceof Map<?, ?> cmd ? cmd.size() : 0)
                .containsExactly(10, 5);
    }

    @Test
    void canBeInterruptedWhileItWaitsForTheAnswer() throws Exception {
        portal.thenHang("{\"result\":[");
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                end.complete(client.call(Budget.LIVE, PROFILE).toString());
            } catch (InterruptedException e) {
                end.complete("interrupted");
            } catch (BitrixError e) {
                end.complete(e.toString());
            }
        });
        while (portal.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        assertThat(end.get()).isEqualTo("interrupted");
    }

    @Test
    void trustsNoCertificateThatNobodyKnows(@TempDir Path folder) throws Exception {
        try (SelfSigned unknown = new SelfSigned(folder);
                RestClient other = client("https://127.0.0.1:" + unknown.port() + "/rest/1/c0de/")) {
            BitrixError.Terminal error =
                    catchThrowableOfType(BitrixError.Terminal.class, () -> other.call(Budget.LIVE, PROFILE));
            assertThat(error).hasMessage("tls: the certificate of 127.0.0.1 is not to be trusted");
            assertThat(error.advice()).contains("clock").doesNotContain("c0de");
        }
    }

    @Test
    void noticesBrokenPacking() {
        portal.then(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            ScriptedPortal.send(exchange, 200, "application/json", new byte[] {1, 2, 3});
        });
        assertThat(failure().code()).isEqualTo("connection-lost");
    }

    @Test
    void givesUpOnAPortalThatHangsInTheMiddleOfItsAnswer() {
        portal.thenHang("{\"result\":[");
        BitrixError error = catchThrowableOfType(
                BitrixError.class, () -> client.call(Budget.LIVE, PROFILE, Duration.ofMillis(300)));
        assertThat(error).isInstanceOf(BitrixError.Recoverable.class);
        assertThat(error.code()).isEqualTo("timeout");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (RestClient other = client("http://127.0.0.1:" + free + "/rest/1/c0de/")) {
            BitrixError error = catchThrowableOfType(BitrixError.class, () -> other.call(Budget.LIVE, PROFILE));
            assertThat(error).hasMessage("refused: 127.0.0.1 refuses the connection or cannot be reached");
        }
    }

    @Test
    void saysThatANameCannotBeResolved() {
        try (RestClient other = client("https://portal.invalid/rest/1/c0de/")) {
            BitrixError error = catchThrowableOfType(BitrixError.class, () -> other.call(Budget.LIVE, PROFILE));
            assertThat(error.code()).isEqualTo("dns");
            assertThat(error.getMessage()).contains("portal.invalid").doesNotContain("c0de");
        }
    }

    @Test
    void saysThatNoSecureConnectionCameAbout() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RestClient other = client("https://127.0.0.1:" + plain.getLocalPort() + "/rest/1/c0de/")) {
            Thread.ofVirtual().start(() -> {
                try (Socket peer = plain.accept()) {
                    // as a server does that wanted a request: it answers what it has read
                    int unused = peer.getInputStream().read();
                    peer.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    peer.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // the client went away, as it should
                }
            });
            BitrixError error = catchThrowableOfType(BitrixError.class, () -> other.call(Budget.LIVE, PROFILE));
            assertThat(error.code()).isEqualTo("tls");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.bitrix24.com/",
                "http://elsewhere.example/rest/1/s3cr3tc0de/profile",
                "/rest/1/s3cr3tc0de/profile",
                "https://user@elsewhere.example/rest/1/s3cr3tc0de/profile",
                "::",
                "ftp://127.0.0.1/rest/1/s3cr3tc0de/profile"
            })
    void doesNotFollowARedirectToAPlaceThatIsNoPortal(String location) {
        portal.thenMoved(302, location);
        BitrixError error = failure();
        assertThat(error).isInstanceOf(BitrixError.Recoverable.class);
        assertThat(error.code()).isEqualTo("redirect");
        assertThat(client.movedTo()).isEmpty();
        assertThat(portal.requests).hasSize(1);
    }

    private BitrixError failure() {
        BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, PROFILE));
        assertThat(error).isNotNull();
        assertThat(error.toString()).doesNotContain(ScriptedPortal.CODE);
        return error;
    }

    private static RestClient client(String webhook) {
        return new RestClient(Access.webhook(webhook), RestSettings.STANDARD);
    }
}
