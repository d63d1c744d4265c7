package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The command line explains the very decision that a call gets, and the log keeps it. */
class ExplainContractTest {

    private static final Snapshot CRM = Snapshot.ofPortal()
            .contact("{id: 5, name: 'Иван', lastName: 'Петров', ufCrmVip: [91, 92], assignedById: 1}", "+79123456701")
            .deal("{id: 77, contactIds: [5], stageId: 'UC_CONTRACT', assignedById: 2}")
            .contact("{id: 6, name: 'Vera', ufCrmVip: [91, 92, 93], assignedById: 6}", "+79123456702")
            .contact("{id: 7, name: 'No \"one\"'}", "+79123456703")
            .lead("{id: 40, title: 'Заявка', assignedById: 4}", "+79123456704");

    /** The design's own example, and a rule whose only step cannot be taken. */
    private static final String MAIN = """
            scenario: main
            enabled: true
            dids: ["+74951234567"]
            deals: open
            leads: open
            rules:
              - id: legal
                name: Contract negotiation goes to Legal
                when:
                  all:
                    - {field: deal.funnel, is: equals, value: Sales}
                    - {field: deal.stage,  is: equals, value: Contract Negotiation}
                route:
                  - {queue: legal, timeout: 60}
              - id: vip
                when: {field: contact.UF_CRM_VIP, is: contains, value: [Gold, Invited]}
                route:
                  - {assignee: contact, timeout: 20}
                  - {head: contact, timeout: 20}
                  - {queue: sales, priority: 10}
              - id: lead
                when: {field: lead.ID, is: not_empty}
                route: [{employee: Noel Nophone}]
            others:
              - {queue: reception}
            """;

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder)
                .put(CRM)
                .apply(
                        MAIN,
                        MAIN.replace(
                                "scenario: main\nenabled: true\ndids: [\"+74951234567\"]",
                                "scenario: off\nenabled: false"))
                .start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("+79123456701", "main", "ROUTED RULE_MATCH legal deal:77"),
                Arguments.of("89123456702", "main", "ROUTED RULE_MATCH vip contact:6"),
                Arguments.of("+79123456703", "main", "OTHERS NO_MATCH"),
                Arguments.of("+79123456704", "main", "OTHERS NO_TARGET"),
                Arguments.of("+79990000000", "main", "OTHERS UNKNOWN_CALLER"),
                Arguments.of("anonymous", "main", "OTHERS ANONYMOUS"),
                Arguments.of("+79123456701", "off", "OTHERS SCENARIO_DISABLED"),
                Arguments.of("+79123456701", "gone", "FAILED ERROR"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void explain_says_what_a_call_gets(String number, String scenario, String inShort) {
        AgiCaller.Answer call = crmroute.call(number, scenario);
        assertThat(call.inShort()).isEqualTo(inShort);
        ContractServer.Ran ran = crmroute.run("explain", number, "--scenario", scenario, "--json");
        JsonNode explained =
                Snapshot.json(ran.mustBe(inShort.startsWith("FAILED") ? 1 : 0).out());
        assertSame(explained, call);

        assertThat(explained.path("micros").isIntegralNumber()).isTrue();
        assertThat(explained.path("trace").isArray()).isTrue();
        assertThat(explained.path("caller").path("records").isArray()).isTrue();
        assertThat(explained.path("caller").path("name").asString()).isEqualTo(call.get("CRM_CALLER_NAME"));
        if (!inShort.startsWith("FAILED")) {
            assertThat(explained.path("scenario").asString()).isEqualTo(scenario);
            assertThat(explained.path("version").asInt()).isEqualTo(1);
        }
    }

    private static void assertSame(JsonNode explained, AgiCaller.Answer call) {
        assertThat(explained.path("status").asString()).isEqualTo(call.get("CRM_STATUS"));
        assertThat(explained.path("reason").asString()).isEqualTo(call.get("CRM_REASON"));
        assertThat(explained.path("rule").asString()).isEqualTo(call.get("CRM_RULE"));
        assertThat(explained.path("record").asString()).isEqualTo(call.get("CRM_RECORD"));
        assertThat(step(explained.path("target")))
                .isEqualTo("%s,%s,%s"
                        .formatted(
                                call.get("CRM_TARGET_TYPE"),
                                call.get("CRM_TARGET_ID"),
                                call.get("CRM_TARGET_TIMEOUT")));
        List<String> steps = new ArrayList<>();
        explained.path("steps").forEach(step -> steps.add(step(step)));
        assertThat(String.join(" ", steps)).isEqualTo(call.steps());
    }

    private static String step(JsonNode step) {
        return "%s,%s,%s"
                .formatted(
                        step.path("type").asString(),
                        step.path("id").asString(),
                        step.path("timeout").asInt());
    }

    @Test
    void the_number_called_chooses_in_both() {
        AgiCaller.Answer call =
                crmroute.call().from("+79123456701").dialling("84951234567").call();
        ContractServer.Ran ran = crmroute.run("explain", "+79123456701", "--did", "84951234567", "--json");
        assertSame(Snapshot.json(ran.mustBe(0).out()), call);
    }

    @Test
    void the_trace_tells_each_rule_and_what_the_card_holds() {
        JsonNode trace = Snapshot.json(crmroute.run("explain", "+79123456702", "--json")
                        .mustBe(0)
                        .out())
                .path("trace");
        assertThat(trace).hasSize(2);
        assertThat(trace.path(0).path("rule").asString()).isEqualTo("legal");
        assertThat(trace.path(0).path("verdict").asString()).isEqualTo("NO_MATCH");
        assertThat(trace.path(1).path("verdict").asString()).isEqualTo("MATCH");
        JsonNode condition = trace.path(1).path("conditions").path(0);
        assertThat(condition.path("field").asString()).isEqualTo("contact.UF_CRM_VIP");
        assertThat(condition.path("expected").asString()).contains("Gold", "Invited");
        JsonNode check = condition.path("checks").path(0);
        assertThat(check.path("record").asString()).isEqualTo("contact:6");
        assertThat(check.path("actual").asString()).contains("Gold", "Invited", "Silver");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void the_log_holds_the_call_under_its_decision(String number, String scenario) {
        AgiCaller.Answer call = crmroute.call(number, scenario);
        String id = call.get("CRM_DECISION");
        ContractServer.await(
                Duration.ofSeconds(5),
                "decision " + id + " is logged",
                () -> crmroute.run("decisions", id, "--json").code() == 0);
        JsonNode logged = Snapshot.json(crmroute.run("decisions", id, "--json").out());
        assertThat(logged.path("decision").asString()).isEqualTo(id);
        assertSame(logged, call);
    }
}
