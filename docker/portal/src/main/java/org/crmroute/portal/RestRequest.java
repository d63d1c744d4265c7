package org.crmroute.portal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A request: {@code /rest/{user}/{code}/{method}} or {@code /rest/{method}}, with parameters in the query string, a
 * form or JSON.
 *
 * @param user empty without a webhook
 * @param code empty without a webhook
 */
record RestRequest(String user, String code, String method, Parameters parameters) {

    static RestRequest read(HttpExchange exchange) throws IOException {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                .ifPresent(query -> tree.putAll(PhpQuery.parse(query)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        tree.putAll(
                type.startsWith("application/json")
                        ? json(body)
                        : PhpQuery.parse(new String(body, StandardCharsets.UTF_8)));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith("Bearer "))
                .ifPresent(header -> tree.putIfAbsent("auth", header.substring("Bearer ".length())));
        List<String> path =
                List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1));
        String method = path.getLast().replaceFirst("\\.(json|xml)$", "");
        return path.size() >= 4
                ? new RestRequest(path.get(1), path.get(2), method, new Parameters(tree))
                : new RestRequest("", "", method, new Parameters(tree));
    }

    /** What is no JSON counts as no parameters. */
    private static Map<String, @Nullable Object> json(byte[] body) {
        try {
            return body.length == 0 ? Map.of() : Json.object(Json.read(body));
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
