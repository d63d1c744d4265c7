package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Mirror;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.Reason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The keys are a contract: dialplans, dashboards and the console read them. */
class DecisionDocumentTest {

    private static final List<String> KEYS = List.of(
            "decision",
            "at",
            "status",
            "reason",
            "rule",
            "record",
            "target",
            "steps",
            "priority",
            "caller",
            "did",
            "trace",
            "tried",
            "micros",
            "scenario",
            "version");

    private static final String TEXT = """
            scenario: main
            rules:
              - {id: gone, when: {field: deal.UF_TEXT, is: equals, value: x}, route: [{queue: a}]}
              - {id: rule, when: {field: deal.ID, is: equals, value: 77}, route: [{assignee: deal}, {queue: sales, priority: 7}]}
            others: [{queue: reception}]
            """;

    private static CallRouter router() throws Exception {
        Mirror mirror = (caller, deals, leads) -> Crm.caller(
                Crm.record(EntityType.DEAL, 77, "ASSIGNED_BY_ID", 3),
                Crm.record(EntityType.CONTACT, 5, "NAME", "Иван \"X\"\n", "LAST_NAME", "\ud83d"));
        RoutingTable table = new RoutingTable(true, List.of(Crm.compile(TEXT, Crm.without("deal.UF_TEXT"))));
        return new CallRouter(mirror, () -> table);
    }

    @Test
    void saysAllThatWasDecided() throws Exception {
        RouteRequest request = CallRouterTest.request("+74951234567");
        RoutedCall call = new RoutedCall("abc", request, router().decide(request), 42);

        Map<String, Object> tree = DecisionDocument.tree(call);

        assertThat(tree).containsOnlyKeys(KEYS);
        assertThat(tree)
                .containsEntry("decision", "abc")
                .containsEntry("at", "2026-11-23T10:30:00Z")
                .containsEntry("status", "ROUTED")
                .containsEntry("reason", "RULE_MATCH")
                .containsEntry("rule", "rule")
                .containsEntry("record", "deal:77")
                .containsEntry("target", Map.of("type", "queue", "id", "sales", "timeout", 60))
                .containsEntry("steps", List.of(Map.of("type", "queue", "id", "sales", "timeout", 60)))
                .containsEntry("priority", 7)
                .containsEntry("did", "+74951234567")
                .containsEntry("micros", 42L)
                .containsEntry("scenario", "main")
                .containsEntry("version", 3L)
                .containsEntry(
                        "tried",
                        List.of(
                                Map.of(
                                        "step", "assignee: deal",
                                        "target", "",
                                        "note", "Clara Gone is dismissed",
                                        "why", "DISMISSED",
                                        "of", "Clara Gone"),
                                Map.of("step", "queue: sales", "target", "queue sales", "note", "")))
                .containsEntry(
                        "caller",
                        Map.of(
                                "number",
                                "+79121234567",
                                "name",
                                "Иван \"X\" \ud83d",
                                "by_suffix",
                                false,
                                "records",
                                List.of(
                                        Map.of("record", "deal:77", "open", true, "updated", "1970-01-01T00:00:00Z"),
                                        Map.of(
                                                "record",
                                                "contact:5",
                                                "open",
                                                true,
                                                "updated",
                                                "1970-01-01T00:00:00Z"))))
                .containsEntry(
                        "trace",
                        List.of(
                                Map.of(
                                        "rule",
                                        "gone",
                                        "name",
                                        "gone",
                                        "verdict",
                                        "UNKNOWN",
                                        "missing",
                                        List.of("field 'UF_TEXT' (deal.UF_TEXT)"),
                                        "gone",
                                        List.of(Map.of(
                                                "what", "FIELD",
                                                "field", "deal.UF_TEXT",
                                                "id", "deal.UF_TEXT",
                                                "name", "UF_TEXT")),
                                        "conditions",
                                        List.of(Map.of(
                                                "field",
                                                "deal.UF_TEXT",
                                                "is",
                                                "equals",
                                                "expected",
                                                "x",
                                                "checks",
                                                List.of(Map.of(
                                                        "record", "",
                                                        "actual", "field 'UF_TEXT' (deal.UF_TEXT) is gone from the CRM",
                                                        "verdict", "UNKNOWN"))))),
                                Map.of(
                                        "rule", "rule",
                                        "name", "rule",
                                        "verdict", "MATCH",
                                        "conditions",
                                                List.of(Map.of(
                                                        "field",
                                                        "deal.ID",
                                                        "is",
                                                        "equals",
                                                        "expected",
                                                        "77",
                                                        "checks",
                                                        List.of(Map.of(
                                                                "record", "deal:77",
                                                                "actual", "77",
                                                                "verdict", "MATCH")))))));
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(mapper.readTree(DecisionDocument.json(call)).propertyNames()).containsExactlyElementsOf(KEYS);
    }

    @Test
    void aDecisionOfNothingHasTheSameKeys() {
        CallRouter router = new CallRouter(CallRouterTest.KNOWN, () -> new RoutingTable(true, List.of()));
        RouteRequest request = CallRouterTest.request("1", "nowhere");
        RoutedCall call = new RoutedCall("abc", request, router.failed(request, Reason.ERROR), 1);

        assertThat(DecisionDocument.tree(call))
                .containsOnlyKeys(KEYS)
                .containsEntry("target", null)
                .containsEntry("steps", List.of())
                .containsEntry("scenario", "nowhere");
        assertThat(DecisionDocument.json(call)).contains("\"target\":null");
    }
}
