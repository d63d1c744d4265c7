package org.crmroute.transfer.call;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A call that is going on.
 *
 * @param id the unique id of the customer's channel; stays the same when the call is transferred
 * @param customer who would be handed on
 * @param agent whom the customer talks to, and who could hand them on
 * @param since when it came into this state
 * @param queue the queue it came through
 * @param extension the extension it came to
 * @param crmName the customer's name as the CRM knows it ({@code CRM_CALLER_NAME}), hostile text
 * @param decision id in the router's decision log ({@code CRM_DECISION})
 */
public record LiveCall(
        String id,
        CallParty customer,
        Optional<CallParty> agent,
        Phase phase,
        Instant since,
        Optional<String> queue,
        Optional<String> extension,
        Optional<String> crmName,
        Optional<String> decision) {

    /** How far it has come. */
    public enum Phase {
        /** Nobody has answered yet: an announcement, a queue, a phone that rings. */
        WAITING,
        TALKING,
        /** One of the two put the other on hold. */
        HELD;

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
