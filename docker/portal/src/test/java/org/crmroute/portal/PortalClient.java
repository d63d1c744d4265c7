package org.crmroute.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a portal as a plain HTTP client does. */
final class PortalClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Portal portal;

    PortalClient(Portal portal) {
        this.portal = portal;
    }

    /** The parsed answer to a POST with a JSON body. */
    JsonNode call(String method, Map<String, ? extends @Nullable Object> parameters) {
        return JsonMapper.shared().readTree(post(method, parameters).body());
    }

    /** As {@link #call}, with the body as JSON text, single quotes for double ones. */
    JsonNode call(String method, String json) {
        return JsonMapper.shared()
                .readTree(postJson(method, json.replace('\'', '"')).body());
    }

    HttpResponse<String> post(String method, Map<String, ? extends @Nullable Object> parameters) {
        return postJson(method, JsonMapper.shared().writeValueAsString(parameters));
    }

    HttpResponse<String> postJson(String method, String json) {
        return send(HttpRequest.newBuilder(portal.webhook().resolve(method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    JsonNode form(String method, String form) {
        return JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(portal.webhook().resolve(method))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build())
                        .body());
    }

    HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
