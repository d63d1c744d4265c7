package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of step, as the rule's route: what the dialplan is told to try. */
class StepsContractTest {

    /** Has a deal of Boris's, a lead of Sam's, a company of Barbara's, and is Anna's. */
    private static final String RICH = "+79123456701";
    /** Gone Away's contact, with a deal of Noel's, who has no telephone. */
    private static final String POOR = "+79123456702";
    /** Helen's, who is the head of her department, with a deal of Sam's, whose department has no head. */
    private static final String HEADED = "+79123456703";
    /** Has a lead of Sam's and nothing else. */
    private static final String LEAD = "+79123456704";
    /** Anna's, with a closed deal of Boris's. */
    private static final String CLOSED = "+79123456705";
    /** A contact of an employee whom the CRM does not know any more, with a deal of Odd's, whose number cannot be dialled. */
    private static final String ODD = "+79123456706";

    private static final Snapshot CRM = Snapshot.ofPortal()
            .company("{id: 30, assignedById: 9}")
            .contact("{id: 1, assignedById: 1, companyId: 30}", RICH)
            .lead("{id: 40, assignedById: 4}", RICH)
            .deal("{id: 71, contactIds: [1], assignedById: 2}")
            .contact("{id: 2, assignedById: 6}", POOR)
            .deal("{id: 72, contactIds: [2], assignedById: 7}")
            .contact("{id: 3, assignedById: 5}", HEADED)
            .deal("{id: 73, contactIds: [3], assignedById: 4}")
            .lead("{id: 44, assignedById: 4}", LEAD)
            .contact("{id: 5, assignedById: 1}", CLOSED)
            .deal("{id: 75, contactIds: [5], assignedById: 2, stageId: 'WON', stageSemanticId: 'S', closed: 'Y'}")
            .contact("{id: 6, assignedById: 600}", ODD)
            .deal("{id: 76, contactIds: [6], assignedById: 8}");

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    /** Who calls, the route, and the steps as {@link AgiCaller.Answer#steps} puts them; none is Others, NO_TARGET. */
    static List<Arguments> rows() {
        return List.of(
                Arguments.of(RICH, "[{extension: 201}]", "extension,201,20"),
                Arguments.of(RICH, "[{extension: '*60', timeout: 5}]", "extension,*60,5"),
                Arguments.of(RICH, "[{queue: sales}]", "queue,sales,60"),
                Arguments.of(RICH, "[{queue: sales, timeout: 7, priority: 3}]", "queue,sales,7 priority 3"),
                Arguments.of(
                        RICH,
                        "[{extension: 1}, {queue: a, priority: 2}, {queue: b}]",
                        "extension,1,20 queue,a,60 queue,b,60 priority 2"),
                Arguments.of(RICH, "[{external: '+74957654321', timeout: 25}]", "external,+74957654321,25"),
                Arguments.of(RICH, "[{dialplan: 'ivr,s,1', timeout: 9}]", "ivr,s,1,9"),
                Arguments.of(RICH, "[{employee: Анна Смирнова}]", "extension,201,20"),
                Arguments.of(RICH, "[{employee: 3, timeout: 11}]", "extension,203,11"),
                // lead and contact both satisfy the rule; of two the lead is its record, as in "any"
                Arguments.of(RICH, "[{assignee: any}]", "extension,204,20"),
                Arguments.of(RICH, "[{assignee: deal}]", "extension,202,20"),
                Arguments.of(RICH, "[{assignee: lead}]", "extension,204,20"),
                Arguments.of(RICH, "[{assignee: contact}]", "extension,201,20"),
                Arguments.of(RICH, "[{assignee: company}]", "extension,209,20"),
                Arguments.of(RICH, "[{head: contact}]", "extension,205,20"),
                Arguments.of(RICH, "[{head: lead, timeout: 8}]", "extension,209,8"),
                Arguments.of(
                        RICH,
                        "[{assignee: deal}, {head: deal}, {queue: sales}]",
                        "extension,202,20 extension,205,20 queue,sales,60"),
                // dismissed, without a number, with none that can be dialled, unknown: skipped
                Arguments.of(POOR, "[{assignee: contact}, {queue: sales}]", "queue,sales,60"),
                Arguments.of(POOR, "[{assignee: deal}, {queue: sales}]", "queue,sales,60"),
                Arguments.of(
                        POOR, "[{employee: Gone Away}, {employee: Noel Nophone}, {extension: 5}]", "extension,5,20"),
                Arguments.of(POOR, "[{assignee: contact}, {assignee: deal}, {employee: Odd Inner}]", ""),
                Arguments.of(POOR, "[{assignee: company}]", ""),
                Arguments.of(ODD, "[{assignee: deal}, {assignee: contact}, {extension: 5}]", "extension,5,20"),
                // the head of the dismissed is still a head; who heads his own department has one above
                Arguments.of(POOR, "[{head: contact}]", "extension,205,20"),
                Arguments.of(POOR, "[{head: deal}]", "extension,203,20"),
                Arguments.of(HEADED, "[{head: contact}]", "extension,209,20"),
                Arguments.of(HEADED, "[{head: deal}]", "extension,209,20"),
                Arguments.of(LEAD, "[{assignee: any}]", "extension,204,20"),
                Arguments.of(LEAD, "[{assignee: contact}, {assignee: lead}]", "extension,204,20"),
                Arguments.of(LEAD, "[{assignee: deal}]", ""),
                Arguments.of(CLOSED, "[{assignee: deal}]", ""));
    }

    /** The same in Others, where no record has decided: open deal, open lead, contact, company, in that order. */
    static List<Arguments> others() {
        return List.of(
                Arguments.of(RICH, "extension,202,20"),
                Arguments.of(LEAD, "extension,204,20"),
                Arguments.of(CLOSED, "extension,201,20"),
                Arguments.of("+79990000000", ""));
    }

    private static String scenario(int i) {
        return """
                scenario: row-%d
                rules:
                  - {id: hit, when: {any: [{field: contact.ID, is: not_empty}, {field: lead.ID, is: not_empty}]}, route: %s}
                others: [{queue: reception}]
                """.formatted(i, rows().get(i).get()[1]);
    }

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder)
                .put(CRM)
                .apply(IntStream.range(0, rows().size())
                        .mapToObj(StepsContractTest::scenario)
                        .toList())
                .apply("{scenario: others, deals: all, others: [{assignee: any}, {queue: reception}]}")
                .start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    static Stream<Arguments> numbered() {
        return IntStream.range(0, rows().size()).mapToObj(i -> {
            Object[] row = rows().get(i).get();
            return Arguments.of(i, row[0], row[1], row[2]);
        });
    }

    @ParameterizedTest(name = "{2} for {1}")
    @MethodSource("numbered")
    void route(int i, String caller, String route, String steps) {
        AgiCaller.Answer answer = crmroute.call(caller, "row-" + i);
        if (steps.isEmpty()) {
            assertThat(answer.inShort()).isEqualTo("OTHERS NO_TARGET");
            assertThat(answer.steps()).isEqualTo("queue,reception,60");
        } else {
            assertThat(answer.get("CRM_RULE")).as(route).isEqualTo("hit");
            assertThat(answer.steps() + priority(answer)).isEqualTo(steps);
            assertThat(answer.get("CRM_STEP_1"))
                    .isEqualTo(answer.get("CRM_TARGET") + "," + answer.get("CRM_TARGET_TIMEOUT"));
        }
    }

    private static String priority(AgiCaller.Answer answer) {
        String priority = answer.get("CRM_PRIORITY");
        return priority.equals("0") ? "" : " priority " + priority;
    }

    @ParameterizedTest
    @MethodSource("others")
    void any_in_others(String caller, String steps) {
        assertThat(crmroute.call(caller, "others").steps()).isEqualTo((steps + " queue,reception,60").strip());
    }
}
