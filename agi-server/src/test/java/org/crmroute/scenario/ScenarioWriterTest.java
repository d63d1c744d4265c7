package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.call.Extension;
import org.crmroute.call.IncomingCall;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.crmroute.runtime.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioWriterTest {

    private static Scenario read(String text) throws Exception {
        return ScenarioReader.read(new Source("s", text));
    }

    private static Scenario relinked(String text, Catalog catalog) throws Exception {
        ScenarioLinker.Linked linked = ScenarioLinker.link(read(text), catalog, Crm.PLAN, Crm.ZONE);
        assertThat(linked.problems().stream().filter(p -> p.isError())).as(text).isEmpty();
        return linked.scenario();
    }

    private static String friendly(Scenario scenario, Catalog catalog) {
        return ScenarioWriter.friendly(scenario, catalog, Crm.PLAN, Crm.ZONE);
    }

    @Test
    void whatIsWrittenDecidesAsBefore() throws Exception {
        RandomCases cases = new RandomCases(5);
        for (int i = 0; i < 150; i++) {
            Scenario linked = Crm.link(cases.scenario(4, 4)).scenario();
            String canonical = ScenarioWriter.canonical(linked);
            String friendly = friendly(linked, Crm.CATALOG);
            Scenario fromFriendly = relinked(friendly, Crm.CATALOG);

            assertThat(ScenarioWriter.canonical(read(canonical))).isEqualTo(canonical);
            assertThat(ScenarioWriter.canonical(fromFriendly)).isEqualTo(canonical);
            assertThat(ScenarioWriter.canonical(relinked(canonical, Crm.CATALOG)))
                    .isEqualTo(canonical);
            CompiledScenario before = compiled(linked);
            List<CompiledScenario> after = List.of(compiled(read(canonical)), compiled(fromFriendly));
            for (int k = 0; k < 10; k++) {
                Caller caller = cases.caller();
                IncomingCall call = cases.call();
                Decision expected = ScenarioEvaluator.evaluate(before, call, caller);
                for (CompiledScenario one : after) {
                    Decision decision = ScenarioEvaluator.evaluate(one, call, caller);
                    assertThat(decision.rule()).isEqualTo(expected.rule());
                    assertThat(decision.record()).isEqualTo(expected.record());
                    assertThat(decision.steps()).isEqualTo(expected.steps());
                }
            }
        }
    }

    private static CompiledScenario compiled(Scenario scenario) {
        return ScenarioCompiler.compile(scenario, 1, Crm.CATALOG, Crm.PLAN, Crm.ZONE);
    }

    @Test
    void writesAsPeopleWould() throws Exception {
        String text = """
                scenario: main
                enabled: true
                zone: Europe/Moscow
                dids: ["+74951234567", 100]
                deals: all
                leads: open
                rules:
                  - id: vip
                    name: "Very: important"
                    when:
                      all:
                        - {field: deal.funnel, is: equals, value: Service}
                        - not:
                            any:
                              - {field: deal.stage, is: any_of, value: [Service / New, Fresh claim]}
                              - not: {field: contact.UF_CRM_VIP, is: contains, value: [Gold, "id:82"]}
                    route:
                      - {employee: Boris Sales, timeout: 20}
                      - {employee: "id:5", timeout: 20}
                      - {queue: sales, timeout: 60, priority: 10}
                others:
                  - {dialplan: "ivr,s,1", timeout: 60}
                """;

        assertThat(friendly(Crm.link(text).scenario(), Crm.CATALOG)).isEqualTo(text);
    }

    /** A CRM in which everything goes by this name. */
    private static Catalog called(String name) {
        List<Field> fields = new ArrayList<>(Crm.FIELDS);
        fields.add(new Field(
                EntityType.LEAD,
                "UF_ODD",
                name,
                FieldType.OPTION,
                false,
                List.of(new Choice("1", name), new Choice("2", "other"))));
        Funnel funnel = new Funnel(9, name, List.of(new Stage("C9:X", name, 1, Stage.Meaning.IN_PROGRESS)));
        Staff staff = new Staff(
                List.of(new Employee(1, name, true, Extension.of("201"), List.of(1L))),
                List.of(new Department(1, name, OptionalLong.empty(), OptionalLong.empty())));
        return new Catalog(fields, List.of(funnel), List.of(), staff);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quoted\"",
                "it's",
                "a: b",
                "#hash",
                "a #b",
                "{x}",
                "[x]",
                "a, b",
                "line\nbreak",
                "cr\rlf\n",
                "tab\t",
                "\\",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "- a",
                "?",
                "~",
                "null",
                "no",
                "123",
                "0x1",
                "1.5",
                "<<",
                "=",
                "---",
                "...",
                "|",
                ">",
                "",
                " ",
                " edges ",
                "😀",
                "\ud83d",
                "\u0000\u0007\u001b",
                "\u0085\u2028\u2029\ufeff\uffff",
                "id:5",
                "id:",
                "e\u0301",
                "Москва / Центр",
                "a\u00a0b"
            })
    void anyNameSurvives(String name) throws Exception {
        Catalog crm = called(name);
        String text = """
                scenario: main
                others: [{employee: "id:1"}, {queue: a}]
                rules:
                  - id: a
                    when:
                      all:
                        - {field: lead.UF_ODD, is: equals, value: "id:1"}
                        - {field: deal.stage, is: equals, value: "id:C9:X"}
                        - {field: deal.funnel, is: equals, value: "id:9"}
                    route: [{queue: a}]
                """;
        Scenario linked = relinked(text, crm);
        String canonical = ScenarioWriter.canonical(linked);

        assertThat(ScenarioWriter.canonical(read(canonical))).isEqualTo(canonical);
        assertThat(ScenarioWriter.canonical(relinked(canonical, crm))).isEqualTo(canonical);
        String friendly = friendly(linked, crm);
        assertThat(ScenarioWriter.canonical(relinked(friendly, crm))).isEqualTo(canonical);
    }

    @Test
    void namesThatDifferOnlyInSpacesAreNamesakes() throws Exception {
        List<Field> fields = new ArrayList<>(Crm.FIELDS);
        fields.add(new Field(
                EntityType.LEAD,
                "UF_ODD",
                "Odd",
                FieldType.OPTION,
                false,
                List.of(new Choice("1", "Gold"), new Choice("2", "gold "))));
        Catalog crm = Crm.catalog(fields, Crm.FUNNELS);
        Scenario linked = relinked(Crm.oneRule("{field: lead.UF_ODD, is: equals, value: \"id:1\"}", "{queue: a}"), crm);

        String friendly = friendly(linked, crm);

        assertThat(friendly).contains("value: \"id:1\"");
        assertThat(ScenarioWriter.canonical(relinked(friendly, crm))).isEqualTo(ScenarioWriter.canonical(linked));
    }

    @Test
    void aRenameShowsTheNewNameAndADeletionTheOldOne() throws Exception {
        Scenario stored = read(ScenarioWriter.canonical(Crm.link(Crm.oneRule(
                        "{field: deal.funnel, is: any_of, value: [Sales, Claims]}", "{employee: Anna Head}"))
                .scenario()));
        Catalog now = Crm.catalog(Crm.FIELDS, List.of(new Funnel(0, "Retail", List.of())));

        assertThat(friendly(stored, now)).contains("value: [Retail, {id: 7, name: Claims}]");
        assertThat(friendly(stored, new Catalog(Crm.FIELDS, Crm.FUNNELS, List.of(), Staff.NONE)))
                .contains("{employee: {id: 1, name: Anna Head}, timeout: 20}");
        assertThat(friendly(stored, Catalog.EMPTY)).contains("{id: 0, name: Sales}");
        Scenario field = Crm.link(Crm.oneRule("{field: deal.UF_LEVEL, is: equals, value: Gold}", "{queue: a}"))
                .scenario();
        assertThat(friendly(field, Crm.without("deal.UF_LEVEL")))
                .contains("{field: deal.UF_LEVEL, is: equals, value: {id: 79, name: Gold}}");
        assertThat(ScenarioWriter.canonical(field))
                .contains("{field: deal.UF_LEVEL, title: Level, is: equals, value: {id: 79, name: Gold}}");
        assertThat(Optional.of(friendly(field, Crm.CATALOG)))
                .hasValueSatisfying(t -> assertThat(t).contains("is: equals, value: Gold}"));
    }
}
