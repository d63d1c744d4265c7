package org.crmroute.cli;

import java.time.Instant;
import java.util.Optional;
import org.crmroute.routing.RoutedCall;

/** Decides a call that only exists to be explained. */
@FunctionalInterface
public interface Explainer {

    /**
     * Decides as if this call came.
     *
     * @param number as typed; {@code anonymous} for a withheld one
     * @param did the number called, as typed
     * @param scenario instead of the one bound to the DID
     * @param at instead of now
     */
    RoutedCall explain(String number, Optional<String> did, Optional<String> scenario, Optional<Instant> at);
}
