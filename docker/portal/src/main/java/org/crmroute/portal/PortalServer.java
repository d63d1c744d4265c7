package org.crmroute.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Listens, at one address or after a rename at two, with a virtual thread for each request. Thread-safe. */
final class PortalServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    /** A listening socket. */
    private static final class Door {
        private final HttpServer http;
        private volatile boolean left;

        private Door(HttpServer http) {
            this.http = http;
        }

        int port() {
            return http.getAddress().getPort();
        }
    }

    private final PortalSettings settings;
    private final RestHandler rest;
    private final Tokens tokens;
    private final AdminHandler admin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Door> doors = new ArrayList<>();
    private final List<Integer> portsDown = new ArrayList<>();
    private volatile int port;

    PortalServer(PortalSettings settings, RestHandler rest, Tokens tokens, AdminHandler admin) {
        this.settings = settings;
        this.rest = rest;
        this.tokens = tokens;
        this.admin = admin;
    }

    URI address() {
        return URI.create("http://" + settings.host + ":" + port + "/");
    }

    synchronized void start() throws IOException {
        open(settings.port);
    }

    private Door open(int atPort) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(settings.host, atPort), BACKLOG);
        Door door = new Door(http);
        http.setExecutor(threads);
        http.createContext("/", exchange -> answer(door, exchange));
        http.start();
        doors.add(door);
        port = door.port();
        return door;
    }

    synchronized URI rename() throws IOException {
        List<Door> old = List.copyOf(doors);
        open(0);
        old.forEach(door -> door.left = true);
        return address();
    }

    synchronized void goDown() {
        for (Door door : doors) {
            if (!door.left) {
                portsDown.add(door.port());
            }
            door.http.stop(0);
        }
        doors.clear();
    }

    synchronized void comeUp() throws IOException {
        for (int each : portsDown) {
            open(each);
        }
        portsDown.clear();
    }

    private void answer(Door door, HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/admin/")) {
                admin.handle(exchange);
            } else if (door.left) {
                moved(exchange);
            } else if (path.startsWith("/rest/")) {
                rest.handle(exchange);
            } else if (path.startsWith("/oauth/token")) {
                token(exchange);
            } else {
                Response.html(404, "This is a stand-in for a Bitrix24 portal, for tests and the demo only.")
                        .send(exchange);
            }
        }
    }

    private void moved(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        address().resolve(exchange.getRequestURI().toString()).toString());
        Response.html(302, "").send(exchange);
    }

    private void token(HttpExchange exchange) throws IOException {
        @Nullable Object body;
        int status = 200;
        try {
            body = tokens.answer(RestRequest.read(exchange).parameters());
        } catch (RestError e) {
            body = e.body();
            status = e.status();
        }
        Response.json(status, body).send(exchange);
    }

    @Override
    public synchronized void close() {
        doors.forEach(door -> door.http.stop(0));
        doors.clear();
        threads.shutdownNow();
    }
}
