package org.crmroute.console.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crmroute.console.page.Language;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language really says of a form's slips, so that a change of its words does not silently lose ours. */
class SayingsTest {

    private static final Words RUSSIAN = Words.in(Language.RUSSIAN);

    private static List<Problem> problems(String document, Catalog crm) {
        try {
            return ScenarioLinker.link(ScenarioReader.read(new Source("draft", document)), crm, Crm.PLAN, Crm.ZONE)
                    .problems();
        } catch (InvalidDocument e) {
            return e.problems();
        }
    }

    private static void allSaid(List<Problem> problems, int count) {
        assertThat(problems).hasSize(count);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(Sayings.of(RUSSIAN, problem.message()))
                        .as(problem.message())
                        .hasValueSatisfying(said -> assertThat(said)
                                .matches("(?s).*\\p{IsCyrillic}{3}.*")
                                .doesNotContain("{0}", "{1}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{queue: 'a b'}",
                "{extension: 'ü'}",
                "{external: 8495}",
                "{dialplan: ivr}",
                "{queue: a, timeout: x}",
                "{queue: a, timeout: 9999}",
                "{queue: a, priority: -1}",
            })
    void slips_in_steps(String step) {
        allSaid(problems("scenario: main\nothers: [%s]".formatted(step), Crm.CATALOG), 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deal.UF_NUMBER | equals | many", "deal.UF_MONEY | equals | many", "deal.UF_DATE | equals | soon",
                "deal.UF_MOMENT | equals | soon", "call.time | less | noon", "call.weekday | equals | Someday",
                "call.anonymous | equals | perhaps", "deal.funnel | less | Sales", "deal.funnel | equals | Nowhere",
                "deal.funnel | equals | 'id:777'", "deal.UF_NONE | equals | x",
            })
    void slips_in_conditions(String field, String is, String value) {
        allSaid(
                problems(
                        "scenario: main\nzone: UTC\nrules: [{id: a, when: {field: %s, is: %s, value: %s}, route: [{queue: a}]}]\nothers: [{queue: a}]"
                                .formatted(field, is, value),
                        Crm.CATALOG),
                1);
    }

    @Test
    void slips_in_settings_and_doubts() {
        allSaid(problems("scenario: main\nzone: Moskau\nothers: [{queue: a}]", Crm.CATALOG), 1);
        allSaid(problems("""
                scenario: main
                rules:
                  - {id: 'a b', when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                others: [{queue: a}]
                """, Crm.CATALOG), 2);
        allSaid(problems("""
                scenario: main
                rules:
                  - {id: a, when: {field: deal.ID, is: empty}, route: [{queue: a, priority: 1}, {queue: b, priority: 2}]}
                  - {id: b, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: call.time, is: less, value: "09:00"}, route: [{queue: a}]}
                others: [{assignee: any}]
                """, Crm.CATALOG), 4);
        allSaid(
                problems(
                        "scenario: main\nrules: [{id: a, when: {field: deal.ID, is: empty}, route: [{queue: a}]}]\nothers: [{queue: a}]",
                        Catalog.EMPTY),
                1);
        allSaid(
                problems(
                        "scenario: main\nothers: [%s]".formatted("{queue: a}, ".repeat(9) + "{queue: a}"), Crm.CATALOG),
                1);
    }

    @Test
    void what_has_no_words_of_ours_is_left_to_those_of_the_check() {
        assertThat(Sayings.of(RUSSIAN, "expected ',' or ']'")).isEmpty();
    }
}
