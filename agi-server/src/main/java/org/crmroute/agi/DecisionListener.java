package org.crmroute.agi;

import org.crmroute.routing.RoutedCall;

/** Learns of decisions once the call is on its way. */
@FunctionalInterface
public interface DecisionListener {

    /**
     * Called after the connection to Asterisk is closed, so it costs the caller nothing; but it holds the session's place.
     *
     * @param end {@link SessionEnd#ANSWERED} if the dialplan has the decision, else why it has not: the caller hung up,
     *     the connection was lost, time ran out
     */
    void decided(RoutedCall call, SessionEnd end);
}
