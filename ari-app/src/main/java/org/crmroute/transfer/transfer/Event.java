package org.crmroute.transfer.transfer;

/** What happens to a transfer. */
public sealed interface Event {

    /** A leg of the call came into our hands. */
    record Arrived(Leg leg) implements Event {}

    /** A leg is up: somebody answered. */
    record Answered(Leg leg) implements Event {}

    /** A leg is in our hands no more. */
    record Gone(Leg leg, Hangup why) implements Event {}

    /** The target shall have the customer now. */
    record Complete() implements Event {}

    /** The transferor wants the customer back. */
    record Cancel() implements Event {}

    /** The transferor wants to talk to the other one of customer and target. */
    record Swap() implements Event {}

    /**
     * A command could not be done, and asking again did not help.
     *
     * @param reason a sentence for people; holds nothing that came from outside
     */
    record Failed(Command command, String reason) implements Event {}

    /** The state lasted longer than a state like this should. */
    record Expired() implements Event {}

    /** We were away and look again: what was said before holds, but may not have been done. */
    record Resumed() implements Event {}

    /** Another transfer takes over the two who talk since this one ended. */
    record LetGo() implements Event {}
}
