package org.crmroute.call;

import java.time.Instant;

/**
 * A call that asks where to go.
 *
 * @param caller who calls
 * @param did the number that was called
 * @param at when it came
 * @param channel Asterisk's channel name; empty for a simulated call
 * @param uniqueId Asterisk's unique id; empty for a simulated call
 */
public record IncomingCall(Party caller, Party did, Instant at, String channel, String uniqueId) {

    /** A call that only exists to be explained. */
    public static IncomingCall simulated(Party caller, Party did, Instant at) {
        return new IncomingCall(caller, did, at, "", "");
    }
}
