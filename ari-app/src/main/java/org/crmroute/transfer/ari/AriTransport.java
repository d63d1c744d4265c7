package org.crmroute.transfer.ari;

import ch.loway.oss.ari4java.tools.HttpParam;
import ch.loway.oss.ari4java.tools.HttpResponseHandler;
import ch.loway.oss.ari4java.tools.RestException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.crmroute.runtime.http.AnswerBody;
import org.jspecify.annotations.Nullable;

/**
 * Carries ari4java's requests over java.net.http. Its own transport (Netty) reorders events, deadlocks on a request made
 * in a callback, and waits 30 seconds for a server that closed the connection.
 *
 * <p>Every request has one time-out, answer included. A {@link RestException} with code 0 means that nothing is known of
 * what Asterisk did.
 */
final class AriTransport implements ch.loway.oss.ari4java.tools.HttpClient, AutoCloseable {

    /** Thousands of channels in one answer; more is no answer of Asterisk's. */
    private static final int LARGEST_ANSWER = 8 << 20;

    static {
        // Asterisk closes an idle connection after 15 s (http.conf, session_keep_alive); a request sent into that
        // moment
        // would be lost, and a POST is not repeated by itself.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "8");
        }
    }

    /** Asterisk's HTTP server takes 100 connections in all (http.conf, sessionlimit), ours and everybody else's. */
    private static final int MOST_AT_ONCE = 32;

    private final Semaphore room = new Semaphore(MOST_AT_ONCE, true);
    private final AriSettings settings;
    private final HttpClient http;
    private final String authorization;

    AriTransport(AriSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.within())
                .build();
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (settings.user() + ":" + settings.password().value()).getBytes(StandardCharsets.UTF_8));
    }

    CompletableFuture<WebSocket> connect(WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .header("Authorization", authorization)
                .connectTimeout(settings.within())
                .buildAsync(settings.events(), listener);
    }

    /** Reads something, past ari4java's mapper, which stumbles over what newer Asterisks add. */
    String get(String pathAndQuery) throws RestException {
        return text(send(pathAndQuery, "GET", null));
    }

    void put(String pathAndQuery, String json) throws RestException {
        send(pathAndQuery, "PUT", json);
    }

    @Override
    public String httpActionSync(
            String uri,
            String method,
            List<HttpParam> parameters,
            @Nullable String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> errors)
            throws RestException {
        return text(send(uri + query(parameters), method, body));
    }

    @Override
    public byte[] httpActionSyncAsBytes(
            String uri,
            String method,
            List<HttpParam> parameters,
            @Nullable String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> errors)
            throws RestException {
        return send(uri + query(parameters), method, body);
    }

    @Override
    public void httpActionAsync(
            String uri,
            String method,
            List<HttpParam> parameters,
            @Nullable String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> errors,
            HttpResponseHandler handler,
            boolean binary) {
        throw new UnsupportedOperationException("requests are made on the thread that wants them");
    }

    private byte[] send(String pathAndQuery, String method, @Nullable String body) throws RestException {
        try {
            if (!room.tryAcquire(settings.within().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RestException("too many requests at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException("interrupted", e);
        }
        try {
            return exchange(pathAndQuery, method, body);
        } finally {
            room.release();
        }
    }

    private byte[] exchange(String pathAndQuery, String method, @Nullable String body) throws RestException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        URI address = settings.rest(pathAndQuery);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .timeout(settings.within())
                .method(method, publisher)
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, AnswerBody.atMost(LARGEST_ANSWER));
        try {
            // the request's own time-out ends with the headers
            HttpResponse<byte[]> answer = exchange.get(settings.within().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 != 2) {
                throw new RestException(text(answer.body()), answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new RestException("no answer within " + settings.within().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new RestException("no connection to " + address.getHost() + ":" + address.getPort(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException("interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String query(List<HttpParam> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .filter(parameter -> parameter.getValue() != null)
                        .map(parameter -> encode(parameter.getName()) + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static String encode(String text) {
        // + is a blank in a form, but a plus in an ARI query
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void destroy() {
        close();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
