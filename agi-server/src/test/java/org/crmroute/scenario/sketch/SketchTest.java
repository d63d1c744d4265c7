package org.crmroute.scenario.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;
import org.junit.jupiter.api.Test;

class SketchTest {

    private static final Condition A = condition("deal.funnel");
    private static final Condition B = condition("deal.stage");
    private static final Condition C = condition("contact.ID");
    private static final Group NESTED = new Group(Mode.ALL, List.of(A, new Group(Mode.ANY, List.of(B, C))));

    private static Condition condition(String field) {
        return new Condition(field, "", "equals", List.of(SketchValue.of("x")));
    }

    private static Sketch sketch(String... ids) {
        Sketch sketch = Sketch.blank("main");
        for (String id : ids) {
            sketch = sketch.plusRule(sketch.rules().size(), SketchRule.blank(id));
        }
        return sketch;
    }

    private static List<String> ids(Sketch sketch) {
        return sketch.rules().stream().map(SketchRule::id).toList();
    }

    @Test
    void rules_change_places() {
        assertThat(ids(sketch("a", "b", "c").movedRule(0, 2))).containsExactly("b", "c", "a");
        assertThat(ids(sketch("a", "b", "c").movedRule(2, 0))).containsExactly("c", "a", "b");
        assertThat(ids(sketch("a", "b", "c").movedRule(1, 99))).containsExactly("a", "c", "b");
        assertThat(ids(sketch("a", "b", "c").movedRule(7, 0))).containsExactly("a", "b", "c");
    }

    @Test
    void rules_come_and_go() {
        assertThat(ids(sketch("a", "b").withoutRule(0))).containsExactly("b");
        assertThat(ids(sketch("a", "b").withoutRule(2))).containsExactly("a", "b");
        assertThat(ids(sketch("legal", "b").copiedRule(0))).containsExactly("legal", "legal-1", "b");
        assertThat(ids(sketch("legal-1").copiedRule(0).copiedRule(0))).containsExactly("legal-1", "legal-3", "legal-2");
    }

    @Test
    void a_new_rule_gets_an_id_no_other_has() {
        assertThat(sketch("rule-1", "rule-3").freeId("rule")).isEqualTo("rule-2");
        assertThat(sketch().freeId("x".repeat(40))).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void parts_of_a_condition_are_found_by_their_paths() {
        assertThat(NESTED.at(List.of())).contains(NESTED);
        assertThat(NESTED.at(List.of(1, 1))).contains(C);
        assertThat(NESTED.at(List.of(1, 2))).isEmpty();
        assertThat(NESTED.at(List.of(0, 0))).isEmpty();
    }

    @Test
    void parts_of_a_condition_come_and_go() {
        assertThat(NESTED.plus(List.of(1), A))
                .isEqualTo(new Group(Mode.ALL, List.of(A, new Group(Mode.ANY, List.of(B, C, A)))));
        assertThat(NESTED.plus(List.of(0), B)).isEqualTo(NESTED);
        assertThat(NESTED.without(List.of(0)))
                .isEqualTo(new Group(Mode.ALL, List.of(new Group(Mode.ANY, List.of(B, C)))));
        assertThat(NESTED.without(List.of(1, 0)).without(List.of(1, 0))).isEqualTo(new Group(Mode.ALL, List.of(A)));
        assertThat(new Group(Mode.ANY, List.of(A)).without(List.of(0))).isEqualTo(new Group(Mode.ANY, List.of()));
        assertThat(NESTED.with(List.of(1), clause -> ((Group) clause).with(Mode.NONE))
                        .at(List.of(1)))
                .contains(new Group(Mode.NONE, List.of(B, C)));
    }

    @Test
    void what_is_still_to_be_filled_in_is_known() {
        Sketch sketch = sketch("", "b")
                .withRule(
                        1,
                        new SketchRule(
                                "b",
                                "",
                                new Group(
                                        Mode.ANY,
                                        List.of(
                                                new Condition("deal.stage", "", "", List.of()),
                                                new Condition(
                                                        "call.time", "", "between", List.of(SketchValue.of("09:00"))),
                                                new Condition("deal.ID", "", "empty", List.of()),
                                                new Group(Mode.ALL, List.of()))),
                                List.of()));

        assertThat(Gap.of(sketch))
                .extracting(gap -> gap.at() + " " + gap.what())
                .containsExactly(
                        "rule.0 RULE_ID",
                        "when.0.0 FIELD",
                        "route.0.0 TARGET",
                        "when.1.0 OPERATOR",
                        "when.1.1 VALUE",
                        "when.1.3 CONDITION",
                        "route.1 STEP",
                        "others OTHERS");
    }
}
