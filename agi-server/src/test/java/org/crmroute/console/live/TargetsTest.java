package org.crmroute.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crmroute.console.page.Language;
import org.crmroute.console.page.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final Words WORDS = Words.in(Language.ENGLISH);

    private final Targets targets =
            new Targets(() -> LiveConsole.CATALOG, () -> Set.of("legal"), LiveConsole.PLAN, LiveConsole.NUMBERS);

    private List<String> found(String question, Optional<Board> board) {
        return targets.find(question, board, WORDS).choices().stream()
                .map(FoundTargets.Choice::target)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "anna, extension:201",
        "PETROV, extension:202",
        "202, extension:202",
        "leg, queue:legal",
        "crm, crm",
        "+7 495 123-45-67, external:+74951234567",
        "8 (495) 123-45-67, external:+74951234567",
        "600, extension:600"
    })
    void the_likeliest_comes_first(String question, String target) {
        assertThat(found(question, Optional.empty())).first().isEqualTo(target);
    }

    @Test
    void unasked_all_are_offered_but_those_who_cannot_be_called() {
        assertThat(found("", Optional.empty())).containsExactly("crm", "extension:201", "extension:202", "queue:legal");
    }

    @Test
    void what_is_typed_may_be_a_queue_nobody_here_has_heard_of() {
        assertThat(found("600", Optional.empty())).containsExactly("extension:600", "queue:600");
    }

    @Test
    void queues_and_extensions_that_calls_go_to_are_known() throws Exception {
        Board board = new Board(
                Documents.calls(ScriptedTransfers.contract("calls.json")
                        .replace("\"201\"", "\"207\"")
                        .getBytes(StandardCharsets.UTF_8)),
                List.of());

        assertThat(found("", Optional.of(board))).contains("queue:sales", "extension:207");
    }

    @Test
    void those_who_are_many_are_counted() {
        Targets many = new Targets(
                () -> LiveConsole.CATALOG,
                () -> IntStream.range(0, 100).mapToObj(i -> "queue" + i).collect(Collectors.toSet()),
                LiveConsole.PLAN,
                LiveConsole.NUMBERS);

        FoundTargets found = many.find("queue", Optional.empty(), WORDS);

        assertThat(found.choices()).hasSize(Targets.MOST);
        assertThat(found.more()).isGreaterThan(69);
    }

    @ParameterizedTest
    @CsvSource({
        "crm, Whom the CRM names",
        "extension:202, Boris Petrov · 202",
        "extension:299, extension 299",
        "queue:legal, queue legal",
        "external:+74951234567, +7 495 123-45-67",
        "newer, extension newer"
    })
    void a_target_is_shown_as_people_know_it(String target, String shown) {
        assertThat(targets.shown(target, WORDS)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "201", "extension:", "extension:a b", "crm:x", "external:84951234567", "queue:a\n"})
    void others_are_no_targets(String text) {
        assertThat(Targets.isTarget(text)).isFalse();
    }
}
