package org.crmroute.routing;

import java.util.Optional;
import org.crmroute.call.IncomingCall;

/**
 * A call, and the scenario the dialplan asks for.
 *
 * @param scenario empty: the one bound to the DID, else {@code main}
 */
public record RouteRequest(IncomingCall call, Optional<String> scenario) {}
