package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.Missing;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Subject;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.crmroute.scenario.Trace.Check;
import org.crmroute.scenario.Trace.ConditionTrace;
import org.crmroute.scenario.Trace.RuleTrace;
import org.crmroute.scenario.Trace.Skipped;
import org.crmroute.scenario.Trace.StepTrace;
import org.crmroute.scenario.Verdict;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Party IVAN = new Party.Phone(new PhoneNumber("+79123456789"), "89123456789");
    private static final RecordRef CONTACT = new RecordRef(EntityType.CONTACT, 5);
    private static final RecordRef DEAL = new RecordRef(EntityType.DEAL, 77);
    private static final RecordRef CLOSED = new RecordRef(EntityType.DEAL, 70);
    private static final Target LEGAL = new Target(Target.Type.QUEUE, "legal", 60, 0);

    private static CrmRecord record(RecordRef ref, boolean open, Map<String, Object> fields) {
        return new CrmRecord(ref, open, AT, fields);
    }

    private static Caller caller(String name) {
        return new Caller(
                IVAN,
                false,
                List.of(record(DEAL, true, Map.of()), record(CLOSED, false, Map.of())),
                List.of(),
                List.of(record(CONTACT, true, Map.of("NAME", name, "LAST_NAME", "Петров"))),
                List.of(record(new RecordRef(EntityType.COMPANY, 9), true, Map.of())));
    }

    private static ConditionTrace condition(String field, String operator, String expected, Check... checks) {
        return new ConditionTrace(field, operator, expected, List.of(checks));
    }

    private static Check check(RecordRef record, String value, Verdict verdict) {
        return new Check(Optional.of(record), () -> value, verdict);
    }

    private static Missing gone(String field) {
        Expression.Condition condition = new Expression.Condition(
                Subject.of(field).orElseThrow(), Optional.empty(), Operator.EMPTY, List.of(), Position.START);
        return new Missing(
                condition,
                Missing.Kind.FIELD,
                field,
                Optional.empty(),
                "field %s is gone from the CRM".formatted(field));
    }

    private static RoutedCall routed(Decision decision) {
        return new RoutedCall(
                "01", new RouteRequest(IncomingCall.simulated(IVAN, IVAN, AT), Optional.empty()), decision, 184);
    }

    private static String explained(RoutedCall call) {
        Terminal terminal =
                new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
        return String.join("\n", new Explanation(terminal).lines(call));
    }

    @Test
    void a_rule_that_matched() {
        Trace trace = new Trace(
                List.of(
                        new RuleTrace(
                                "vip",
                                "VIPs",
                                Verdict.NO_MATCH,
                                List.of(),
                                List.of(condition(
                                        "contact.UF_CRM_VIP",
                                        "contains",
                                        "Gold, Invited",
                                        check(CONTACT, "Silver", Verdict.NO_MATCH)))),
                        new RuleTrace("old", "", Verdict.UNKNOWN, List.of(gone("deal.UF_CRM_9")), List.of()),
                        new RuleTrace(
                                "legal",
                                "Legal",
                                Verdict.MATCH,
                                List.of(),
                                List.of(
                                        condition(
                                                "deal.funnel", "equals", "Sales", check(DEAL, "Sales", Verdict.MATCH)),
                                        condition(
                                                "deal.stage",
                                                "equals",
                                                "Contract Negotiation",
                                                check(DEAL, "Contract Negotiation", Verdict.MATCH))))),
                List.of(new StepTrace("queue: legal", Optional.of(LEGAL), "", Optional.empty())));
        Decision decision = new Decision(
                Status.ROUTED,
                Reason.RULE_MATCH,
                "legal",
                Optional.of(DEAL),
                List.of(LEGAL),
                caller("Иван"),
                "main",
                3,
                trace);
        assertThat(explained(routed(decision))).isEqualTo("""
                +7 912 345-67-89  →  queue legal (60 s)             rule legal, deal:77, 184 µs, scenario main v3
                caller   Иван Петров: contact:5, company:9, deal:77 (open), deal:70 (closed)
                rules
                  ✗ vip    contact.UF_CRM_VIP contains Gold, Invited   contact:5 holds Silver
                  ! old    out of force: field deal.UF_CRM_9 is gone from the CRM
                  ✓ legal  deal.funnel equals Sales                    deal:77 holds Sales
                           deal.stage equals Contract Negotiation      deal:77 holds Contract Negotiation
                steps
                  1 queue legal, 60 s""");
    }

    @Test
    void others_with_the_condition_that_was_in_the_way_and_steps_that_were_skipped() {
        Trace trace = new Trace(
                List.of(new RuleTrace(
                        "big",
                        "",
                        Verdict.NO_MATCH,
                        List.of(),
                        List.of(
                                condition(
                                        "deal.OPPORTUNITY",
                                        "greater",
                                        "15000",
                                        check(DEAL, "20000", Verdict.MATCH),
                                        check(CLOSED, "", Verdict.NO_MATCH)),
                                condition(
                                        "lead.stage",
                                        "equals",
                                        "New",
                                        new Check(Optional.empty(), () -> "", Verdict.NO_MATCH)),
                                condition(
                                        "call.weekday",
                                        "any_of",
                                        "Sat, Sun",
                                        new Check(Optional.empty(), () -> "Mon", Verdict.NO_MATCH))))),
                List.of(
                        new StepTrace(
                                "assignee: deal",
                                Optional.empty(),
                                "",
                                Optional.of(new Skipped(Trace.Why.DISMISSED, "Anna Ivanova"))),
                        new StepTrace(
                                "head: deal",
                                Optional.of(new Target(Target.Type.EXTENSION, "201", 20, 0)),
                                "Olga Smirnova",
                                Optional.empty()),
                        new StepTrace(
                                "queue: sales",
                                Optional.of(new Target(Target.Type.QUEUE, "sales", 60, 10)),
                                "",
                                Optional.empty())));
        Decision decision = new Decision(
                Status.OTHERS,
                Reason.NO_MATCH,
                "",
                Optional.empty(),
                List.of(new Target(Target.Type.EXTENSION, "201", 20, 0)),
                caller("Иван"),
                "main",
                0,
                trace);
        assertThat(explained(routed(decision))).isEqualTo("""
                +7 912 345-67-89  →  extension 201 (20 s)           Others, no rule matched, 184 µs, scenario main (draft)
                caller   Иван Петров: contact:5, company:9, deal:77 (open), deal:70 (closed)
                rules
                  ✗ big  deal.OPPORTUNITY greater 15000   ✓ deal:77 holds 20000
                                                          ✗ deal:70 holds nothing
                         lead.stage equals New            ✗ the caller has no lead
                         call.weekday any_of Sat, Sun     ✗ the call holds Mon
                steps
                  – assignee: deal skipped: Anna Ivanova is dismissed
                  1 head: deal → extension 201, 20 s  (Olga Smirnova)
                  2 queue sales, 60 s, priority 10""");
    }

    @Test
    void a_failure_without_anything_known() {
        Party nobody = new Party.Anonymous("");
        Decision decision = new Decision(
                Status.FAILED,
                Reason.DEADLINE,
                "",
                Optional.empty(),
                List.of(),
                Caller.unknown(nobody),
                "",
                0,
                Trace.EMPTY);
        RoutedCall call = new RoutedCall(
                "01",
                new RouteRequest(IncomingCall.simulated(nobody, nobody, AT), Optional.empty()),
                decision,
                250_000);
        assertThat(explained(call)).isEqualTo("""
                anonymous  →  nowhere: the dialplan goes on by itself  failed, not decided in time, 250000 µs, no scenario
                caller   not in the CRM""");
    }

    @Test
    void a_name_in_the_crm_cannot_drive_the_terminal() {
        String hostile = "Ivan\u001b]0;owned\u0007\u001b[2J\r\nfake line\u202e\u009b31m";
        Decision decision = new Decision(
                Status.OTHERS,
                Reason.NO_MATCH,
                "",
                Optional.empty(),
                List.of(LEGAL),
                caller(hostile),
                "main",
                1,
                new Trace(
                        List.of(new RuleTrace(
                                hostile,
                                "",
                                Verdict.NO_MATCH,
                                List.of(),
                                List.of(condition(
                                        "deal.TITLE", "equals", hostile, check(DEAL, hostile, Verdict.NO_MATCH))))),
                        List.of(new StepTrace(hostile, Optional.empty(), hostile, Optional.empty()))));
        String text = explained(routed(decision));
        assertThat(text.lines()).hasSize(6);
        assertThat(text.replace("\n", "").chars().noneMatch(c -> Character.isISOControl(c) || c == '\u202e'))
                .isTrue();
    }
}
