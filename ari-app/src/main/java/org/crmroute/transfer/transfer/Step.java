package org.crmroute.transfer.transfer;

import java.util.List;

/**
 * What an event leads to.
 *
 * @param commands to be done in this order, after the state was saved
 * @param ignored the event means nothing in this state
 */
public record Step(State state, List<Command> commands, boolean ignored) {

    public Step {
        commands = List.copyOf(commands);
    }

    static Step to(State state, Command... commands) {
        return new Step(state, List.of(commands), false);
    }

    static Step ignored(State state) {
        return new Step(state, List.of(), true);
    }
}
