package org.crmroute.console.live;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that is going on.
 *
 * @param id stays the same when the call is handed on
 * @param state {@code waiting}, {@code talking}, {@code held}, or a word that is newer than this program
 * @param since when it came into this state
 * @param agent who could hand the customer on
 * @param queue the queue it came through
 * @param extension the extension it came to
 * @param crmName the customer's name as the CRM knows it
 * @param decision id in our decision log
 */
public record LiveCall(
        String id,
        String state,
        Instant since,
        LiveParty customer,
        Optional<LiveParty> agent,
        Optional<String> queue,
        Optional<String> extension,
        Optional<String> crmName,
        Optional<String> decision) {

    /** Whether somebody has answered, so that there is somebody to hand the customer on. */
    boolean isAnswered() {
        return agent.isPresent() && !state.equals("waiting");
    }
}
