package org.crmroute.console.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;
import org.crmroute.scenario.sketch.SketchRule;
import org.crmroute.scenario.sketch.SketchStep;
import org.crmroute.scenario.sketch.SketchValue;
import org.junit.jupiter.api.Test;

class CardDeskTest {

    private final CardDesk desk = new CardDesk(new Glossary(Crm.CATALOG, Crm.PLAN, Crm.ZONE));

    private static Condition condition(String field, String operator, String... values) {
        return new Condition(
                field,
                "",
                operator,
                List.of(values).stream().map(SketchValue::of).toList());
    }

    private static SketchRule rule(Condition... conditions) {
        return new SketchRule("rule", "", new Group(Mode.ALL, List.of(conditions)), List.of());
    }

    /** What a form of one condition sends: names and values by turns, below {@code w.0}. */
    private static Posted form(String... fields) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("rule-id", List.of("rule"));
        all.put("w.mode", List.of("all"));
        all.put("w.0.kind", List.of("condition"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], List.of(fields[i + 1].split("\\|", -1)));
        }
        return new Posted(all);
    }

    private Condition changed(Condition before, String... fields) {
        return (Condition) desk.rule(form(fields), rule(before)).when().of().getFirst();
    }

    @Test
    void a_field_that_was_chosen_brings_its_first_operator() {
        assertThat(changed(Condition.EMPTY, "w.0.field", "deal.funnel")).isEqualTo(condition("deal.funnel", "equals"));
        assertThat(changed(Condition.EMPTY, "w.0.field", "call.time")).isEqualTo(condition("call.time", "between"));
        assertThat(desk.focus()).contains("w.0.add");
    }

    @Test
    void another_field_keeps_an_operator_that_fits_and_no_value() {
        Condition before = condition("deal.UF_NUMBER", "greater", "5");

        assertThat(changed(before, "w.0.field", "deal.OPPORTUNITY", "w.0.is", "greater", "w.0.v", "5"))
                .isEqualTo(condition("deal.OPPORTUNITY", "greater"));
        assertThat(changed(before, "w.0.field", "deal.UF_TEXT", "w.0.is", "greater", "w.0.v", "5"))
                .isEqualTo(condition("deal.UF_TEXT", "equals"));
    }

    @Test
    void what_was_picked_is_written_by_name() {
        assertThat(changed(
                        condition("deal.funnel", "equals"),
                        "w.0.field",
                        "deal.funnel",
                        "w.0.is",
                        "equals",
                        "w.0.add",
                        "0"))
                .isEqualTo(condition("deal.funnel", "equals", "Sales"));
    }

    @Test
    void a_second_choice_where_a_record_holds_one_means_one_of_these() {
        Condition before = condition("deal.funnel", "equals", "Sales");

        assertThat(changed(before, "w.0.field", "deal.funnel", "w.0.is", "equals", "w.0.v", "Sales", "w.0.add", "5"))
                .isEqualTo(condition("deal.funnel", "any_of", "Sales", "Service"));
        assertThat(changed(before, "w.0.field", "deal.funnel", "w.0.is", "equals", "w.0.v", "Sales", "w.0.add", "0"))
                .isEqualTo(before);
    }

    @Test
    void a_list_of_options_may_hold_several_exactly() {
        assertThat(changed(
                        condition("contact.UF_CRM_VIP", "equals", "Gold"),
                        "w.0.field",
                        "contact.UF_CRM_VIP",
                        "w.0.is",
                        "equals",
                        "w.0.v",
                        "Gold|Silver"))
                .isEqualTo(condition("contact.UF_CRM_VIP", "equals", "Gold", "Silver"));
    }

    @Test
    void values_that_an_operator_does_not_take_are_left_out() {
        Condition before = condition("deal.UF_NUMBER", "between", "1", "2");

        assertThat(changed(before, "w.0.field", "deal.UF_NUMBER", "w.0.is", "greater", "w.0.v", "1|2"))
                .isEqualTo(condition("deal.UF_NUMBER", "greater", "1"));
        assertThat(changed(before, "w.0.field", "deal.UF_NUMBER", "w.0.is", "empty", "w.0.v", "1|2"))
                .isEqualTo(condition("deal.UF_NUMBER", "empty"));
        assertThat(changed(before, "w.0.field", "deal.UF_NUMBER", "w.0.is", "between", "w.0.v", "|2"))
                .isEqualTo(condition("deal.UF_NUMBER", "between", "", "2"));
        assertThat(changed(before, "w.0.field", "deal.UF_NUMBER", "w.0.is", "any_of", "w.0.v", "1||2"))
                .isEqualTo(condition("deal.UF_NUMBER", "any_of", "1", "2"));
    }

    @Test
    void a_field_gone_from_the_crm_stays_as_it_is_while_others_change() {
        Condition gone = new Condition("deal.UF_GONE", "", "equals", List.of(new SketchValue("79", "Gold")));

        assertThat(changed(gone, "w.0.field", "deal.UF_GONE", "w.0.is", "equals", "w.0.v", "79", "w.0.n", "Gold"))
                .isEqualTo(gone);
    }

    @Test
    void buttons_add_and_remove() {
        String[] filled = {"w.0.field", "deal.funnel", "w.0.is", "equals", "w.0.v", "Sales|Claims"};
        SketchRule before = rule(condition("deal.funnel", "any_of", "Sales", "Claims"));

        assertThat(pressed(before, "plus-condition w", filled).of())
                .hasSize(2)
                .last()
                .isEqualTo(Condition.EMPTY);
        assertThat(desk.focus()).contains("w.1.field");
        assertThat(pressed(before, "plus-group w", filled).of())
                .last()
                .isEqualTo(new Group(Mode.ANY, List.of(Condition.EMPTY)));
        assertThat(pressed(before, "minus w.0", filled).of()).isEmpty();
        assertThat(((Condition) pressed(before, "minus-value w.0 1", filled)
                                .of()
                                .getFirst())
                        .values())
                .containsExactly(SketchValue.of("Sales"));
        assertThat(pressed(before, "minus w.9", filled)).isEqualTo(pressed(before, "nonsense", filled));
    }

    private Group pressed(SketchRule before, String button, String... filled) {
        Posted form = form(filled);
        Map<String, List<String>> fields = new LinkedHashMap<>(form.fields());
        fields.put("do", List.of(button));
        return desk.rule(new Posted(fields), before).when();
    }

    @Test
    void steps_follow_their_buttons_and_kinds() {
        Map<String, List<String>> fields = new LinkedHashMap<>(Map.of(
                "s.0.kind",
                List.of("queue"),
                "s.0.was",
                List.of("queue"),
                "s.0.target",
                List.of(" sales "),
                "s.0.timeout",
                List.of("30"),
                "s.0.priority",
                List.of("5"),
                "s.1.kind",
                List.of("assignee"),
                "s.1.was",
                List.of("queue"),
                "s.1.target",
                List.of("legal")));

        assertThat(steps(fields, ""))
                .containsExactly(
                        new SketchStep(SketchStep.Kind.QUEUE, SketchValue.of("sales"), "30", "5"),
                        new SketchStep(SketchStep.Kind.ASSIGNEE, SketchValue.of("any"), "", ""));
        assertThat(steps(fields, "down-step 0"))
                .extracting(SketchStep::kind)
                .containsExactly(SketchStep.Kind.ASSIGNEE, SketchStep.Kind.QUEUE);
        assertThat(steps(fields, "minus-step 0")).hasSize(1);
        assertThat(steps(fields, "plus-step")).hasSize(3).last().isEqualTo(SketchStep.EMPTY);
        assertThat(steps(fields, "minus-step 99")).hasSize(2);
    }

    private List<SketchStep> steps(Map<String, List<String>> fields, String button) {
        Map<String, List<String>> all = new LinkedHashMap<>(fields);
        all.put("do", List.of(button));
        Posted posted = new Posted(all);
        return desk.steps(posted, new CardForm(posted).steps());
    }
}
