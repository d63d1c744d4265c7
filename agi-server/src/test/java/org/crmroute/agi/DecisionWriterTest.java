package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.crmroute.agi.ChannelVariables.Assignment;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionWriterTest {

    private static final Party NOBODY = new Party.Anonymous("");
    private static final RouteRequest REQUEST =
            new RouteRequest(IncomingCall.simulated(NOBODY, NOBODY, Instant.EPOCH), Optional.empty());

    private final DecisionWriter writer =
            new DecisionWriter(new DialplanContexts("from-internal", "ext-queues", "outbound-allroutes"));

    private Map<String, String> write(String id, String rule, Target... steps) {
        Decision decision = new Decision(
                Status.ROUTED,
                Reason.RULE_MATCH,
                rule,
                Optional.empty(),
                List.of(steps),
                Caller.unknown(NOBODY),
                "main",
                1,
                Trace.EMPTY);
        Map<String, String> variables = new LinkedHashMap<>();
        for (Assignment assignment : writer.variables(new RoutedCall(id, REQUEST, decision, 1))) {
            assertThat(variables.put(assignment.name(), assignment.value())).isNull();
            String command = new SetVariableCommand(assignment.name(), assignment.value()).buildCommand();
            assertThat(command.length()).isLessThan(400);
        }
        return variables;
    }

    @Test
    void aSiteMayNameItsOwnContexts() {
        assertThat(write(
                        "1",
                        "r",
                        new Target(Target.Type.EXTENSION, "201", 20, 0),
                        new Target(Target.Type.QUEUE, "600", 60, 3),
                        new Target(Target.Type.EXTERNAL, "+74951234567", 30, 0)))
                .containsEntry("CRM_TARGET", "from-internal,201,1")
                .containsEntry("CRM_STEP_2", "ext-queues,600,1,60")
                .containsEntry("CRM_STEP_3", "outbound-allroutes,+74951234567,1,30")
                .containsEntry("CRM_PRIORITY", "3");
    }

    @Test
    void allVariablesAreThereEvenWithoutATarget() {
        assertThat(write("1", "r").keySet())
                .containsExactly(
                        "CRM_TARGET",
                        "CRM_TARGET_TYPE",
                        "CRM_TARGET_ID",
                        "CRM_TARGET_TIMEOUT",
                        "CRM_STEPS",
                        "CRM_PRIORITY",
                        "CRM_CALLER_NAME",
                        "CRM_RECORD",
                        "CRM_RULE",
                        "CRM_REASON",
                        "CRM_DECISION",
                        "CRM_STATUS");
        assertThat(writer.failure().stream().map(Assignment::name))
                .containsExactlyElementsOf(write("1", "r").keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            EXTENSION | 201&PJSIP/999
            EXTENSION | 201,1
            EXTENSION | ${SHELL(reboot)}
            EXTENSION | ` 201`
            EXTENSION | ``
            EXTENSION | a/b
            QUEUE     | sales"
            QUEUE     | продажи
            EXTERNAL  | 74951234567
            EXTERNAL  | +7495123456789012
            EXTERNAL  | +7495123456&1
            DIALPLAN  | ivr,s
            DIALPLAN  | ivr,s,1,2
            DIALPLAN  | ivr,s,1)
            DIALPLAN  | ivr,${X},1
            DIALPLAN  | iv r,s,1
            """)
    void aTargetThatCouldBeMoreThanATargetIsDropped(Target.Type type, String id) {
        Target bad = new Target(type, id, 20, 0);
        assertThat(write("1", "r", bad, TestServer.SALES, bad))
                .containsEntry("CRM_TARGET", "ext-queues,sales,1")
                .containsEntry("CRM_STEPS", "1")
                .containsEntry("CRM_STATUS", "ROUTED");
        assertThat(write("1", "r", bad))
                .containsEntry("CRM_TARGET", "")
                .containsEntry("CRM_STEPS", "0")
                .containsEntry("CRM_REASON", "ERROR")
                .containsEntry("CRM_STATUS", "FAILED");
        Target broken = new Target(type, id + "\r\nSET VARIABLE X 1", 20, 0);
        assertThat(write("1", "r", broken)).containsEntry("CRM_STEPS", "0");
    }

    @Test
    void noMoreThanNineSteps() {
        Target[] many = new Target[30];
        Arrays.setAll(many, i -> new Target(Target.Type.EXTENSION, String.valueOf(200 + i), 20, 0));
        assertThat(write("1", "r", many))
                .containsEntry("CRM_STEPS", "9")
                .containsEntry("CRM_STEP_9", "from-internal,208,1,20")
                .doesNotContainKey("CRM_STEP_10");
    }

    @Test
    void idsAreMadeHarmless() {
        assertThat(write("01JZ\r\n\"0", "vip, ${X}\u0000", TestServer.SALES))
                .containsEntry("CRM_RULE", "vip____X__")
                .containsEntry("CRM_DECISION", "01JZ___0");
        assertThat(write("1", "r".repeat(5_000), TestServer.SALES)).containsEntry("CRM_RULE", "r".repeat(64));
    }

    @Test
    void timesAreNotNegative() {
        assertThat(write("1", "r", new Target(Target.Type.QUEUE, "sales", -5, 0)))
                .containsEntry("CRM_TARGET_TIMEOUT", "0");
    }

    @Test
    void contextsAreCheckedAtTheStart() {
        for (String bad : List.of("", "a b", "a,b", "${X}", "x".repeat(80))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DialplanContexts("a", bad, "c"))
                    .withMessageContaining("dialplan.queue");
        }
    }

    @Test
    void theStatusComesLastAlways() {
        List<String> names = new ArrayList<>(write("1", "r", TestServer.SALES).keySet());
        assertThat(names).last().isEqualTo("CRM_STATUS");
        assertThat(writer.failure()).last().isEqualTo(new Assignment("CRM_STATUS", "FAILED"));
    }
}
