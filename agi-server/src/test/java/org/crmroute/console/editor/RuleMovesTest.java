package org.crmroute.console.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMovesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add        | a b c rule-1 | 3   | r3.w.0.field",
                "copy 0     | a a-1 b c    | 1   | r1.name",
                "remove 1   | a c          | ''  | add-rule",
                "remove 0   | b c          | 0   | add-rule",
                "move 1 0   | b a c        | 0   | r0.up",
                "move 1 2   | a c b        | 2   | r2.down",
                "move 0 9   | b c a        | 0   | r2.down",
                "move 9 0   | a b c        | 1   | ''",
                "move 0 x   | a b c        | 1   | ''",
                "''         | a b c        | 1   | ''",
            })
    void rules_move_and_what_is_open_moves_along(String button, String ids, String open, String focus) {
        Sketch sketch = Sketch.blank("main")
                .plusRule(0, SketchRule.blank("a"))
                .plusRule(1, SketchRule.blank("b"))
                .plusRule(2, SketchRule.blank("c"));
        RuleMoves moves = new RuleMoves(sketch, Set.of(1));

        Sketch after = moves.does(button.isEmpty() ? List.of() : List.of(button.split(" ")));

        assertThat(after.rules()).extracting(SketchRule::id).containsExactly(ids.split(" "));
        assertThat(moves.open()).isEqualTo(open.isEmpty() ? List.of() : List.of(Integer.valueOf(open)));
        assertThat(moves.focus().orElse("")).isEqualTo(focus);
    }
}
