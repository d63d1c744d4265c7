package org.crmroute.cli;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.crmroute.scenario.Verdict;

/** A decision put so that a person can follow it. */
public final class Explanation {

    private static final int SHOWN_RECORDS = 12;
    private static final int WIDEST_CONDITION = 60;

    private final Terminal terminal;

    public Explanation(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The lines to print. */
    public List<String> lines(RoutedCall call) {
        Decision decision = call.decision();
        List<String> lines = new ArrayList<>();
        lines.add(head(call));
        lines.add("caller   " + caller(decision.caller()));
        if (!decision.trace().rules().isEmpty()) {
            lines.add("rules");
            lines.addAll(rules(decision.trace().rules()));
        }
        List<Trace.StepTrace> steps = decision.trace().steps();
        if (!steps.isEmpty()) {
            lines.add("steps");
            int number = 0;
            for (Trace.StepTrace step : steps) {
                lines.add(step(step, step.target().isPresent() ? ++number : 0));
            }
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private String head(RoutedCall call) {
        Decision decision = call.decision();
        String where = decision.target()
                .map(t -> t + " (" + t.timeout() + " s)")
                .orElse("nowhere: the dialplan goes on by itself");
        String way = number(call.request().call().caller()) + "  →  " + Terminal.plain(where);
        return terminal.strong(Terminal.column(way, 50)) + "  " + why(call, decision);
    }

    private String why(RoutedCall call, Decision decision) {
        String reason = decision.rule().isEmpty()
                ? "%s, %s".formatted(inWords(decision.status()), inWords(decision.reason()))
                : "rule " + Terminal.plain(decision.rule())
                        + (decision.reason() == Reason.RULE_MATCH ? "" : ", " + inWords(decision.reason()));
        Stream<String> rest = Stream.of(
                decision.record().map(Object::toString).orElse(""),
                call.micros() + " µs",
                decision.scenario().isEmpty()
                        ? "no scenario"
                        : "scenario " + Terminal.plain(decision.scenario())
                                + (decision.version() == 0 ? " (draft)" : " v" + decision.version()));
        String all = Stream.concat(Stream.of(reason), rest.filter(part -> !part.isEmpty()))
                .collect(Collectors.joining(", "));
        return decision.status() == Status.FAILED ? terminal.bad(all) : all;
    }

    private static String inWords(Status status) {
        return status == Status.FAILED ? "failed" : "Others";
    }

    private static String inWords(Reason reason) {
        return switch (reason) {
            case RULE_MATCH -> "a rule matched";
            case NO_MATCH -> "no rule matched";
            case UNKNOWN_CALLER -> "the CRM does not know the number";
            case ANONYMOUS -> "the number is withheld";
            case SCENARIO_DISABLED -> "the scenario is switched off";
            case INTEGRATION_DISABLED -> "the integration is switched off";
            case NO_TARGET -> "none of its steps can be reached";
            case DEADLINE -> "not decided in time";
            case ERROR -> "could not be decided; the log says why";
        };
    }

    private static String caller(Caller caller) {
        if (!caller.known()) {
            return "not in the CRM";
        }
        List<String> records = Stream.of(EntityType.CONTACT, EntityType.COMPANY, EntityType.LEAD, EntityType.DEAL)
                .flatMap(entity -> caller.records(entity).stream())
                .map(Explanation::record)
                .toList();
        String shown = records.stream().limit(SHOWN_RECORDS).collect(Collectors.joining(", "));
        int more = records.size() - SHOWN_RECORDS;
        String name = caller.name().isEmpty() ? "" : Terminal.plain(caller.name()) + ": ";
        return name
                + shown
                + (more > 0 ? " and " + more + " more" : "")
                + (caller.bySuffix() ? " (found by the last digits)" : "");
    }

    private static String record(CrmRecord record) {
        return switch (record.entity()) {
            case DEAL, LEAD -> record.ref() + (record.open() ? " (open)" : " (closed)");
            case CONTACT, COMPANY -> record.ref().toString();
        };
    }

    private List<String> rules(List<Trace.RuleTrace> rules) {
        int idWidth = rules.stream()
                .mapToInt(r -> Terminal.width(Terminal.plain(r.id())))
                .max()
                .orElse(0);
        int conditionWidth = rules.stream()
                .flatMap(r -> r.conditions().stream())
                .mapToInt(c -> Terminal.width(condition(c)))
                .filter(width -> width <= WIDEST_CONDITION)
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Trace.RuleTrace rule : rules) {
            String head =
                    "  " + mark(rule.verdict()) + " " + Terminal.column(Terminal.plain(rule.id()), idWidth) + "  ";
            String indent = " ".repeat(idWidth + 6);
            List<String> body = rule.verdict() == Verdict.UNKNOWN
                    ? List.of("out of force: "
                            + rule.missing().stream().map(Terminal::plain).collect(Collectors.joining(", ")))
                    : conditions(rule, conditionWidth);
            lines.add(head + (body.isEmpty() ? "" : body.getFirst()));
            body.stream().skip(1).map(line -> indent + line).forEach(lines::add);
        }
        return lines;
    }

    private List<String> conditions(Trace.RuleTrace rule, int width) {
        // in a rule that matched every check agrees; in one that did not, the marks show which of them was in the way
        boolean marked = rule.verdict() == Verdict.NO_MATCH
                && rule.conditions().stream().mapToLong(c -> c.checks().size()).sum() > 1;
        List<String> lines = new ArrayList<>();
        for (Trace.ConditionTrace condition : rule.conditions()) {
            String left = Terminal.column(condition(condition), width) + "   ";
            List<String> found = condition.checks().stream()
                    .map(c -> check(condition, c, marked))
                    .toList();
            lines.add(left + (found.isEmpty() ? terminal.faint("not looked at") : found.getFirst()));
            found.stream().skip(1).map(line -> " ".repeat(width + 3) + line).forEach(lines::add);
        }
        return lines;
    }

    private static String condition(Trace.ConditionTrace condition) {
        return Terminal.plain("%s %s %s"
                .formatted(condition.field(), condition.operator(), condition.expected())
                .strip());
    }

    private String check(Trace.ConditionTrace condition, Trace.Check check, boolean marked) {
        String value = Terminal.plain(check.value().inWords());
        String entity =
                condition.field().substring(0, Math.max(0, condition.field().indexOf('.')));
        String found;
        if (check.record().isEmpty() && !entity.equals("call")) {
            found = "the caller has no " + Terminal.plain(entity);
        } else {
            String who = check.record().map(Object::toString).orElse("the call");
            found = who + (value.isEmpty() ? " holds nothing" : " holds " + value);
        }
        return marked ? mark(check.verdict()) + " " + found : found;
    }

    private String mark(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> terminal.good("✓");
            case NO_MATCH -> terminal.bad("✗");
            case UNKNOWN -> terminal.doubtful("!");
        };
    }

    private String step(Trace.StepTrace step, int number) {
        String said = Terminal.plain(step.step());
        String note = Terminal.plain(step.note());
        if (step.target().isEmpty()) {
            return "  " + terminal.doubtful("–") + " " + said + (note.isEmpty() ? " skipped" : " skipped: " + note);
        }
        Target target = step.target().get();
        String place = target + ", " + target.timeout() + " s"
                + (target.priority() == 0 ? "" : ", priority " + target.priority());
        boolean plainly = said.replace(": ", " ").equals(target.toString());
        return "  " + number + " " + (plainly ? place : said + " → " + place)
                + (note.isEmpty() ? "" : "  (" + note + ")");
    }

    /** A number as people write it: {@code +7 912 345-67-89}. */
    static String number(Party party) {
        return switch (party) {
            case Party.Phone phone -> international(phone.number().e164());
            case Party.Internal internal -> internal.extension().name();
            case Party.Anonymous anonymous -> "anonymous";
            case Party.Unreadable unreadable ->
                unreadable.text().isBlank() ? "no number" : Terminal.plain(unreadable.text());
        };
    }

    private static String international(String e164) {
        try {
            PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
            return phones.format(phones.parse(e164, ""), PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return e164;
        }
    }
}
