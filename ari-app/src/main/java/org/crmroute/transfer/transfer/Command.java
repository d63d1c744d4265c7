package org.crmroute.transfer.transfer;

import java.util.Map;

/** What is to be done. Doing one twice does no harm. */
public sealed interface Command {

    /** Take customer and transferor out of whatever connects them now, both at once. */
    record TakeOver() implements Command {}

    /** Put legs where they belong; those not named stay where they are. */
    record Arrange(Map<Leg, Place> places) implements Command {
        public Arrange {
            places = Map.copyOf(places);
        }
    }

    /** Ring the target. */
    record Dial() implements Command {}

    /** Hang up a leg. */
    record Release(Leg leg) implements Command {}

    /** Send a leg back into the dialplan, where the call began. */
    record GiveBack(Leg leg) implements Command {}

    /** Remove what the transfer had in Asterisk; nobody is in it any more. */
    record TidyUp() implements Command {}
}
