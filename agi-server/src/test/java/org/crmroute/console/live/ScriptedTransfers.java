package org.crmroute.console.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.crmroute.config.Configuration;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.settings.Secret;

/** ari-app as its contract has it: it answers with the documents of {@code ari-app/contract}, or with what a test says. */
final class ScriptedTransfers implements AutoCloseable {

    static final String TOKEN = "lab-token";

    volatile String calls = contract("calls.json");
    volatile String transfers = "{\"transfers\": []}";
    volatile int status = 201;
    volatile String answer = contract("transfer.json");
    /** Counted down, everything is answered at once; until then nothing is. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** What was asked for besides looking: {@code POST /path key body}. */
    final List<String> wishes = new CopyOnWriteArrayList<>();

    final List<String> looks = new CopyOnWriteArrayList<>();
    private HttpServer server;

    ScriptedTransfers() throws IOException {
        server = serve(0);
    }

    private HttpServer serve(int port) throws IOException {
        HttpServer started = new HttpServer("127.0.0.1", port, List.of(this::routes));
        started.start();
        return started;
    }

    /** A document that both programs agree on. */
    static String contract(String name) {
        try {
            return Files.readString(Path.of("../ari-app/contract", name));
        } catch (IOException e) {
            throw new IllegalStateException("the contract with ari-app lacks " + name, e);
        }
    }

    /** A list of transfers out of documents of single ones. */
    static String list(String... documents) {
        return "{\"transfers\": [" + String.join(",", documents) + "]}";
    }

    /** A refusal as {@code problem.json} has it, for another reason. */
    void refuses(int code, String reason, String detail) {
        status = code;
        answer = contract("problem.json")
                .replace("409", Integer.toString(code))
                .replace("not_now", reason)
                .replace("there is nobody to swap: the target's phone rings", detail);
    }

    private void routes(RoutesConfig routes) {
        routes.before("/api/*", this::pass);
        routes.get("/api/calls", request -> look(request, calls));
        routes.get("/api/transfers", request -> look(request, transfers));
        routes.post("/api/*", this::wish);
    }

    private void pass(Context request) throws InterruptedException {
        gate.await();
    }

    private void look(Context request, String document) {
        looks.add(request.path());
        if (!("Bearer " + TOKEN).equals(request.header("Authorization"))) {
            request.status(401);
            return;
        }
        request.contentType("application/json").result(document);
    }

    private void wish(Context request) {
        String key = Optional.ofNullable(request.header("Idempotency-Key")).orElse("-");
        wishes.add(request.path() + " " + key + " " + request.body());
        request.status(status).contentType("application/json").result(answer);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    Configuration.Transfers settings() {
        return new Configuration.Transfers(url(), new Secret(TOKEN));
    }

    /** It ends, and its address is nobody's. */
    int stop() {
        int port = server.port();
        server.close();
        return port;
    }

    /** It is back where it was. */
    void startAgain(int port) throws IOException {
        server = serve(port);
    }

    @Override
    public void close() {
        gate.countDown();
        server.close();
    }
}
