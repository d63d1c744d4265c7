package org.crmroute.bitrix24;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.crmroute.runtime.http.AnswerBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once and brings its answer, whatever that is. Follows no redirect by itself: a POST would become a
 * GET. What goes wrong on the way gets a code of ours and a sentence that names the host and no more.
 */
final class Transport implements AutoCloseable {

    private final HttpClient http;
    private final RestSettings settings;

    Transport(RestSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connect())
                .build();
    }

    /**
     * @param date the server's clock, as the header of that name tells it
     * @param body unpacked
     */
    record Reply(int status, Optional<String> location, Optional<Instant> date, ByteBuffer body, Duration took) {}

    Reply post(URI address, byte[] json, Duration within) throws BitrixError, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        return send(request, within);
    }

    Reply get(URI address, Duration within) throws BitrixError, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .GET()
                .build();
        return send(request, within);
    }

    private Reply send(HttpRequest request, Duration within) throws BitrixError, InterruptedException {
        String host = request.uri().getHost();
        long from = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, AnswerBody.atMost(settings.answerBytes()));
        try {
            // the request's own time-out would end with the headers
            HttpResponse<byte[]> response = exchange.get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Location"),
                    response.headers().firstValue("Date").flatMap(Transport::moment),
                    ByteBuffer.wrap(unpacked(response)).asReadOnlyBuffer(),
                    Duration.ofNanos(System.nanoTime() - from));
        } catch (TimeoutException e) {
            throw failed("timeout", host + " did not answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(e.getCause(), host);
        } catch (IOException e) {
            throw failure(e, host);
        } finally {
            exchange.cancel(true);
        }
    }

    private byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        return encoding.strip().equalsIgnoreCase("gzip")
                ? gunzip(response.body(), settings.answerBytes())
                : response.body();
    }

    private static byte[] gunzip(byte[] packed, int most) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 14)) {
            byte[] unpacked = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new AnswerBody.TooLarge(most);
            }
            return unpacked;
        }
    }

    private BitrixError failure(@Nullable Throwable cause, String host) {
        return switch (cause) {
            case AnswerBody.TooLarge e ->
                failed("too-large", host + " answered more than " + settings.answerBytes() + " bytes");
            case HttpConnectTimeoutException e ->
                failed(
                        "connect-timeout",
                        host + " cannot be reached within " + settings.connect().toMillis() + " ms");
            case HttpTimeoutException e -> failed("timeout", host + " did not answer in time");
            case SSLException e
            when caused(e, CertificateException.class) ->
                new BitrixError.Terminal(
                        "tls",
                        "the certificate of " + host + " is not to be trusted",
                        "Check the portal's address, this host's clock and its certificates (CA bundle), and whether a"
                                + " proxy reads along.");
            case SSLException e -> failed("tls", "no secure connection to " + host + " came about");
            case IOException e
            when caused(e, UnresolvedAddressException.class) || caused(e, UnknownHostException.class) ->
                failed(
                        "dns",
                        "the name " + host + " cannot be resolved: check the portal's address and this host's DNS");
            case ConnectException e -> failed("refused", host + " refuses the connection or cannot be reached");
            case null, default ->
                failed("connection-lost", "the connection to " + host + " broke before the answer's end");
        };
    }

    private static BitrixError.Recoverable failed(String code, String sentence) {
        return new BitrixError.Recoverable(code, sentence, Duration.ZERO);
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> moment(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
