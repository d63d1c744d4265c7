package org.crmroute.bitrix24;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A portal on a free port that answers what it was told to, in that order; the last answer is given again and again. */
final class ScriptedPortal implements AutoCloseable {

    static final String CODE = "s3cr3tc0de";
    static final String TIME =
            "\"time\":{\"start\":1757424671.5,\"finish\":1757424672.2,\"duration\":0.7,\"processing\":0.6,"
                    + "\"date_start\":\"2025-09-09T16:31:11+03:00\",\"date_finish\":\"2025-09-09T16:31:12+03:00\"}";

    /** What was asked. */
    record Request(String method, String path, String query, String contentType, String text) {
        Map<String, Object> json() {
            return JsonMapper.shared().readValue(text, new TypeReference<Map<String, Object>>() {});
        }
    }

    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> script = new ArrayDeque<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedPortal() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    String webhook() {
        return root() + "rest/1/" + CODE + "/";
    }

    ScriptedPortal then(Answer answer) {
        synchronized (script) {
            script.add(answer);
        }
        return this;
    }

    ScriptedPortal then(int status, String json) {
        return then(exchange -> send(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8)));
    }

    ScriptedPortal thenResult(String result) {
        return then(200, "{\"result\":" + result + "," + TIME + "}");
    }

    ScriptedPortal thenPage(int status, String html) {
        return then(exchange -> send(exchange, status, "text/html", html.getBytes(StandardCharsets.UTF_8)));
    }

    ScriptedPortal thenMoved(int status, String location) {
        return then(exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            send(exchange, status, "text/html", new byte[0]);
        });
    }

    ScriptedPortal thenPacked(byte[] body) {
        return then(exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(body);
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            send(exchange, 200, "application/json", packed.toByteArray());
        });
    }

    /** Promises more than it sends. */
    ScriptedPortal thenCut(String part) {
        return then(exchange -> {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 100L);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes);
            out.flush();
            exchange.close();
        });
    }

    /** Sends the beginning of an answer and then nothing. */
    ScriptedPortal thenHang(String part) {
        return then(exchange -> {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 100L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                type == null ? "" : type,
                text));
        Answer answer;
        synchronized (script) {
            answer = script.size() > 1 ? script.poll() : script.peek();
        }
        if (answer == null) {
            send(exchange, 500, "text/plain", "no script".getBytes(StandardCharsets.UTF_8));
        } else {
            answer.give(exchange);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
