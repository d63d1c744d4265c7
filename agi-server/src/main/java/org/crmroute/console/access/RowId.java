package org.crmroute.console.access;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/** The {@code id} in a path. */
final class RowId {

    private RowId() {}

    static long of(Context request) {
        String text = request.pathParam("id");
        if (!text.matches("[0-9]{1,18}")) {
            throw new NotFoundResponse();
        }
        return Long.parseLong(text);
    }
}
