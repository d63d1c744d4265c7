package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Stage;
import org.crmroute.runtime.yaml.Position;
import org.junit.jupiter.api.Test;

/** Two funnels have a stage of one name, two people are called the same: what is shown says which is meant. */
class NamesakesTest {

    private static Trace.ConditionTrace condition(Decision decision) {
        return decision.trace().rules().getFirst().conditions().getFirst();
    }

    private static Trace.ConditionTrace condition(String field, String value, CrmRecord... records) throws Exception {
        String when = "{field: %s, is: equals, value: %s}".formatted(field, value);
        return condition(Crm.decide(Crm.oneRule(when, "{queue: legal}"), records));
    }

    private static String held(Trace.ConditionTrace condition) {
        return condition.checks().getFirst().value().inWords();
    }

    @Test
    void a_trace_names_the_funnel_of_a_stage_that_others_have_too() throws Exception {
        CrmRecord deal = Crm.record(EntityType.DEAL, 7, "STAGE_ID", "UC_1", "CATEGORY_ID", 0);

        Trace.ConditionTrace condition = condition("deal.stage", "Service / Contract Negotiation", deal);

        assertThat(condition.expected()).isEqualTo("Service / Contract Negotiation");
        assertThat(held(condition)).isEqualTo("Sales / Contract Negotiation");
        assertThat(condition.checks().getFirst().verdict()).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void a_stage_without_namesakes_needs_no_funnel() throws Exception {
        CrmRecord deal = Crm.record(EntityType.DEAL, 7, "STAGE_ID", "C7:NEW", "CATEGORY_ID", 7);

        Trace.ConditionTrace condition = condition("deal.stage", "Fresh claim", deal);

        assertThat(condition.expected()).isEqualTo("Fresh claim");
        assertThat(held(condition)).isEqualTo("Fresh claim");
    }

    @Test
    void people_of_one_name_are_told_apart_by_their_ids() throws Exception {
        CrmRecord deal = Crm.record(EntityType.DEAL, 7, "ASSIGNED_BY_ID", 6);

        Trace.ConditionTrace condition = condition("deal.assignee", "\"id:5\"", deal);

        assertThat(condition.expected()).isEqualTo("Same Name (5)");
        assertThat(held(condition)).isEqualTo("Same Name (6)");
    }

    @Test
    void both_sides_of_a_condition_have_the_names_of_today() throws Exception {
        Funnel service =
                new Funnel(5, "Repairs", List.of(new Stage("C5:2", "Haggling", 10, Stage.Meaning.IN_PROGRESS)));
        Catalog renamed = Crm.catalog(Crm.FIELDS, List.of(service));
        CompiledScenario scenario = Crm.compile(
                Crm.oneRule("{field: deal.stage, is: equals, value: Service / Contract Negotiation}", "{queue: legal}"),
                renamed);

        Trace.ConditionTrace condition = condition(ScenarioEvaluator.evaluate(
                scenario, Crm.call(), Crm.caller(Crm.record(EntityType.DEAL, 7, "STAGE_ID", "C5:2"))));

        assertThat(condition.expected()).isEqualTo("Haggling");
        assertThat(held(condition)).isEqualTo("Haggling");
    }

    @Test
    void an_editor_shows_the_funnel_unless_one_beside_it_says_so() {
        Glossary glossary = new Glossary(Crm.CATALOG, Crm.PLAN, Crm.ZONE);
        List<Expression.Value> service = List.of(value("Service"));
        List<Expression.Value> both = List.of(value("Service"), value("Sales"));

        assertThat(name(glossary.meaning("deal.stage", value("id:C5:2"), List.of())))
                .contains("Service / Contract Negotiation");
        assertThat(name(glossary.meaning("deal.stage", value("Contract Negotiation"), service)))
                .contains("Contract Negotiation");
        assertThat(name(glossary.meaning("deal.stage", value("id:C5:2"), both)))
                .contains("Service / Contract Negotiation");
        assertThat(name(glossary.employee(value("id:6")))).contains("Same Name (6)");
        assertThat(glossary.choices("deal.stage", service, ""))
                .extracting(Choice::name)
                .containsExactly("New", "Contract Negotiation", "Won");
        assertThat(glossary.choices("deal.stage", both, "negotiation"))
                .extracting(Choice::name)
                .containsExactly("Sales / Contract Negotiation", "Service / Contract Negotiation");
    }

    private static Optional<String> name(Glossary.Meaning meaning) {
        return meaning.choice().map(Choice::name);
    }

    private static Expression.Value value(String text) {
        return new Expression.Value(text, Optional.empty(), Position.START);
    }
}
