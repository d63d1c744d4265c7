package org.crmroute.console.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call being handed on, or one that was.
 *
 * @param call id of the call
 * @param kind {@code blind} or {@code attended}
 * @param target {@code extension:201}, {@code queue:sales}, {@code external:+74951234567} or {@code crm}
 * @param status {@code starting}, {@code ringing}, {@code consulting}, {@code swapped}, {@code blind_ringing}, {@code ended}
 * @param allowed what can be asked of it now: {@code complete}, {@code cancel}, {@code swap}
 * @param outcome of one that has ended
 * @param changed when it came into this status
 */
public record LiveTransfer(
        String id,
        String call,
        String kind,
        String target,
        String status,
        List<String> allowed,
        Optional<Outcome> outcome,
        LiveParty customer,
        LiveParty transferor,
        Instant changed) {

    public LiveTransfer {
        allowed = List.copyOf(allowed);
    }

    /**
     * How it ended.
     *
     * @param result {@code completed}, {@code returned}, {@code given_back}, {@code cancelled}, {@code abandoned}, {@code failed}
     * @param reason {@code busy}, {@code no_answer} and so on, a sentence, or empty
     */
    public record Outcome(String result, String reason) {}

    /** Whether that is no call of its own but its transferor's, with the target or waiting for it. */
    boolean isWord(LiveCall with) {
        String channel = transferor.channel();
        return !with.id().equals(call)
                && !channel.isEmpty()
                && (channel.equals(with.customer().channel())
                        || with.agent()
                                .map(LiveParty::channel)
                                .filter(channel::equals)
                                .isPresent());
    }

    boolean isRunning() {
        return !status.equals("ended");
    }
}
