package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody deletes in the CRM what a rule speaks of: the rule is out of force, and comes back with it. */
class GoneFromCrmContractTest {

    /** No promise of the design, only an end to waiting. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Snapshot CRM = Snapshot.ofPortal()
            .contact("{id: 5, name: 'Иван', ufCrmVip: [91, 92]}", "+79123456701")
            .deal("{id: 77, contactIds: [5], categoryId: 5, stageId: 'C5:REPAIR', ufCrmOption: 80, ufCrmText: 'x'}");

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    /** What is deleted, and a condition of a rule that speaks of it and matches while it is there. */
    record Deleted(String what, String when, String missing, UnaryOperator<Snapshot> from) {
        @Override
        public String toString() {
            return what;
        }

        String scenario() {
            return what.replace(' ', '-');
        }
    }

    static Stream<Deleted> deletions() {
        UnaryOperator<Snapshot> stage = s -> s.withoutRow("statuses", "STATUS_ID", "C5:REPAIR");
        UnaryOperator<Snapshot> funnel =
                s -> s.withoutRow("categories", "id", "5").withoutRow("statuses", "ENTITY_ID", "DEAL_STAGE_5");
        UnaryOperator<Snapshot> option = s -> s.withoutOption("contact", "ufCrmVip", "92");
        UnaryOperator<Snapshot> field = s -> s.withoutField("deal", "ufCrmText");
        return Stream.of(
                new Deleted("stage", "{field: deal.stage, is: equals, value: Repair}", "stage 'Repair'", stage),
                new Deleted("funnel", "{field: deal.funnel, is: equals, value: Service}", "funnel 'Service'", funnel),
                new Deleted(
                        "stage of funnel", "{field: deal.stage, is: equals, value: Repair}", "stage 'Repair'", funnel),
                new Deleted(
                        "option",
                        "{field: contact.UF_CRM_VIP, is: contains, value: [Gold, Invited]}",
                        "'Invited'",
                        option),
                new Deleted(
                        "single option",
                        "{field: deal.UF_CRM_OPTION, is: equals, value: Wholesale}",
                        "'Wholesale'",
                        s -> s.withoutOption("deal", "ufCrmOption", "80")),
                new Deleted("field", "{field: deal.UF_CRM_TEXT, is: equals, value: x}", "UF_CRM_TEXT", field),
                new Deleted(
                        "list field",
                        "{field: contact.UF_CRM_VIP, is: not_empty}",
                        "UF_CRM_VIP",
                        s -> s.withoutField("contact", "ufCrmVip")),
                // three values: "not" leaves UNKNOWN as it is, and a condition beside it does not help
                new Deleted(
                        "field under not",
                        "{not: {field: deal.UF_CRM_TEXT, is: equals, value: y}}",
                        "UF_CRM_TEXT",
                        field),
                new Deleted(
                        "field asked to be empty", "{not: {field: deal.UF_CRM_TEXT, is: empty}}", "UF_CRM_TEXT", field),
                new Deleted(
                        "stage not had",
                        "{field: deal.stage, is: not_equals, value: Deal failed}",
                        "stage 'Deal failed'",
                        s -> s.withoutRow("statuses", "STATUS_ID", "LOSE")),
                new Deleted(
                        "one of any",
                        "{any: [{field: deal.ID, is: not_empty}, {field: deal.stage, is: equals, value: Repair}]}",
                        "stage 'Repair'",
                        stage));
    }

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder)
                .put(CRM)
                .apply(deletions().map(GoneFromCrmContractTest::scenario).toList())
                .start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    private static String scenario(Deleted deleted) {
        return """
                scenario: %s
                rules:
                  - {id: first, when: %s, route: [{queue: first}]}
                  - {id: next, when: {field: contact.ID, is: not_empty}, route: [{queue: next}]}
                others: [{queue: reception}]
                """.formatted(deleted.scenario(), deleted.when());
    }

    private static void awaitRule(Deleted deleted, String rule) {
        ContractServer.await(
                SOON,
                "rule " + rule + " decides",
                () -> crmroute.call("+79123456701", deleted.scenario())
                        .get("CRM_RULE")
                        .equals(rule));
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void rule_is_out_of_force_until_it_comes_back(Deleted deleted) {
        awaitRule(deleted, "first");

        crmroute.put(deleted.from().apply(CRM));
        awaitRule(deleted, "next");
        ContractServer.Ran explained = crmroute.run(
                        "explain", "+79123456701", "--scenario", deleted.scenario(), "--json")
                .mustBe(0);
        assertThat(Snapshot.json(explained.out())
                        .path("trace")
                        .path(0)
                        .path("verdict")
                        .asString())
                .isEqualTo("UNKNOWN");
        assertThat(explained.out()).contains(deleted.missing());
        ContractServer.Ran shown =
                crmroute.run("scenario", "show", deleted.scenario()).mustBe(1);
        assertThat(shown.out()).contains("id: first");
        assertThat(shown.err()).contains("rule first is out of force", deleted.missing());

        crmroute.put(CRM);
        awaitRule(deleted, "first");
        crmroute.run("scenario", "show", deleted.scenario()).mustBe(0);
    }

    @Test
    void a_rename_breaks_nothing() throws Exception {
        Snapshot renamed = CRM.withoutRow("statuses", "STATUS_ID", "C5:REPAIR")
                .row(
                        "statuses",
                        "{ENTITY_ID: 'DEAL_STAGE_5', STATUS_ID: 'C5:REPAIR', NAME: 'Workshop', SORT: '20', SEMANTICS: null}");
        // once a scenario that came later is followed, so is what the CRM was renamed to
        crmroute.put(renamed).apply("{scenario: later, others: [{queue: later}]}");
        ContractServer.await(
                SOON,
                "in force",
                () -> crmroute.call("+79123456701", "later")
                        .get("CRM_TARGET_ID")
                        .equals("later"));
        assertThat(crmroute.call("+79123456701", "stage").get("CRM_RULE")).isEqualTo("first");
        assertThat(crmroute.run("scenario", "show", "stage").mustBe(0).out()).contains("Workshop");
        crmroute.put(CRM);
    }

    @Test
    void others_decide_when_no_rule_is_left() throws Exception {
        crmroute.put(CRM).apply("""
                scenario: alone
                rules:
                  - {id: first, when: {field: deal.UF_CRM_TEXT, is: not_empty}, route: [{queue: first}]}
                others: [{queue: reception}]
                """);
        ContractServer.await(
                SOON,
                "in force",
                () -> crmroute.call("+79123456701", "alone").inShort().equals("ROUTED RULE_MATCH first deal:77"));
        crmroute.put(CRM.withoutField("deal", "ufCrmText"));
        ContractServer.await(
                SOON,
                "out of force",
                () -> crmroute.call("+79123456701", "alone").inShort().equals("OTHERS NO_MATCH"));
        crmroute.put(CRM);
    }
}
