package org.crmroute.routing;

import org.crmroute.scenario.Decision;

/**
 * A decision as it is given to the dialplan and kept in the log.
 *
 * @param id names it for good; sorts by time
 * @param request what was asked
 * @param decision the answer
 * @param micros how long it took to decide
 */
public record RoutedCall(String id, RouteRequest request, Decision decision, long micros) {}
