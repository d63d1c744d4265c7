package org.crmroute.portal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code /rest/}. */
final class RestHandler {

    private final MethodRunner runner;
    private final Access access;
    private final LeakyBucket bucket;
    private final Faults faults;
    private final Counters counters;

    RestHandler(MethodRunner runner, Access access, LeakyBucket bucket, Faults faults, Counters counters) {
        this.runner = runner;
        this.access = access;
        this.bucket = bucket;
        this.faults = faults;
        this.counters = counters;
    }

    void handle(HttpExchange exchange) throws IOException {
        RestRequest request = RestRequest.read(exchange);
        counters.request(request.method());
        Optional<Fault> fault = faults.ofRequest(request.method());
        if (fault.isEmpty()) {
            answer(request).send(exchange);
            return;
        }
        switch (fault.get()) {
            case Fault.Answered error ->
                error(new RestError(error.status(), error.code(), error.description()))
                        .send(exchange);
            case Fault.Html page -> {
                counters.error("html");
                Response.html(page.status(), "nginx").send(exchange);
            }
            case Fault.Cut cut -> {
                counters.error("cut");
                answer(request).cut().send(exchange);
            }
            case Fault.Slow slow -> {
                MethodRunner.sleep(slow.by());
                answer(request).send(exchange);
            }
            // to end the exchange without an answer closes the connection
            case Fault.Reset reset -> counters.error("reset");
            case Fault.Lost lost -> {
                counters.error("reset");
                answer(request);
            }
        }
    }

    private Response answer(RestRequest request) {
        try {
            bucket.drop();
            Parameters parameters = request.parameters();
            Caller caller = request.code().isEmpty()
                    ? access.token(Json.text(parameters.value("auth")))
                    : access.webhook(request.user(), request.code());
            MethodRunner.Ran ran = runner.run(request.method(), parameters, caller);
            Map<String, @Nullable Object> body = ran.answer().body();
            body.put("time", ran.time());
            return Response.json(200, body);
        } catch (RestError e) {
            return error(e);
        } catch (RuntimeException e) {
            // a mistake of the stand-in's own must not look like the network's
            return error(new RestError(500, "INTERNAL_SERVER_ERROR", "The stand-in portal failed: " + e));
        }
    }

    private Response error(RestError error) {
        counters.error(error.code());
        return Response.json(error.status(), error.body());
    }
}
