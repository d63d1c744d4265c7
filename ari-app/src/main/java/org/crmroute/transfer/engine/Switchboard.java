package org.crmroute.transfer.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Place;
import org.crmroute.transfer.transfer.Target;

/**
 * Asterisk, as far as transfers move it.
 *
 * <p>Every method may be called again with the same arguments and must then find the work done; each blocks its caller,
 * for 5 seconds at most. Never called on the thread that {@link Listener} is called on. Channels are named by their
 * unique ids.
 */
public interface Switchboard {

    /**
     * Takes customer and transferor out of Dial(), Queue() or whatever connects them, both in one go, or does nothing
     * for those that are in our application already. Returns when Asterisk has accepted that; {@link Listener#arrived}
     * follows for each of the two, also for one that was in our application already.
     *
     * @throws SwitchboardException.Refused nothing was done: the call goes on as it was
     */
    void takeOver(Legs legs) throws SwitchboardException;

    /**
     * Puts legs where they belong, first those that are to be alone, then those that are to talk, so that nobody hears
     * what is not meant for them. Makes the bridges that it needs, under the ids that the transfer gives them. Who is in
     * place stays there undisturbed, and a leg that is gone keeps nobody else from being put.
     *
     * @throws SwitchboardException.NoSuchChannel naming the first that is gone, when all others are in place
     */
    void arrange(Legs legs, Map<Leg, Place> places) throws SwitchboardException;

    /**
     * Rings the target on the channel {@link Legs#target()}. Returns when it rings, or before; {@link Listener#answered}
     * or {@link Listener#gone} follows. A channel of this id that is there already is rung if it was not yet.
     *
     * @param ringFor then it is {@link Hangup#NO_ANSWER}
     */
    void dial(Legs legs, Target target, Duration ringFor) throws SwitchboardException;

    /** Hangs up, with a normal cause. */
    void release(String channel) throws SwitchboardException;

    /**
     * Sends a channel out of our application into the dialplan that the take-over came through. There the customer is
     * joined with the transferor again if that one is there, else goes to the call's Others. {@link Listener#gone}
     * follows.
     */
    void giveBack(String channel) throws SwitchboardException;

    /**
     * Sends a customer out of our application to be joined with somebody who is not in it, by the dialplan that the
     * take-over came through; if that one is gone by then, the customer goes to the call's Others. {@link Listener#gone}
     * follows.
     *
     * @throws SwitchboardException.Refused nothing was done: the customer did not come through that dialplan
     */
    void join(String customer, String party) throws SwitchboardException;

    /** Removes a bridge of ours; one that is not there is fine. */
    void removeBridge(String bridge) throws SwitchboardException;

    /** What is to be seen of these channels now; one that is not there is left out. */
    Map<String, Sighting> look(Set<String> channels) throws SwitchboardException;

    /** Everything in Asterisk that is in our application or bears our name. */
    Holdings holdings() throws SwitchboardException;

    /** From now on this one is told what happens. Told before the connection is made. */
    void listen(Listener listener);

    /**
     * A channel that exists.
     *
     * @param up answered
     * @param held in our application, for certain: for one that is said not to be, the transfer ends
     */
    record Sighting(boolean up, boolean held) {}

    /**
     * What is ours in Asterisk.
     *
     * @param bridges by id, with the ids of the channels in them
     * @param channels in our application, or with an id of ours
     */
    record Holdings(Map<String, Set<String>> bridges, Set<String> channels) {
        public Holdings {
            bridges = Map.copyOf(bridges);
            channels = Set.copyOf(channels);
        }
    }

    /** Is told what happens, in the order in which it did. Its methods return at once and never throw. */
    interface Listener {

        /** A channel came into our application. Also told of channels nobody asked for, and of those we made. */
        void arrived(String channel);

        /** A channel is up. */
        void answered(String channel);

        /** A channel was hung up ({@link Hangup#ofCause}), or left our application and lives on ({@link Hangup#LEFT}). */
        void gone(String channel, Hangup why);

        /** The connection is there (again); events may have been missed. */
        void connected();
    }
}
