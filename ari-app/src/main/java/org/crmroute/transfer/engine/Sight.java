package org.crmroute.transfer.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmroute.transfer.transfer.Event;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.State;

/** What happened while nobody looked, from what is to be seen now. */
final class Sight {

    private Sight() {}

    /** The events that were missed, the customer's first. */
    static List<Event> missed(Transfer transfer, Switchboard switchboard) throws SwitchboardException {
        Set<Leg> expected = expected(transfer.state());
        Legs legs = transfer.legs();
        Map<String, Switchboard.Sighting> seen =
                switchboard.look(expected.stream().map(legs::channel).collect(Collectors.toUnmodifiableSet()));
        List<Event> missed = new ArrayList<>();
        for (Leg leg : expected) {
            missed(transfer.state(), leg, Optional.ofNullable(seen.get(legs.channel(leg))))
                    .ifPresent(missed::add);
        }
        return missed;
    }

    private static Set<Leg> expected(State state) {
        return switch (state) {
            case State.Starting s -> EnumSet.of(Leg.CUSTOMER, Leg.TRANSFEROR);
            case State.Ringing r -> EnumSet.allOf(Leg.class);
            case State.Consulting c -> EnumSet.allOf(Leg.class);
            case State.BlindRinging r ->
                r.transferorHere() ? EnumSet.allOf(Leg.class) : EnumSet.of(Leg.CUSTOMER, Leg.TARGET);
            case State.Ended ended -> {
                Set<Leg> legs = EnumSet.noneOf(Leg.class);
                legs.addAll(ended.legs().keySet());
                yield legs;
            }
        };
    }

    private static Optional<Event> missed(State state, Leg leg, Optional<Switchboard.Sighting> sighting) {
        if (sighting.isEmpty()) {
            // also a target that was never rung, for we ended in between: better back to the transferor than ringing
            // somebody who may have refused already
            return Optional.of(new Event.Gone(leg, Hangup.LOST));
        }
        boolean held = sighting.get().held();
        if (state instanceof State.Starting) {
            return held ? Optional.of(new Event.Arrived(leg)) : Optional.empty();
        }
        if (leg == Leg.TARGET && state.isUndecided()) {
            boolean ringing = !(state instanceof State.Consulting);
            return ringing && sighting.get().up() ? Optional.of(new Event.Answered(leg)) : Optional.empty();
        }
        return held ? Optional.empty() : Optional.of(new Event.Gone(leg, Hangup.LEFT));
    }
}
