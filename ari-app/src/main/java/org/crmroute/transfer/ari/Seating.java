package org.crmroute.transfer.ari;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.engine.Legs;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Place;

/**
 * Puts legs where they belong. Who talks is in the transfer's talk bridge; who waits is in no bridge and hears music or
 * ringing on their own channel: in a holding bridge Asterisk plays nothing by itself, and what plays there is a channel
 * more that would be left behind if we died.
 */
final class Seating {

    private final AriRequests requests;
    private final Bulletin bulletin;

    /** Who hears music or ringing; after a restart nobody is known to, and is made to hear it once more. */
    private final Map<String, Place> waiting = new ConcurrentHashMap<>();

    Seating(AriRequests requests, Bulletin bulletin) {
        this.requests = requests;
        this.bulletin = bulletin;
    }

    void arrange(Legs legs, Map<Leg, Place> places) throws SwitchboardException {
        waiting.keySet().removeIf(channel -> !bulletin.holds(channel));
        Set<String> talking = talking(legs.transfer());
        Misses misses = new Misses();
        for (Leg leg : Leg.values()) {
            Place place = places.get(leg);
            if (place == Place.MUSIC || place == Place.RINGBACK) {
                misses.unless(() -> letWait(legs, leg, place, talking));
            }
        }
        if (places.containsValue(Place.TALK)) {
            requests.makeBridge(legs.transfer().talkBridge());
            for (Leg leg : Leg.values()) {
                if (places.get(leg) == Place.TALK) {
                    misses.unless(() -> letTalk(legs, leg, talking));
                }
            }
        }
        misses.tell();
    }

    private void letWait(Legs legs, Leg leg, Place place, Set<String> talking) throws SwitchboardException {
        String channel = legs.channel(leg);
        if (talking.contains(channel)) {
            requests.remove(legs.transfer().talkBridge(), channel);
        } else if (waiting.get(channel) == place) {
            return;
        }
        if (place == Place.MUSIC) {
            requests.stopRinging(channel);
            requests.playMusic(channel);
        } else {
            requests.stopMusic(channel);
            requests.ring(channel);
        }
        waiting.put(channel, place);
    }

    private void letTalk(Legs legs, Leg leg, Set<String> talking) throws SwitchboardException {
        String channel = legs.channel(leg);
        if (talking.contains(channel)) {
            return;
        }
        // what one does not hear needs no stopping, but after a restart we do not know what that is
        requests.stopMusic(channel);
        requests.stopRinging(channel);
        waiting.remove(channel);
        requests.add(legs.transfer().talkBridge(), channel);
    }

    /** Asked of Asterisk: our own book may be some milliseconds behind. */
    private Set<String> talking(TransferId transfer) throws SwitchboardException {
        for (CallBook.Bridge bridge : requests.bridges()) {
            if (bridge.id().equals(transfer.talkBridge())) {
                return bridge.channels();
            }
        }
        return Set.of();
    }

    /** Lets one leg's trouble not keep the others from their places, and tells the first trouble afterwards. */
    private static final class Misses {

        private Optional<SwitchboardException> first = Optional.empty();

        /** Something to be done to one leg. */
        interface Deed {
            void act() throws SwitchboardException;
        }

        void unless(Deed deed) {
            try {
                deed.act();
            } catch (SwitchboardException e) {
                if (first.isEmpty()) {
                    first = Optional.of(e);
                }
            }
        }

        void tell() throws SwitchboardException {
            if (first.isPresent()) {
                throw first.get();
            }
        }
    }
}
