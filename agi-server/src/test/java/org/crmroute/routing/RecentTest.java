package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final Recent<String, Integer> lengths = new Recent<>(2);
    private final List<String> worked = new ArrayList<>();

    private int length(String word) {
        return lengths.get(word, () -> {
            worked.add(word);
            return word.length();
        });
    }

    @Test
    void what_was_asked_lately_is_not_worked_out_again() {
        assertThat(List.of(length("one"), length("three"), length("one"), length("three")))
                .containsExactly(3, 5, 3, 5);

        assertThat(worked).containsExactly("one", "three");
    }

    @Test
    void what_nobody_asked_for_longest_makes_room() {
        length("one");
        length("two");
        length("one");
        length("three");
        length("one");
        length("two");

        assertThat(worked).containsExactly("one", "two", "three", "two");
    }
}
