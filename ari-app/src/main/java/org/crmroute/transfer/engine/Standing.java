package org.crmroute.transfer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crmroute.transfer.transfer.Event;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.TransferMachine;

/**
 * How a transfer stands, as it is shown: fewer words than there are states, since what we have yet to do is nobody's
 * business.
 *
 * @param allowed what can be asked of it now: {@code complete}, {@code cancel}, {@code swap}
 */
public record Standing(Status status, List<String> allowed) {

    public Standing {
        allowed = List.copyOf(allowed);
    }

    /** In one word. */
    public enum Status {
        STARTING("it has just begun"),
        RINGING("the target's phone rings"),
        CONSULTING("the transferor talks to the target"),
        SWAPPED("the transferor talks to the customer, and the target waits"),
        BLIND_RINGING("the target's phone rings for the customer"),
        ENDED("it has ended");

        private final String sentence;

        Status(String sentence) {
            this.sentence = sentence;
        }

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Standing of(Transfer transfer) {
        State state = transfer.state();
        List<String> allowed = new ArrayList<>();
        if (!TransferMachine.next(state, new Event.Complete()).ignored()) {
            allowed.add("complete");
        }
        if (!TransferMachine.next(state, new Event.Cancel()).ignored()) {
            allowed.add("cancel");
        }
        if (!TransferMachine.next(state, new Event.Swap()).ignored()) {
            allowed.add("swap");
        }
        return new Standing(
                switch (state) {
                    case State.Starting s -> Status.STARTING;
                    case State.Ringing r -> Status.RINGING;
                    case State.Consulting c -> c.swapped() ? Status.SWAPPED : Status.CONSULTING;
                    case State.BlindRinging r -> Status.BLIND_RINGING;
                    case State.Ended e -> Status.ENDED;
                },
                allowed);
    }

    /** Completes "not now: …". */
    String sentence() {
        return status.sentence;
    }
}
