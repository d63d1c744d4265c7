package org.crmroute.transfer.transfer;

import java.util.Map;
import java.util.Set;

/** Where a transfer stands. */
public sealed interface State {

    /**
     * The call is being taken over.
     *
     * @param arrived who is in our hands already
     * @param transferorGone the transferor hung up meanwhile
     */
    record Starting(Kind kind, Set<Leg> arrived, boolean transferorGone) implements State {
        public Starting {
            arrived = Set.copyOf(arrived);
        }
    }

    /** Attended: the target's phone rings, the transferor hears that, the customer hears music. */
    record Ringing() implements State {}

    /**
     * Attended: the target has answered.
     *
     * @param swapped the transferor talks to the customer and the target hears music, not the other way round
     */
    record Consulting(boolean swapped) implements State {}

    /**
     * The target's phone rings for the customer, who hears music.
     *
     * @param transferorHere whether there is somebody to return to
     */
    record BlindRinging(boolean transferorHere) implements State {}

    /**
     * It is decided.
     *
     * @param legs who is still in our hands; when nobody is, the transfer is over
     */
    record Ended(Outcome outcome, Map<Leg, Fate> legs) implements State {
        public Ended {
            legs = Map.copyOf(legs);
        }
    }

    /** Whether nothing will ever happen to this transfer again. */
    default boolean isOver() {
        return this instanceof Ended ended && ended.legs().isEmpty();
    }

    /** Whether the outcome is still open. */
    default boolean isUndecided() {
        return !(this instanceof Ended);
    }
}
