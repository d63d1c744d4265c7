package org.crmroute.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.crmroute.console.page.Language;
import org.crmroute.console.page.Words;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.ScenarioEvaluator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A decision in the words of whoever reads the console; the document itself stays English. */
class ExplainedTest {

    private static final Words RUSSIAN = Words.in(Language.RUSSIAN);

    private static String document(CompiledScenario scenario, CrmRecord... records) {
        return DecisionDocument.json(new RoutedCall(
                "",
                new RouteRequest(Crm.call(), Optional.empty()),
                ScenarioEvaluator.evaluate(scenario, Crm.call(), Crm.caller(records)),
                1));
    }

    private static Explained explained(String document) {
        return Explained.of(document, RUSSIAN, path -> "");
    }

    private static CrmRecord deal(Object assignee) {
        return Crm.record(EntityType.DEAL, 77, "ASSIGNED_BY_ID", assignee);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "employee: Clara Gone  | Clara Gone: уже не работает",
                "employee: Dmitri Mute | Dmitri Mute: нет внутреннего номера, который можно набрать",
                "head: deal            | Same Name: у отдела нет руководителя",
                "assignee: lead        | у звонящего нет лида",
                "assignee: contact     | звонящего нет в контактах",
            })
    void a_step_that_was_skipped_says_why(String step, String why) throws Exception {
        String route = "{%s}, {queue: legal}".formatted(step);
        CompiledScenario scenario = Crm.compile(Crm.oneRule("{field: deal.ID, is: not_empty}", route));

        assertThat(explained(document(scenario, deal(5))).steps().getFirst().note())
                .isEqualTo(why);
    }

    @Test
    void a_record_without_an_assignee_is_named() throws Exception {
        CompiledScenario scenario =
                Crm.compile(Crm.oneRule("{field: deal.ID, is: not_empty}", "{assignee: deal}, {queue: legal}"));
        String document = document(scenario, deal(99));

        assertThat(explained(document).steps().getFirst().note())
                .isEqualTo("deal:77: нет ответственного, которого мы знаем");
        assertThat(document).contains("\"note\":\"deal:77 has no assignee we know\"");
    }

    @Test
    void a_rule_out_of_force_says_what_is_gone() throws Exception {
        String when = "{field: contact.UF_CRM_VIP, is: equals, value: Gold}";
        CompiledScenario scenario = Crm.compile(Crm.oneRule(when, "{queue: legal}"), Crm.without("contact.UF_CRM_VIP"));
        String document = document(scenario, deal(2));
        Explained.Tried rule = explained(document).rules().getFirst();

        assertThat(rule.missing()).containsExactly("Больше нет в CRM: поле «VIP class» (contact.UF_CRM_VIP).");
        assertThat(rule.conditions().getFirst().checks().getFirst().verdict()).isEqualTo("UNKNOWN");
        assertThat(document).contains("\"missing\":[\"field 'VIP class' (contact.UF_CRM_VIP)\"]");
    }

    @Test
    void what_was_logged_before_is_said_as_it_stands_there() {
        String old = """
                {"trace": [{"rule": "a", "verdict": "UNKNOWN", "missing": ["stage 'Repair' (C5:R)"], "conditions": []}],
                 "tried": [{"step": "employee: Ann", "target": "", "note": "Ann is dismissed"}]}""";

        assertThat(explained(old).rules().getFirst().missing())
                .containsExactly("Больше нет в CRM: stage 'Repair' (C5:R)");
        assertThat(explained(old).steps().getFirst().note()).isEqualTo("Ann is dismissed");
    }

    @Test
    void days_of_the_week_are_said_in_the_readers_language() throws Exception {
        CompiledScenario scenario =
                Crm.compile(Crm.oneRule("{field: call.weekday, is: any_of, value: [Mon, Sun]}", "{queue: legal}"));
        Explained.Asked asked =
                explained(document(scenario)).rules().getFirst().conditions().getFirst();

        assertThat(asked.expected()).isEqualTo("Пн, Вс");
        assertThat(asked.checks().getFirst().actual()).isEqualTo("Пн");
    }
}
