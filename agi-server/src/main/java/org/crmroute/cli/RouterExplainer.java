package org.crmroute.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.Router;

/** Explains by asking the very router that calls ask. */
public final class RouterExplainer implements Explainer {

    private final Router router;
    private final NumberPlan numbers;
    private final Clock clock;

    public RouterExplainer(Router router, NumberPlan numbers, Clock clock) {
        this.router = router;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public RoutedCall explain(String number, Optional<String> did, Optional<String> scenario, Optional<Instant> at) {
        Party caller = number.equalsIgnoreCase("anonymous") ? new Party.Anonymous("") : numbers.read(number);
        IncomingCall call = IncomingCall.simulated(
                caller, numbers.read(did.orElse("")), at.orElseGet(clock::instant));
        return router.route(new RouteRequest(call, scenario));
    }
}
