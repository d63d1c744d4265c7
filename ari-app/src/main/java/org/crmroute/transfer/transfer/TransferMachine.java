package org.crmroute.transfer.transfer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmroute.transfer.transfer.Outcome.Result;

/**
 * What happens next. A pure and total function: every event has an answer in every state, be it that it means nothing.
 *
 * <p>Only legs that are in our hands are ever moved or hung up. The customer is hung up in one case alone: whoever they
 * were talking to after the transfer was seen to hang up first.
 */
public final class TransferMachine {

    private static final Command.Arrange BACK_TOGETHER =
            new Command.Arrange(Map.of(Leg.CUSTOMER, Place.TALK, Leg.TRANSFEROR, Place.TALK));
    private static final Command.Arrange HANDED_OVER =
            new Command.Arrange(Map.of(Leg.CUSTOMER, Place.TALK, Leg.TARGET, Place.TALK));

    private TransferMachine() {}

    /** What a transfer of this kind begins with. */
    public static Step begin(Kind kind) {
        return Step.to(new State.Starting(kind, Set.of(), false), new Command.TakeOver());
    }

    public static Step next(State state, Event event) {
        return switch (state) {
            case State.Starting starting -> starting(starting, event);
            case State.Ringing ringing -> ringing(ringing, event);
            case State.Consulting consulting -> consulting(consulting, event);
            case State.BlindRinging ringing -> blindRinging(ringing, event);
            case State.Ended ended -> EndedTransfer.next(ended, event);
        };
    }

    private static Step starting(State.Starting state, Event event) {
        return switch (event) {
            case Event.Arrived(Leg leg) when leg != Leg.TARGET -> arrived(state, leg);
            case Event.Gone(Leg leg, Hangup why)
            when leg == Leg.CUSTOMER -> {
                // a transferor who has not arrived is not ours; one who does later is sent back then
                Map<Leg, Fate> rest = fates(state.arrived(), Fate.RELEASED);
                rest.remove(Leg.CUSTOMER);
                yield ended(Outcome.of(Result.ABANDONED, why), rest);
            }
            case Event.Gone(Leg leg, Hangup why)
            when leg == Leg.TRANSFEROR && !state.transferorGone() -> {
                Set<Leg> here = new HashSet<>(state.arrived());
                here.remove(Leg.TRANSFEROR);
                yield here.contains(Leg.CUSTOMER)
                        ? ring(new State.BlindRinging(false))
                        : Step.to(new State.Starting(state.kind(), here, true));
            }
            case Event.Failed(Command command, String reason)
            when command instanceof Command.TakeOver ->
                ended(new Outcome(Result.FAILED, reason), fates(state.arrived(), Fate.GIVEN_BACK));
            case Event.Expired() ->
                ended(
                        new Outcome(Result.FAILED, "Asterisk did not hand the call over in time"),
                        fates(state.arrived(), Fate.GIVEN_BACK));
            case Event.Arrived a -> Step.ignored(state);
            case Event.Answered a -> Step.ignored(state);
            case Event.Gone g -> Step.ignored(state);
            // it takes milliseconds; whoever is that quick asks again
            case Event.Complete c -> Step.ignored(state);
            case Event.Cancel c -> Step.ignored(state);
            case Event.Swap s -> Step.ignored(state);
            case Event.Failed f -> Step.ignored(state);
            // taking a call over minutes after somebody wished it would be a surprise: who is not here is awaited only
            case Event.Resumed r -> Step.ignored(state);
            case Event.LetGo l -> Step.ignored(state);
        };
    }

    private static Step arrived(State.Starting state, Leg leg) {
        if (state.arrived().contains(leg)) {
            return Step.ignored(state);
        }
        Set<Leg> here = new HashSet<>(state.arrived());
        here.add(leg);
        boolean transferorHere = here.contains(Leg.TRANSFEROR);
        if (!here.contains(Leg.CUSTOMER) || (!transferorHere && !state.transferorGone())) {
            return Step.to(new State.Starting(state.kind(), here, state.transferorGone() && !transferorHere));
        }
        return ring(
                state.kind() == Kind.ATTENDED && transferorHere
                        ? new State.Ringing()
                        : new State.BlindRinging(transferorHere));
    }

    private static Step ringing(State.Ringing state, Event event) {
        return switch (event) {
            case Event.Answered(Leg leg) when leg == Leg.TARGET -> talking(new State.Consulting(false));
            case Event.Gone(Leg leg, Hangup why) ->
                switch (leg) {
                    case CUSTOMER ->
                        ended(
                                Outcome.of(Result.ABANDONED, why),
                                Map.of(Leg.TARGET, Fate.RELEASED, Leg.TRANSFEROR, Fate.RELEASED));
                    case TRANSFEROR -> Step.to(new State.BlindRinging(false));
                    case TARGET -> back(Outcome.of(Result.RETURNED, why), false);
                };
            case Event.Complete() -> Step.to(new State.BlindRinging(true));
            case Event.Cancel() -> back(Outcome.of(Result.CANCELLED), true);
            case Event.Failed(Command command, String reason)
            when command instanceof Command.Dial -> back(Outcome.of(Result.RETURNED, Hangup.UNREACHABLE), true);
            case Event.Expired() -> back(Outcome.of(Result.RETURNED, Hangup.NO_ANSWER), true);
            case Event.Resumed() -> ring(state);
            case Event.Arrived a -> Step.ignored(state);
            case Event.Answered a -> Step.ignored(state);
            // there is nobody yet to talk to
            case Event.Swap s -> Step.ignored(state);
            // whoever hears nothing while it rings is connected all the same when it is answered
            case Event.Failed f -> Step.ignored(state);
            case Event.LetGo l -> Step.ignored(state);
        };
    }

    private static Step blindRinging(State.BlindRinging state, Event event) {
        boolean here = state.transferorHere();
        return switch (event) {
            case Event.Answered(Leg leg) when leg == Leg.TARGET -> handedOver(here);
            case Event.Gone(Leg leg, Hangup why)
            when leg == Leg.CUSTOMER ->
                ended(
                        Outcome.of(Result.ABANDONED, why),
                        here
                                ? Map.of(Leg.TARGET, Fate.RELEASED, Leg.TRANSFEROR, Fate.RELEASED)
                                : Map.of(Leg.TARGET, Fate.RELEASED));
            case Event.Gone(Leg leg, Hangup why)
            when leg == Leg.TRANSFEROR && here -> Step.to(new State.BlindRinging(false));
            case Event.Gone(Leg leg, Hangup why) when leg == Leg.TARGET -> unanswered(here, why, false);
            case Event.Cancel() when here -> back(Outcome.of(Result.CANCELLED), true);
            case Event.Failed(Command command, String reason)
            when command instanceof Command.Dial -> unanswered(here, Hangup.UNREACHABLE, true);
            case Event.Expired() -> unanswered(here, Hangup.NO_ANSWER, true);
            case Event.Resumed() -> ring(state);
            // was thought gone, but is not
            case Event.Arrived(Leg leg)
            when leg == Leg.TRANSFEROR && !here ->
                Step.to(new State.BlindRinging(true), new Command.Arrange(Map.of(Leg.TRANSFEROR, Place.RINGBACK)));
            case Event.Arrived a -> Step.ignored(state);
            case Event.Answered a -> Step.ignored(state);
            case Event.Gone g -> Step.ignored(state);
            // it completes by itself
            case Event.Complete c -> Step.ignored(state);
            // nobody is there whom the customer could be given to
            case Event.Cancel c -> Step.ignored(state);
            case Event.Swap s -> Step.ignored(state);
            case Event.Failed f -> Step.ignored(state);
            case Event.LetGo l -> Step.ignored(state);
        };
    }

    private static Step consulting(State.Consulting state, Event event) {
        return switch (event) {
            case Event.Gone(Leg leg, Hangup why) ->
                switch (leg) {
                    // what the two have to say to each other is not ours to cut short
                    case CUSTOMER ->
                        ended(
                                Outcome.of(Result.ABANDONED, why),
                                Map.of(Leg.TRANSFEROR, Fate.TALKING, Leg.TARGET, Fate.TALKING),
                                new Command.Arrange(Map.of(Leg.TRANSFEROR, Place.TALK, Leg.TARGET, Place.TALK)));
                    case TRANSFEROR -> handedOver(false);
                    case TARGET -> back(Outcome.of(Result.RETURNED, why), false);
                };
            case Event.Complete() -> handedOver(true);
            case Event.Cancel() -> back(Outcome.of(Result.CANCELLED), true);
            case Event.Swap() -> talking(new State.Consulting(!state.swapped()));
            case Event.Failed(Command command, String reason)
            when command instanceof Command.Arrange ->
                ended(
                        new Outcome(Result.FAILED, reason),
                        Map.of(
                                Leg.CUSTOMER,
                                Fate.GIVEN_BACK,
                                Leg.TRANSFEROR,
                                Fate.GIVEN_BACK,
                                Leg.TARGET,
                                Fate.RELEASED));
            case Event.Resumed() -> talking(state);
            case Event.Arrived a -> Step.ignored(state);
            case Event.Answered a -> Step.ignored(state);
            case Event.Failed f -> Step.ignored(state);
            // they may talk as long as they like
            case Event.Expired e -> Step.ignored(state);
            case Event.LetGo l -> Step.ignored(state);
        };
    }

    private static Step ring(State state) {
        return Step.to(state, new Command.Arrange(placesWhileRinging(state)), new Command.Dial());
    }

    private static Map<Leg, Place> placesWhileRinging(State state) {
        boolean alone = state instanceof State.BlindRinging blind && !blind.transferorHere();
        return alone
                ? Map.of(Leg.CUSTOMER, Place.MUSIC)
                : Map.of(Leg.CUSTOMER, Place.MUSIC, Leg.TRANSFEROR, Place.RINGBACK);
    }

    private static Step talking(State.Consulting state) {
        return Step.to(
                state,
                new Command.Arrange(Map.of(
                        Leg.TRANSFEROR,
                        Place.TALK,
                        Leg.CUSTOMER,
                        state.swapped() ? Place.TALK : Place.MUSIC,
                        Leg.TARGET,
                        state.swapped() ? Place.MUSIC : Place.TALK)));
    }

    private static Step handedOver(boolean transferorHere) {
        Map<Leg, Fate> legs = new EnumMap<>(Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TARGET, Fate.TALKING));
        if (transferorHere) {
            legs.put(Leg.TRANSFEROR, Fate.RELEASED);
        }
        return ended(Outcome.of(Result.COMPLETED), legs, HANDED_OVER);
    }

    private static Step unanswered(boolean transferorHere, Hangup why, boolean targetHere) {
        if (transferorHere) {
            return back(Outcome.of(Result.RETURNED, why), targetHere);
        }
        Map<Leg, Fate> legs = new EnumMap<>(Map.of(Leg.CUSTOMER, Fate.GIVEN_BACK));
        if (targetHere) {
            legs.put(Leg.TARGET, Fate.RELEASED);
        }
        return ended(Outcome.of(Result.GIVEN_BACK, why), legs);
    }

    private static Step back(Outcome outcome, boolean targetHere) {
        Map<Leg, Fate> legs = new EnumMap<>(Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TRANSFEROR, Fate.TALKING));
        if (targetHere) {
            legs.put(Leg.TARGET, Fate.RELEASED);
        }
        return ended(outcome, legs, BACK_TOGETHER);
    }

    private static Map<Leg, Fate> fates(Set<Leg> legs, Fate fate) {
        Map<Leg, Fate> fates = new EnumMap<>(Leg.class);
        legs.forEach(leg -> fates.put(leg, fate));
        return fates;
    }

    private static Step ended(Outcome outcome, Map<Leg, Fate> legs, Command... first) {
        List<Command> commands = new ArrayList<>(List.of(first));
        commands.addAll(EndedTransfer.farewells(legs));
        return new Step(new State.Ended(outcome, legs), commands, false);
    }
}
