package org.crmroute.console.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static List<String> shown(String before, String after) {
        return Difference.between(before, after).rows().stream()
                .map(row -> "%s %d %d %s"
                        .formatted(row.kind(), row.before(), row.after(), row.text())
                        .strip())
                .toList();
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    }

    @Test
    void equal_texts_have_none() {
        assertThat(Difference.between("a\nb\n", "a\nb").isEmpty()).isTrue();
    }

    @Test
    void a_changed_line_stands_among_three_on_either_side() {
        String before = lines(1, 20);

        assertThat(shown(before, before.replace("line 10", "other")))
                .containsExactly(
                        "skip 0 0",
                        "same 7 7 line 7",
                        "same 8 8 line 8",
                        "same 9 9 line 9",
                        "gone 10 0 line 10",
                        "new 0 10 other",
                        "same 11 11 line 11",
                        "same 12 12 line 12",
                        "same 13 13 line 13",
                        "skip 0 0");
    }

    @Test
    void lines_behind_an_insertion_have_both_numbers() {
        assertThat(shown("a\nb", "x\ny\na\nb")).containsExactly("new 0 1 x", "new 0 2 y", "same 1 3 a", "same 2 4 b");
        assertThat(shown("a\nb\nc", "b\nc")).containsExactly("gone 1 0 a", "same 2 1 b", "same 3 2 c");
    }

    @Test
    void changes_near_each_other_share_the_lines_between() {
        List<String> rows =
                shown(lines(1, 9), lines(1, 9).replace("line 3", "x").replace("line 6", "y"));

        assertThat(rows).doesNotHaveDuplicates().contains("same 4 4 line 4", "same 5 5 line 5");
        assertThat(rows).filteredOn(row -> row.startsWith("skip")).isEmpty();
    }

    @Test
    void something_out_of_nothing_is_all_new() {
        assertThat(shown("", "a\nb")).containsExactly("new 0 1 a", "new 0 2 b");
    }
}
