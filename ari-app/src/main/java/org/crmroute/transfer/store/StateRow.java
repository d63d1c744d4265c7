package org.crmroute.transfer.store;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.transfer.transfer.Fate;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;

/**
 * A state as columns hold it.
 *
 * @param state its name
 * @param legs {@code CUSTOMER TRANSFEROR}, or {@code CUSTOMER=TALKING TARGET=TALKING}; may be empty
 * @param mark whether what only this state has is so: {@code gone}, {@code swapped}, {@code here}, or empty
 */
record StateRow(String state, String legs, String mark, String result, String reason) {

    private static final String STARTING = "starting ";

    static StateRow of(State state) {
        return switch (state) {
            case State.Starting s ->
                new StateRow(
                        STARTING + s.kind().name(),
                        s.arrived().stream().sorted().map(Leg::name).collect(Collectors.joining(" ")),
                        s.transferorGone() ? "gone" : "",
                        "",
                        "");
            case State.Ringing r -> new StateRow("ringing", "", "", "", "");
            case State.Consulting c -> new StateRow("consulting", "", c.swapped() ? "swapped" : "", "", "");
            case State.BlindRinging b -> new StateRow("blind ringing", "", b.transferorHere() ? "here" : "", "", "");
            case State.Ended e ->
                new StateRow(
                        "ended",
                        e.legs().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")),
                        "",
                        e.outcome().result().name(),
                        e.outcome().reason());
        };
    }

    /** @throws IllegalArgumentException when no state is written like this */
    State read() {
        return switch (state) {
            case STARTING + "BLIND" -> starting(Kind.BLIND);
            case STARTING + "ATTENDED" -> starting(Kind.ATTENDED);
            case "ringing" -> new State.Ringing();
            case "consulting" -> new State.Consulting(mark.equals("swapped"));
            case "blind ringing" -> new State.BlindRinging(mark.equals("here"));
            case "ended" -> new State.Ended(new Outcome(Outcome.Result.valueOf(result), reason), fates());
            default -> throw new IllegalArgumentException("no state is called " + state);
        };
    }

    private State starting(Kind kind) {
        Set<Leg> arrived = words().map(Leg::valueOf).collect(Collectors.toUnmodifiableSet());
        return new State.Starting(kind, arrived, mark.equals("gone"));
    }

    private Map<Leg, Fate> fates() {
        Map<Leg, Fate> fates = new EnumMap<>(Leg.class);
        words().forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no leg's fate is written " + word);
            }
            fates.put(Leg.valueOf(word.substring(0, equals)), Fate.valueOf(word.substring(equals + 1)));
        });
        return fates;
    }

    private Stream<String> words() {
        return legs.isEmpty() ? Stream.empty() : Arrays.stream(legs.split(" ", -1));
    }
}
