package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error as Bitrix24 answers it: {@code {"error":"CODE","error_description":"…"}} and an HTTP status. */
final class RestError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** A text, empty at times; in places a number. */
    private final transient Object code;

    private final String description;

    RestError(int status, Object code, String description) {
        super(code + ": " + description, null, false, false);
        this.status = status;
        this.code = code;
        this.description = description;
    }

    static RestError notFound() {
        return new RestError(400, "NOT_FOUND", "Element not found");
    }

    static RestError accessDenied() {
        return new RestError(400, "ACCESS_DENIED", "Access denied");
    }

    static RestError invalid(String description) {
        return new RestError(400, "INVALID_ARG_VALUE", description);
    }

    int status() {
        return status;
    }

    String code() {
        return String.valueOf(code);
    }

    Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", code);
        body.put("error_description", description);
        return body;
    }
}
