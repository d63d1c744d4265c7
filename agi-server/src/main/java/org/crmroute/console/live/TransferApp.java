package org.crmroute.console.live;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmroute.config.Configuration;
import org.crmroute.console.live.TransfersAway.Why;
import org.crmroute.runtime.http.AnswerBody;
import org.crmroute.runtime.settings.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * ari-app as its HTTP interface shows it ({@code ari-app/README.md}). Has a connection pool of its own, asks for a bounded
 * time, does a bounded number of things at once and reads answers of a bounded size: whatever becomes of ari-app, nothing else here
 * notices.
 */
public final class TransferApp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** To look at something; it is in ari-app's memory. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** To do something; ari-app itself gives Asterisk 8 s. */
    private static final Duration ACT = Duration.ofSeconds(10);

    /** A thousand calls have less. */
    private static final int LARGEST = 512 * 1024;

    private static final int AT_ONCE = 8;
    private static final int TRANSFERS = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private final Secret token;
    private final Duration look;
    private final Duration act;
    private final HttpClient http;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public TransferApp(Configuration.Transfers settings) {
        this(settings, LOOK, ACT);
    }

    TransferApp(Configuration.Transfers settings, Duration look, Duration act) {
        this.base = settings.url().toString().replaceFirst("/+$", "");
        this.token = settings.token();
        this.look = look;
        this.act = act;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Where it should be, to be shown: without what may be secret in an address. */
    String address() {
        URI uri = URI.create(base);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** What is going on now. */
    Board board() throws TransfersAway {
        try {
            return new Board(
                    Documents.calls(send(request("/api/calls").GET(), look)),
                    Documents.transfers(
                            send(request("/api/transfers?limit=" + TRANSFERS).GET(), look)));
        } catch (TransferRefused e) {
            throw new TransfersAway(Why.STRANGE, "it does not show its calls: " + e.detail());
        }
    }

    /**
     * Hands a call on.
     *
     * @param key the same wish under the same key is fulfilled once, however often it is sent
     */
    LiveTransfer start(String call, String kind, String target, String key) throws TransfersAway, TransferRefused {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("call", call);
        wish.put("kind", kind);
        wish.put("target", target);
        return act(request("/api/transfers")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wish))));
    }

    /** @param wish {@code complete}, {@code cancel} or {@code swap} */
    LiveTransfer tell(String transfer, String wish) throws TransfersAway, TransferRefused {
        String id = URLEncoder.encode(transfer, StandardCharsets.UTF_8);
        return act(request("/api/transfers/" + id + "/" + wish).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private LiveTransfer act(HttpRequest.Builder request) throws TransfersAway, TransferRefused {
        if (!room.tryAcquire()) {
            throw new TransfersAway(Why.CROWDED, AT_ONCE + " things are being asked of it already");
        }
        try {
            return Documents.transfer(send(request, act));
        } finally {
            room.release();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
        return token.isSet() ? request.header("Authorization", "Bearer " + token.value()) : request;
    }

    private byte[] send(HttpRequest.Builder request, Duration within) throws TransfersAway, TransferRefused {
        HttpResponse<byte[]> answer = exchange(request.build(), within);
        return switch (answer.statusCode()) {
            case 200, 201 -> answer.body();
            case 401, 403 -> throw new TransfersAway(Why.TOKEN, "it does not take our token");
            default -> throw refusal(answer);
        };
    }

    /** A failure that gives no reason is not ari-app's way to say no: nobody knows what was done. */
    private static TransferRefused refusal(HttpResponse<byte[]> answer) throws TransfersAway {
        TransferRefused refusal = Documents.refusal(answer.statusCode(), answer.body());
        if (answer.statusCode() >= 500 && refusal.reason() == TransferRefused.Reason.OTHER) {
            throw new TransfersAway(Why.STRANGE, "status " + answer.statusCode() + ": " + refusal.detail());
        }
        return refusal;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, Duration within) throws TransfersAway {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, AnswerBody.atMost(LARGEST));
        try {
            // the request's own time-out would end with the headers
            return exchange.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TransfersAway(Why.SILENT, "no answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransfersAway(Why.SILENT, "the program is stopping");
        } finally {
            exchange.cancel(true);
        }
    }

    private static TransfersAway failure(IOException e) {
        boolean unreachable = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
        return new TransfersAway(unreachable ? Why.UNREACHABLE : Why.STRANGE, String.valueOf(e));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
