package org.crmroute.portal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An HTTP answer. */
final class Response {

    private final int status;
    private final String type;
    private final byte[] body;

    private Response(int status, String type, byte[] body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    static Response json(int status, @Nullable Object tree) {
        return new Response(status, "application/json; charset=utf-8", Json.write(tree));
    }

    static Response html(int status, String text) {
        String page = "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1>" + text
                + "</body></html>\n";
        return new Response(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    Response cut() {
        return new Response(status, type, Arrays.copyOf(body, body.length / 2));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
