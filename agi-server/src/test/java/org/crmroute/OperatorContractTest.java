package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crmroute.OperatorRows.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@link OperatorRows} as a call: a caller of its own, a scenario of its own, all in one server. */
class OperatorContractTest {

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    @BeforeAll
    static void start() throws Exception {
        List<Row> rows = OperatorRows.all();
        Snapshot crm = Snapshot.ofPortal();
        List<String> scenarios = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            putCard(crm, i, rows.get(i));
            scenarios.add(scenario(i, rows.get(i)));
        }
        crmroute = ContractServer.in(folder).put(crm).apply(scenarios).start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    private static void putCard(Snapshot crm, int i, Row row) {
        String entity = row.field().substring(0, row.field().indexOf('.'));
        int id = 1000 + i;
        String held = row.held().equals(OperatorRows.NONE) ? "" : property(crm, row) + ": " + row.held();
        if (held.isEmpty()) {
            // known by another card; when contacts are asked for, that is a lead
            crm.card(entity.equals("contact") ? "lead" : "contact", "{id: %d}".formatted(id), number(i));
        } else if (entity.equals("deal")) {
            crm.contact("{id: %d}".formatted(id), number(i))
                    .deal("{id: %d, contactIds: [%d], %s}".formatted(id, id, held));
        } else {
            crm.card(entity, "{id: %d, %s}".formatted(id, held), number(i));
        }
    }

    private static String property(Snapshot crm, Row row) {
        String[] path = row.field().split("\\.", 2);
        String upper = switch (path[1]) {
            case "funnel" -> "CATEGORY_ID";
            case "stage" -> path[0].equals("lead") ? "STATUS_ID" : "STAGE_ID";
            case "assignee" -> "ASSIGNED_BY_ID";
            default -> path[1];
        };
        return crm.property(path[0], upper);
    }

    private static String scenario(int i, Row row) {
        String value = row.said().isEmpty() ? "" : ", value: " + row.said();
        return """
                scenario: row-%d
                rules:
                  - id: hit
                    when: {field: %s, is: %s%s}
                    route: [{queue: hit}]
                others: [{queue: miss}]
                """.formatted(i, row.field(), row.is(), value);
    }

    private static String number(int i) {
        return String.format(Locale.ROOT, "+7 912 %07d", i);
    }

    static Stream<Arguments> calls() {
        List<Row> rows = OperatorRows.all();
        return IntStream.range(0, rows.size()).mapToObj(i -> Arguments.of(i, rows.get(i)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("calls")
    void operator(int i, Row row) {
        AgiCaller.Answer answer = crmroute.call(number(i).replace(" ", ""), "row-" + i);
        assertThat(answer.get("CRM_TARGET_ID")).isEqualTo(row.matches() ? "hit" : "miss");
        assertThat(answer.inShort()).startsWith(row.matches() ? "ROUTED RULE_MATCH hit" : "OTHERS NO_MATCH");
    }
}
