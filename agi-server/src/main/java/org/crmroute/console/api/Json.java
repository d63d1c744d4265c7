package org.crmroute.console.api;

import io.javalin.http.Context;
import tools.jackson.databind.json.JsonMapper;

/** Answers as JSON. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static void answer(Context request, Object document) {
        request.contentType("application/json").result(MAPPER.writeValueAsString(document));
    }
}
