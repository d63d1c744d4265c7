package org.crmroute.runtime.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Serves pages over HTTP, each request in a virtual thread. */
public final class HttpServer implements AutoCloseable {

    /** Each takes memory; one more waits outside, and calls come by another door. */
    static final int MOST_CONNECTIONS = 256;

    /** With that many, who says nothing for so long makes room: health must be told even while others knock. */
    private static final long IDLE_WHEN_FULL_MILLIS = 1000;

    private final String host;
    private final int port;
    private final List<Consumer<RoutesConfig>> pages;
    private Optional<Javalin> running = Optional.empty();

    /**
     * @param port 0 for any free one
     * @param pages each adds its routes
     */
    public HttpServer(String host, int port, List<Consumer<RoutesConfig>> pages) {
        this.host = host;
        this.port = port;
        this.pages = List.copyOf(pages);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when it cannot listen; the message names the address
     */
    public void start() throws IOException {
        try {
            running = Optional.of(Javalin.create(this::configure).start(host, port));
        } catch (JavalinBindException e) {
            throw new IOException("cannot listen on http://%s:%d (%s)".formatted(host, port, reason(e)), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.defaultContentType = "text/plain; charset=utf-8";
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(2000);
            server.setErrorHandler(new PlainErrors());
            NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
            limit.setEndPointIdleTimeout(IDLE_WHEN_FULL_MILLIS);
            server.addBean(limit);
        });
        config.routes.before(HttpServer::closeHeaders);
        ProblemDetails.install(config.routes);
        pages.forEach(page -> page.accept(config.routes));
    }

    /** Nothing may be framed, sniffed, cached or loaded; a page that needs more says so itself. */
    private static void closeHeaders(Context request) {
        request.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    /** The port it listens on. */
    public int port() {
        return running.map(Javalin::port).orElse(port);
    }

    @Override
    public void close() {
        running.ifPresent(Javalin::stop);
        running = Optional.empty();
    }

    /** What goes wrong before a request is one (bad URI, endless header) is answered here, without Jetty's HTML. */
    private static final class PlainErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus();
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDetails.CONTENT_TYPE);
            byte[] body = ProblemDetails.document(status, "the request could not be read")
                    .getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }
    }
}
