package org.crmroute.transfer.transfer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What happens when it is decided, until nobody is in our hands any more. */
final class EndedTransfer {

    private EndedTransfer() {}

    static Step next(State.Ended state, Event event) {
        return switch (event) {
            case Event.Arrived(Leg leg) when !state.legs().containsKey(leg) -> late(state, leg);
            case Event.Answered(Leg leg) when leg == Leg.TARGET && !state.legs().containsKey(leg) -> late(state, leg);
            case Event.Gone(Leg leg, Hangup why) when state.legs().containsKey(leg) -> gone(state, leg, why);
            case Event.Failed(Command command, String reason)
            when command instanceof Command.Arrange && state.legs().containsValue(Fate.TALKING) -> apart(state, reason);
            case Event.Resumed() -> again(state);
            case Event.LetGo()
            when state.legs().containsValue(Fate.TALKING) -> {
                Map<Leg, Fate> rest = copy(state);
                rest.values().removeIf(fate -> fate == Fate.TALKING);
                yield Step.to(new State.Ended(state.outcome(), rest));
            }
            case Event.Arrived a -> Step.ignored(state);
            case Event.Answered a -> Step.ignored(state);
            case Event.Gone g -> Step.ignored(state);
            case Event.Complete c -> Step.ignored(state);
            case Event.Cancel c -> Step.ignored(state);
            case Event.Swap s -> Step.ignored(state);
            // it is tried again when we look again
            case Event.Failed f -> Step.ignored(state);
            case Event.Expired e -> Step.ignored(state);
            case Event.LetGo l -> Step.ignored(state);
        };
    }

    /** Comes when it is wanted no more: a take-over or a call to the target that was under way when it was decided. */
    private static Step late(State.Ended state, Leg leg) {
        Map<Leg, Fate> legs = copy(state);
        legs.put(leg, leg == Leg.TARGET ? Fate.RELEASED : Fate.GIVEN_BACK);
        return Step.to(
                new State.Ended(state.outcome(), legs),
                leg == Leg.TARGET ? new Command.Release(leg) : new Command.GiveBack(leg));
    }

    private static Step gone(State.Ended state, Leg leg, Hangup why) {
        Map<Leg, Fate> legs = copy(state);
        List<Command> commands = new ArrayList<>();
        if (legs.remove(leg) == Fate.TALKING) {
            List<Leg> alone = legs.keySet().stream()
                    .filter(other -> legs.get(other) == Fate.TALKING)
                    .toList();
            for (Leg other : alone) {
                // a partner who was taken away did not end the call, and one who was lost may not even have had it: the
                // customer is not to pay for either
                boolean noEnd = (why == Hangup.LEFT || why == Hangup.LOST) && other == Leg.CUSTOMER;
                legs.put(other, noEnd ? Fate.GIVEN_BACK : Fate.RELEASED);
                commands.add(noEnd ? new Command.GiveBack(other) : new Command.Release(other));
            }
        }
        if (legs.isEmpty()) {
            commands.add(new Command.TidyUp());
        }
        return new Step(new State.Ended(state.outcome(), legs), commands, false);
    }

    /** Those who should talk cannot be joined by us, so the dialplan shall do it. */
    private static Step apart(State.Ended state, String reason) {
        Map<Leg, Fate> legs = copy(state);
        boolean customer = legs.get(Leg.CUSTOMER) == Fate.TALKING;
        legs.replaceAll((leg, fate) -> {
            if (fate != Fate.TALKING) {
                return fate;
            }
            return customer && leg != Leg.TARGET ? Fate.GIVEN_BACK : Fate.RELEASED;
        });
        Outcome outcome = customer ? new Outcome(Outcome.Result.FAILED, reason) : state.outcome();
        return new Step(new State.Ended(outcome, legs), farewells(legs), false);
    }

    private static Step again(State.Ended state) {
        List<Command> commands = new ArrayList<>();
        Map<Leg, Place> talking = new EnumMap<>(Leg.class);
        state.legs().forEach((leg, fate) -> {
            if (fate == Fate.TALKING) {
                talking.put(leg, Place.TALK);
            }
        });
        if (!talking.isEmpty()) {
            commands.add(new Command.Arrange(talking));
        }
        commands.addAll(farewells(state.legs()));
        if (state.legs().isEmpty()) {
            commands.add(new Command.TidyUp());
        }
        return new Step(state, commands, false);
    }

    /** What makes those fates true that lead out of our hands, the customer's first. */
    static List<Command> farewells(Map<Leg, Fate> legs) {
        return Stream.of(Leg.values())
                .filter(legs::containsKey)
                .flatMap(leg -> switch (legs.getOrDefault(leg, Fate.TALKING)) {
                    case TALKING -> Stream.<Command>empty();
                    case RELEASED -> Stream.of(new Command.Release(leg));
                    case GIVEN_BACK -> Stream.of(new Command.GiveBack(leg));
                })
                .toList();
    }

    private static Map<Leg, Fate> copy(State.Ended state) {
        Map<Leg, Fate> legs = new EnumMap<>(Leg.class);
        legs.putAll(state.legs());
        return legs;
    }
}
