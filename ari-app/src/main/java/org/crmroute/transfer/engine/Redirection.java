package org.crmroute.transfer.engine;

import java.util.List;
import java.util.Map;

/** Moves channels out of Dial(), Queue() or whatever connects them into the dialplan, which our application alone cannot. */
public interface Redirection {

    /**
     * Moves one or two channels at the same moment, or none of them. Blocks, for 5 seconds at most.
     *
     * @throws SwitchboardException.Refused nothing was moved
     * @throws SwitchboardException.Unavailable no answer in time: it may have been done
     */
    void redirect(List<Move> moves) throws SwitchboardException;

    /** Sets variables of channels that stay where they are. */
    void mark(List<Move> marks) throws SwitchboardException;

    /**
     * A channel and where it goes.
     *
     * @param channel unique id, for messages
     * @param name Asterisk's name of the channel
     * @param extension in the take-over context
     * @param variables set before it moves
     */
    record Move(String channel, String name, String extension, Map<String, String> variables) {
        public Move {
            variables = Map.copyOf(variables);
        }
    }
}
