package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Role;
import org.crmroute.console.calls.CallFilter;
import org.crmroute.routing.DecisionLog;

/** {@code /api/decisions}: how calls were decided, as the documents that were logged; found as the page of calls does. */
public final class DecisionsApi implements Consumer<RoutesConfig> {

    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final DecisionLog log;
    private final NumberPlan plan;
    private final ZoneId zone;

    /** A hundred documents are a megabyte or two. */
    private final Turns turns = new Turns(2);

    /** @param zone the server's own, in which days are meant */
    public DecisionsApi(DecisionLog log, NumberPlan plan, ZoneId zone) {
        this.log = log;
        this.plan = plan;
        this.zone = zone;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/decisions", this::list, Role.VIEWER);
        routes.get("/api/decisions/{id}", this::show, Role.VIEWER);
    }

    private void list(Context request) throws Exception {
        CallFilter filter = CallFilter.of(request);
        if (!filter.readable(zone)) {
            throw new BadRequestResponse("from, until: write a day such as 2026-03-01, a minute such as"
                    + " 2026-03-01T14:30, or a time with its offset such as 2026-03-01T14:30:00+03:00");
        }
        DecisionLog.Query wanted = filter.query(
                plan, zone, parameter(request, "limit").map(DecisionsApi::limit).orElse(USUAL));
        DecisionLog.Query query =
                parameter(request, "before").map(wanted::behind).orElse(wanted);
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
