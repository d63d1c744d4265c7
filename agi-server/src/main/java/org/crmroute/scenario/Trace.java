package org.crmroute.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.crmroute.crm.RecordRef;

/**
 * How a decision came about, in the order in which it was made. Every call has one and few are ever read, so it holds
 * what was compared and is put into words when asked.
 */
public final class Trace {

    public static final Trace EMPTY = new Trace(List.of(), List.of());

    private final Supplier<List<RuleTrace>> rules;
    private final List<StepTrace> steps;

    public Trace(List<RuleTrace> rules, List<StepTrace> steps) {
        List<RuleTrace> copy = List.copyOf(rules);
        this.rules = () -> copy;
        this.steps = List.copyOf(steps);
    }

    private Trace(Supplier<List<RuleTrace>> rules, List<StepTrace> steps) {
        this.rules = rules;
        this.steps = List.copyOf(steps);
    }

    /** A trace of trials that change no more. */
    static Trace of(List<RuleTrial> tried, List<StepTrace> steps) {
        return new Trace(() -> tried.stream().map(RuleTrial::trace).toList(), steps);
    }

    /** The rules that were tried; those behind the one that matched were not. */
    public List<RuleTrace> rules() {
        return rules.get();
    }

    /** The steps of the rule that matched, or of Others. */
    public List<StepTrace> steps() {
        return steps;
    }

    /**
     * A rule that was tried.
     *
     * @param missing what is gone from the CRM, when the verdict is {@link Verdict#UNKNOWN}
     */
    public record RuleTrace(
            String id, String name, Verdict verdict, List<String> missing, List<ConditionTrace> conditions) {
        public RuleTrace {
            missing = List.copyOf(missing);
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition of a rule, and what it said of each record it was held against. In a rule that matched these are the
     * records that satisfied it together; otherwise all the caller's records that count.
     *
     * @param field {@code deal.stage}
     * @param operator {@code equals}
     * @param expected what the scenario asks for, with names
     */
    public record ConditionTrace(String field, String operator, String expected, List<Check> checks) {
        public ConditionTrace {
            checks = List.copyOf(checks);
        }
    }

    /**
     * A condition held against one record.
     *
     * @param record empty for the call itself, and where the caller has no such record
     * @param value what the record holds
     */
    public record Check(Optional<RecordRef> record, Actual value, Verdict verdict) {}

    /** A value as found, put into words when asked. */
    @FunctionalInterface
    public interface Actual {
        String inWords();
    }

    /**
     * A step and where it leads.
     *
     * @param step as the scenario says it: {@code assignee: deal}
     * @param target empty when it was skipped
     * @param note who it is, or why it was skipped
     */
    public record StepTrace(String step, Optional<Target> target, String note) {}
}
