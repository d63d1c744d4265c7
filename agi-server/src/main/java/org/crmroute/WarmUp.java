package org.crmroute;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.CallRouter;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides some calls that nobody made before the first real one is let in: the first decisions of a process load
 * classes and read the database's first pages, and take a hundred times as long as those that follow.
 */
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration BOUND = Duration.ofMillis(150);
    private static final int NUMBERS = 100;
    private static final int LEAST = 30;
    private static final int ENOUGH = 1000;

    private WarmUp() {}

    static void run(Parts parts) {
        long until = System.nanoTime() + BOUND.toNanos();
        try {
            CallRouter router = parts.warmingRouter();
            List<RouteRequest> calls = calls(parts);
            int decided = 0;
            while (decided < LEAST || (decided < ENOUGH && System.nanoTime() < until)) {
                RouteRequest call = calls.get(decided++ % calls.size());
                DecisionDocument.json(new RoutedCall("", call, router.decide(call), 0));
            }
            LOG.debug("Warmed up with {} decisions", decided);
        } catch (MirrorUnavailable e) {
            LOG.debug("No warm-up: {}", e.getMessage());
        }
    }

    private static List<RouteRequest> calls(Parts parts) {
        Stream<String> known = parts.mirror().someNumbers(NUMBERS).stream().map(PhoneNumber::e164);
        return Stream.concat(known, Stream.of("anonymous"))
                .map(number -> IncomingCall.simulated(
                        parts.plan().caller(number, 0),
                        parts.plan().read(number),
                        parts.clock().instant()))
                .map(call -> new RouteRequest(call, Optional.empty()))
                .toList();
    }
}
