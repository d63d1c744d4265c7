package org.crmroute.transfer.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every state with every event, as {@code transitions.txt} beside this class has it: blocks of a state, a line for each
 * event. What is missing there is a failure, and so is what nobody can reach.
 */
class TransferMachineTest {

    private static final String FAILED = "Asterisk said no";

    @TestFactory
    Stream<DynamicTest> every_state_with_every_event() throws IOException {
        Map<String, String> table = table();
        List<DynamicTest> tests = new ArrayList<>();
        for (State state : states()) {
            for (Event event : events()) {
                String pair = Words.of(state) + " + " + Words.of(event);
                String expected = table.getOrDefault(pair, "(not in the table)");
                tests.add(DynamicTest.dynamicTest(
                        pair,
                        () -> assertThat(Words.of(TransferMachine.next(state, event)))
                                .isEqualTo(expected)));
            }
        }
        return tests.stream();
    }

    @Test
    void the_table_holds_nothing_else() throws IOException {
        List<String> pairs = states().stream()
                .flatMap(state -> events().stream().map(event -> Words.of(state) + " + " + Words.of(event)))
                .toList();

        assertThat(pairs).doesNotHaveDuplicates();
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void it_begins_with_taking_the_call_over() {
        assertThat(Words.of(TransferMachine.begin(Kind.BLIND))).isEqualTo("starting blind | take over");
        assertThat(Words.of(TransferMachine.begin(Kind.ATTENDED))).isEqualTo("starting attended | take over");
    }

    /** The table, as "state + event" to what follows. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        String state = "";
        for (String line : lines()) {
            if (!line.startsWith(" ")) {
                state = line.strip();
            } else if (line.startsWith("  ignored: ") || line.startsWith("    ")) {
                for (String event : line.strip().replace("ignored: ", "").split(", ?", -1)) {
                    if (!event.isEmpty()) {
                        put(table, state, event, "ignored");
                    }
                }
            } else {
                String[] parts = line.strip().split(" +-> ", 2);
                put(table, state, parts[0], parts[1]);
            }
        }
        return table;
    }

    private static void put(Map<String, String> table, String state, String event, String follows) {
        assertThat(table.put(state + " + " + event, follows))
                .as("there is more than one line for: " + state + " + " + event)
                .isNull();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = TransferMachineTest.class.getResourceAsStream("transitions.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    static List<State> states() {
        List<State> states = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            states.add(new State.Starting(kind, Set.of(), false));
            states.add(new State.Starting(kind, Set.of(Leg.CUSTOMER), false));
            states.add(new State.Starting(kind, Set.of(Leg.TRANSFEROR), false));
            states.add(new State.Starting(kind, Set.of(), true));
        }
        states.add(new State.Ringing());
        states.add(new State.Consulting(false));
        states.add(new State.Consulting(true));
        states.add(new State.BlindRinging(true));
        states.add(new State.BlindRinging(false));
        states.add(ended(Outcome.Result.COMPLETED, Leg.CUSTOMER, Fate.TALKING, Leg.TARGET, Fate.TALKING));
        states.add(new State.Ended(
                Outcome.of(Outcome.Result.COMPLETED),
                Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TARGET, Fate.TALKING, Leg.TRANSFEROR, Fate.RELEASED)));
        states.add(ended(Outcome.Result.CANCELLED, Leg.CUSTOMER, Fate.TALKING, Leg.TRANSFEROR, Fate.TALKING));
        states.add(new State.Ended(
                Outcome.of(Outcome.Result.CANCELLED),
                Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TRANSFEROR, Fate.TALKING, Leg.TARGET, Fate.RELEASED)));
        states.add(ended(Outcome.Result.ABANDONED, Leg.TRANSFEROR, Fate.TALKING, Leg.TARGET, Fate.TALKING));
        states.add(ended(Outcome.Result.ABANDONED, Leg.TRANSFEROR, Fate.RELEASED, Leg.TARGET, Fate.RELEASED));
        states.add(new State.Ended(Outcome.of(Outcome.Result.GIVEN_BACK), Map.of(Leg.CUSTOMER, Fate.GIVEN_BACK)));
        states.add(ended(Outcome.Result.FAILED, Leg.CUSTOMER, Fate.GIVEN_BACK, Leg.TRANSFEROR, Fate.GIVEN_BACK));
        states.add(new State.Ended(Outcome.of(Outcome.Result.FAILED), Map.of()));
        return states;
    }

    private static State ended(Outcome.Result result, Leg one, Fate his, Leg other, Fate hers) {
        return new State.Ended(Outcome.of(result), Map.of(one, his, other, hers));
    }

    static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Leg leg : Leg.values()) {
            events.add(new Event.Arrived(leg));
            events.add(new Event.Answered(leg));
            events.add(new Event.Gone(leg, Hangup.BUSY));
            events.add(new Event.Gone(leg, Hangup.LEFT));
            events.add(new Event.Gone(leg, Hangup.LOST));
        }
        events.add(new Event.Complete());
        events.add(new Event.Cancel());
        events.add(new Event.Swap());
        events.add(new Event.Failed(new Command.TakeOver(), FAILED));
        events.add(new Event.Failed(new Command.Arrange(Map.of(Leg.CUSTOMER, Place.TALK)), FAILED));
        events.add(new Event.Failed(new Command.Dial(), FAILED));
        events.add(new Event.Failed(new Command.Release(Leg.TARGET), FAILED));
        events.add(new Event.Failed(new Command.GiveBack(Leg.CUSTOMER), FAILED));
        events.add(new Event.Failed(new Command.TidyUp(), FAILED));
        events.add(new Event.Expired());
        events.add(new Event.Resumed());
        events.add(new Event.LetGo());
        return events;
    }
}
