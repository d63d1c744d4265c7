package org.crmroute.lab.phone;

import java.util.Optional;

/**
 * How a call ended.
 *
 * @param byUs whether this phone ended it
 * @param status of a call that was never answered, the final SIP status; else 200
 * @param cause the Q.850 cause that Asterisk tells in Reason: 16 normal clearing, 17 busy, 19 no answer, 21 refused, …
 * @param moment {@link System#nanoTime()}
 */
public record Ending(boolean byUs, int status, Optional<Integer> cause, long moment) {

    static Ending here(int status) {
        return new Ending(true, status, Optional.empty(), System.nanoTime());
    }

    static Ending there(int status, SipMessage message) {
        Optional<Integer> cause = message.headers().stream()
                .filter(h -> h.name().equalsIgnoreCase("Reason") && h.value().startsWith("Q.850"))
                .flatMap(h -> SipMessage.parameter(h.value(), "cause").stream())
                .map(Integer::valueOf)
                .findFirst();
        return new Ending(false, status, cause, System.nanoTime());
    }
}
