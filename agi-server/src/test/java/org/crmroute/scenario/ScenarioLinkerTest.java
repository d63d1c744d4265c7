package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioLinkerTest {

    private static ScenarioLinker.Linked link(String yaml, Catalog catalog) throws Exception {
        return ScenarioLinker.link(ScenarioReader.read(new Source("s", yaml)), catalog, Crm.PLAN, Crm.ZONE);
    }

    private static List<String> problems(String yaml) throws Exception {
        return link(yaml, Crm.CATALOG).problems().stream().map(Problem::message).toList();
    }

    private static List<String> ids(ScenarioLinker.Linked linked) {
        return linked.scenario()
                .rules()
                .getFirst()
                .when()
                .conditions()
                .flatMap(c -> c.values().stream())
                .map(Expression.Value::text)
                .toList();
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("{field: deal.funnel, is: equals, value: sales}", List.of("0")),
                Arguments.of("{field: deal.CATEGORY_ID, is: equals, value: \"0\"}", List.of("0")),
                Arguments.of("{field: deal.stage, is: equals, value: Fresh claim}", List.of("C7:NEW")),
                Arguments.of("{field: deal.stage, is: equals, value: \"C5:NEW\"}", List.of("C5:NEW")),
                Arguments.of("{field: deal.stage, is: equals, value: \"id:NEW\"}", List.of("NEW")),
                Arguments.of("{field: deal.stage, is: equals, value: Service / New}", List.of("C5:NEW")),
                Arguments.of("{field: lead.STAGE_ID, is: equals, value: Fresh}", List.of("NEW")),
                Arguments.of(
                        "{all: [{field: deal.stage, is: equals, value: New}, {field: deal.funnel, is: equals, value: Service}]}",
                        List.of("C5:NEW", "5")),
                Arguments.of(
                        "{all: [{field: deal.funnel, is: equals, value: Service}, {any: [{not: {field: deal.stage, is: equals, value: New}}]}]}",
                        List.of("5", "C5:NEW")),
                Arguments.of("{field: contact.UF_CRM_VIP, is: contains, value: [gold, \"81\"]}", List.of("79", "81")),
                Arguments.of("{field: contact.UF_CRM_VIP, is: contains, value: \"id:82\"}", List.of("82")),
                Arguments.of(
                        "{field: contact.UF_CRM_VIP, is: contains, value: {id: 80, name: Whatever}}", List.of("80")),
                Arguments.of("{field: deal.assignee, is: equals, value: ANNA HEAD}", List.of("1")),
                Arguments.of("{field: deal.OPPORTUNITY, is: greater, value: 15 000|RUB}", List.of("15 000|RUB")));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("names")
    void namesBecomeIds(String when, List<String> ids) throws Exception {
        ScenarioLinker.Linked linked = link(Crm.oneRule(when, "{queue: a}"), Crm.CATALOG);

        assertThat(linked.problems()).isEmpty();
        assertThat(ids(linked)).isEqualTo(ids);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "{field: deal.stage, is: equals, value: New}",
                        "deal.stage: 'New' can mean several; write one of id:NEW (Sales / New), id:C5:NEW (Service / New)"),
                Arguments.of(
                        "{all: [{field: deal.funnel, is: any_of, value: [Sales, Service]}, {field: deal.stage, is: equals, value: New}]}",
                        "deal.stage: 'New' can mean several; write one of id:NEW (Sales / New), id:C5:NEW (Service / New)"),
                Arguments.of(
                        "{field: contact.UF_CRM_VIP, is: contains, value: \"80\"}",
                        "contact.UF_CRM_VIP: '80' can mean several; write one of id:80 (Silver), id:82 (80)"),
                Arguments.of(
                        "{field: contact.UF_CRM_VIP, is: contains, value: Golf}",
                        "contact.UF_CRM_VIP: the CRM knows no 'Golf'; did you mean 'Gold'?"),
                Arguments.of(
                        "{field: contact.UF_CRM_VIP, is: contains, value: Platinum}",
                        "contact.UF_CRM_VIP: the CRM knows no 'Platinum'; there are: Gold, Silver, Invited, 80"),
                Arguments.of(
                        "{field: contact.UF_CRM_VIP, is: contains, value: \"id:99\"}",
                        "contact.UF_CRM_VIP: there is none with the id '99'"),
                Arguments.of(
                        "{field: deal.funnel, is: equals, value: Slaes}",
                        "deal.funnel: the CRM knows no 'Slaes'; did you mean 'Sales'?"),
                Arguments.of(
                        "{field: deal.assignee, is: equals, value: Same Name}",
                        "deal.assignee: 'Same Name' can mean several; write one of id:5 (Same Name), id:6 (Same Name)"),
                Arguments.of(
                        "{field: contact.UF_CRM_VIPS, is: empty}",
                        "the CRM has no field contact.UF_CRM_VIPS; did you mean 'contact.UF_CRM_VIP'?"),
                Arguments.of(
                        "{field: deal.LEVEL, is: empty}",
                        "the CRM has no field deal.LEVEL; the field of that label is deal.UF_LEVEL"),
                Arguments.of(
                        "{field: deal.TITLE, is: greater, value: a}",
                        "'greater' does not fit deal.TITLE: it holds text, which has no order"),
                Arguments.of(
                        "{field: call.weekday, is: greater, value: Mon}",
                        "'greater' does not fit call.weekday: it holds a weekday: Mon, Tue, Wed, Thu, Fri, Sat or Sun, which has no order"),
                Arguments.of(
                        "{field: deal.UF_NUMBER, is: equals, value: many}",
                        "'many' does not fit deal.UF_NUMBER: write a number, e.g. 15000 or 0.5"),
                Arguments.of(
                        "{field: deal.UF_DATE, is: equals, value: 2026-02-30}",
                        "'2026-02-30' does not fit deal.UF_DATE: write a day, e.g. 2026-11-22"),
                Arguments.of(
                        "{field: deal.UF_FLAG, is: equals, value: maybe}",
                        "'maybe' does not fit deal.UF_FLAG: write yes or no"),
                Arguments.of(
                        "{field: call.time, is: less, value: \"25:00\"}",
                        "'25:00' does not fit call.time: write a time of day, e.g. 09:00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String when, String problem) throws Exception {
        assertThat(problems(Crm.oneRule(when, "{queue: a}"))).containsExactly(problem);
    }

    @Test
    void employeesOfSteps() throws Exception {
        String when = "{field: deal.ID, is: empty}";

        assertThat(problems(Crm.oneRule(when, "{employee: same name}")))
                .containsExactly(
                        "employee: 'same name' can mean several; write one of id:5 (Same Name), id:6 (Same Name)");
        assertThat(problems(Crm.oneRule(when, "{employee: Bors Sales}")))
                .containsExactly("employee: the CRM knows no 'Bors Sales'; did you mean 'Boris Sales'?");
        assertThat(problems(Crm.oneRule(when, "{employee: 6}"))).isEmpty();
    }

    @Test
    void anEmptyMirrorIsSaidToBeEmpty() throws Exception {
        List<Problem> problems = link(
                        Crm.oneRule("{field: deal.funnel, is: equals, value: Sales}", "{employee: 1}"), Catalog.EMPTY)
                .problems();

        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "cannot tell what deal.funnel is: the mirror of the CRM is empty; fill it first (crmroute import FOLDER)",
                        "cannot tell who '1' is: the mirror knows no employees");
        assertThat(link(Crm.oneRule("{field: call.did, is: equals, value: 100}", "{queue: a}"), Catalog.EMPTY)
                        .problems())
                .isEmpty();
    }

    private static List<String> unreachable(String... whens) throws Exception {
        StringBuilder text = new StringBuilder("scenario: main\nzone: UTC\nothers: [{queue: a}]\nrules:\n");
        for (int i = 0; i < whens.length; i++) {
            text.append("  - {id: r%d, when: %s, route: [{queue: a}]}%n".formatted(i, whens[i]));
        }
        return problems(text.toString()).stream()
                .map(p -> p.replaceAll("rule '(\\w+)' is never reached.*", "$1"))
                .toList();
    }

    @Test
    void warnsOfRulesNoCallReaches() throws Exception {
        String sales = "{field: deal.funnel, is: equals, value: Sales}";
        String gold = "{field: contact.UF_CRM_VIP, is: contains, value: Gold}";

        assertThat(unreachable(sales, sales)).containsExactly("r1");
        assertThat(unreachable(sales, "{all: [" + gold + ", " + sales + "]}")).containsExactly("r1");
        assertThat(unreachable("{any: [" + gold + ", " + sales + "]}", sales)).containsExactly("r1");
        assertThat(unreachable(sales, gold, "{any: [" + gold + ", " + sales + "]}"))
                .containsExactly("r2");
        assertThat(unreachable("{not: " + sales + "}", sales, gold)).containsExactly("r2");
        assertThat(unreachable("{field: deal.ID, is: empty}", "{field: deal.ID, is: not_empty}", gold))
                .containsExactly("r2");
        assertThat(unreachable("{not: {all: [" + gold + ", " + sales + "]}}", "{not: " + gold + "}"))
                .containsExactly("r1");

        assertThat(unreachable("{all: [" + gold + ", " + sales + "]}", sales, gold))
                .isEmpty();
        assertThat(unreachable(sales, "{not: " + sales + "}")).isEmpty();
        assertThat(unreachable(
                        "{field: deal.UF_TEXT, is: contains, value: \"a, b\"}",
                        "{field: deal.UF_TEXT, is: contains, value: [a, b]}"))
                .as("one value with a comma is not two")
                .isEmpty();
    }

    /** A rule of which we say that no call reaches it decides none of thousands. */
    @Test
    void neverWarnsOfARuleThatDecides() throws Exception {
        RandomCases cases = new RandomCases(11);
        int warned = 0;
        for (int i = 0; i < 500; i++) {
            String text = cases.scenario(5, 2);
            ScenarioLinker.Linked linked = Crm.link(text);
            Set<String> unreachable = new HashSet<>();
            linked.problems().forEach(p -> {
                if (p.message().contains("is never reached")) {
                    unreachable.add(p.message().substring(6, 8));
                }
            });
            warned += unreachable.size();
            CompiledScenario scenario = Crm.compile(text);
            for (int k = 0; k < 40; k++) {
                Caller caller = cases.caller();
                Decision decision = ScenarioEvaluator.evaluate(scenario, cases.call(), caller);
                assertThat(unreachable).as(text).doesNotContain(decision.rule());
            }
        }
        assertThat(warned).isGreaterThan(20);
    }

    @Test
    void warnsOfDoubtfulThings() throws Exception {
        List<String> messages = new ArrayList<>(problems(Crm.oneRule(
                        "{field: call.time, is: less, value: \"09:00\"}",
                        "{queue: a, priority: 2}, {queue: b, priority: 10}")
                .replace("{queue: reception}", "{assignee: any}, {employee: Boris Sales}")));

        assertThat(messages)
                .containsExactlyInAnyOrder(
                        "call.time goes by the server's own clock; say whose time is meant, e.g. zone: Europe/Moscow",
                        "a call keeps one queue priority all the way: the highest here, 10",
                        "'others' has only steps that depend on the CRM; end it with a queue, an extension or an external number");
    }
}
