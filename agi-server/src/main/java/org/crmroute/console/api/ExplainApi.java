package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.console.access.Role;
import org.crmroute.routing.CallRouter;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Decision;

/**
 * {@code GET /api/explain}: decides as if a call came, in this request's own thread; those that decide calls are not
 * asked. Logs nothing, rings nobody.
 */
public final class ExplainApi implements Consumer<RoutesConfig> {

    private static final int LONGEST = 200;
    private static final int AT_ONCE = 2;

    private final CallRouter router;
    private final NumberPlan numbers;
    private final Clock clock;
    private final Turns turns = new Turns(AT_ONCE);

    public ExplainApi(CallRouter router, NumberPlan numbers, Clock clock) {
        this.router = router;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/explain", this::explain, Role.VIEWER);
    }

    private void explain(Context request) throws Exception {
        String number = parameter(request, "number")
                .orElseThrow(() -> new BadRequestResponse("name the caller: number=+79123456789, or number=anonymous"));
        Party caller = number.equalsIgnoreCase("anonymous") ? new Party.Anonymous("") : numbers.read(number);
        IncomingCall call = IncomingCall.simulated(
                caller,
                numbers.read(parameter(request, "did").orElse("")),
                at(request).orElseGet(clock::instant));
        RouteRequest asked = new RouteRequest(call, parameter(request, "scenario"));
        RoutedCall routed = turns.take(() -> {
            long begin = System.nanoTime();
            Decision decision = router.decide(asked);
            return new RoutedCall("", asked, decision, (System.nanoTime() - begin) / 1000);
        });
        request.contentType("application/json").result(DecisionDocument.json(routed));
    }

    private static Optional<String> parameter(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    if (text.length() > LONGEST) {
                        throw new BadRequestResponse(name + " is longer than " + LONGEST + " characters");
                    }
                    return text;
                });
    }

    private static Optional<Instant> at(Context request) {
        try {
            return parameter(request, "at")
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new BadRequestResponse("at: write a time with its offset, such as 2026-03-01T10:00:00+03:00");
        }
    }
}
