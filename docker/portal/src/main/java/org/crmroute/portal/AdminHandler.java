package org.crmroute.portal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /admin/{operation}}, which the real portal does not have: what a test does by Java, the demo and people
 * do here. Parameters are JSON, a form or a query; the answer is {@code {"result":…}}, or 400 and {@code {"error":…}}.
 */
final class AdminHandler {

    private final AdminOperations operations;

    AdminHandler(AdminOperations operations) {
        this.operations = operations;
    }

    void handle(HttpExchange exchange) throws IOException {
        RestRequest request = RestRequest.read(exchange);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        int status = 200;
        try {
            body.put("result", operations.run(request.method(), request.parameters()));
        } catch (RestError | IllegalArgumentException | DateTimeException e) {
            status = 400;
            body.put("error", e.getMessage());
        }
        Response.json(status, body).send(exchange);
    }
}
