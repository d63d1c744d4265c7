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

    /** The first decisions of a process mostly load classes; the time told is to be that of a running server. */
    private static final int WARM_UP = 20;

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
        IncomingCall call = IncomingCall.simulated(caller, numbers.read(did.orElse("")), at.orElseGet(clock::instant));
        RouteRequest request = new RouteRequest(call, scenario);
        for (int i = 0; i < WARM_UP; i++) {
            router.route(request);
        }
        return router.route(request);
    }
}
