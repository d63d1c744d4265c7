package org.crmroute.transfer.transfer;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** States, events and commands as the table of transitions writes them. */
final class Words {

    private Words() {}

    static String of(State state) {
        return switch (state) {
            case State.Starting s -> {
                String kind = s.kind().name().toLowerCase(Locale.ROOT);
                String here = s.arrived().stream().sorted().map(Words::of).collect(Collectors.joining("+"));
                yield "starting %s%s%s"
                        .formatted(
                                kind,
                                here.isEmpty() ? "" : ", " + here + " here",
                                s.transferorGone() ? ", transferor gone" : "");
            }
            case State.Ringing r -> "ringing";
            case State.Consulting c -> c.swapped() ? "consulting, swapped" : "consulting";
            case State.BlindRinging b -> b.transferorHere() ? "blind ringing" : "blind ringing, transferor gone";
            case State.Ended e ->
                "ended %s%s".formatted(of(e.outcome()), e.legs().isEmpty() ? "" : ": " + of(e.legs()));
        };
    }

    private static String of(Outcome outcome) {
        String result = outcome.result().word();
        return outcome.reason().isEmpty() ? result : result + " (" + outcome.reason() + ")";
    }

    private static String of(Map<Leg, ?> legs) {
        return new TreeMap<>(legs)
                .entrySet().stream()
                        .map(e -> of(e.getKey()) + " "
                                + e.getValue()
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    static String of(Leg leg) {
        return leg.name().toLowerCase(Locale.ROOT);
    }

    static String of(Event event) {
        return switch (event) {
            case Event.Arrived a -> of(a.leg()) + " arrived";
            case Event.Answered a -> of(a.leg()) + " answered";
            case Event.Gone g -> of(g.leg()) + " gone (" + g.why().word() + ")";
            case Event.Failed f -> "failed: " + of(f.command());
            case Event.LetGo l -> "let go";
            case Event e -> e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    static String of(Command command) {
        return switch (command) {
            case Command.TakeOver t -> "take over";
            case Command.Arrange a -> "arrange [" + of(a.places()) + "]";
            case Command.Dial d -> "dial";
            case Command.Release r -> "release " + of(r.leg());
            case Command.GiveBack g -> "give back " + of(g.leg());
            case Command.TidyUp t -> "tidy up";
        };
    }

    static String of(Step step) {
        if (step.ignored()) {
            return "ignored";
        }
        String commands = step.commands().stream().map(Words::of).collect(Collectors.joining("; "));
        return of(step.state()) + (commands.isEmpty() ? "" : " | " + commands);
    }
}
