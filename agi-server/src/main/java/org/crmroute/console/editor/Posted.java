package org.crmroute.console.editor;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form sent; what it did not send is empty. */
record Posted(Map<String, List<String>> fields) {

    static Posted of(Context request) {
        return new Posted(request.formParamMap());
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    List<String> all(String name) {
        return Optional.ofNullable(fields.get(name)).orElse(List.of());
    }

    String first(String name) {
        return all(name).stream().findFirst().orElse("").strip();
    }

    /** What is to be done besides keeping what was entered: {@code minus w.0.1}; empty for nothing. */
    List<String> command() {
        String command = first("do");
        return command.isEmpty() ? List.of() : List.of(command.split(" "));
    }
}
