package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.crmroute.console.access.Role;
import org.crmroute.routing.DecisionLog;

/** {@code /api/decisions}: how calls were decided, as the documents that were logged. */
public final class DecisionsApi implements Consumer<RoutesConfig> {

    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final DecisionLog log;

    /** A hundred documents are a megabyte or two. */
    private final Turns turns = new Turns(2);

    public DecisionsApi(DecisionLog log) {
        this.log = log;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/decisions", this::list, Role.VIEWER);
        routes.get("/api/decisions/{id}", this::show, Role.VIEWER);
    }

    private void list(Context request) throws Exception {
        DecisionLog.Query query = new DecisionLog.Query(
                parameter(request, "caller"),
                parameter(request, "reason").map(r -> r.toUpperCase(Locale.ROOT)),
                parameter(request, "rule"),
                parameter(request, "limit").map(DecisionsApi::limit).orElse(USUAL));
        String documents = turns.take(() -> log.latest(query).stream()
                .map(DecisionLog.Entry::document)
                .collect(Collectors.joining(",", "{\"decisions\":[", "]}")));
        request.contentType("application/json").result(documents);
    }

    private void show(Context request) {
        DecisionLog.Entry entry = log.find(request.pathParam("id")).orElseThrow(NotFoundResponse::new);
        request.contentType("application/json").result(entry.document());
    }

    private static Optional<String> parameter(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > MOST || Integer.parseInt(text) < 1) {
            throw new BadRequestResponse("limit: a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }
}
