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
     * @param gone from the CRM, when the verdict is {@link Verdict#UNKNOWN}
     */
    public record RuleTrace(
            String id, String name, Verdict verdict, List<Missing> gone, List<ConditionTrace> conditions) {
        public RuleTrace {
            gone = List.copyOf(gone);
            conditions = List.copyOf(conditions);
        }

        /** What is gone, in words. */
        public List<String> missing() {
            return gone.stream().map(Missing::what).toList();
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
     * @param name who it is; empty where it is nobody in particular
     * @param skipped why it was; empty when it was not
     */
    public record StepTrace(String step, Optional<Target> target, String name, Optional<Skipped> skipped) {

        /** Who it is, or why it was skipped. */
        public String note() {
            return skipped.map(Skipped::inWords).orElse(name);
        }
    }

    /**
     * Why a step leads nowhere.
     *
     * @param of whom, or of which record, it is said
     */
    public record Skipped(Why why, String of) {

        String inWords() {
            return switch (why) {
                case GONE -> "employee %s is gone from the CRM".formatted(of);
                case DISMISSED -> of + " is dismissed";
                case NO_NUMBER -> of + " has no inner number that can be dialled";
                case NO_RECORD -> "the caller has no " + of;
                case NO_ASSIGNEE -> of + " has no assignee we know";
                case NO_HEAD -> of + " has no head of department";
            };
        }
    }

    /** Why nobody can be reached by a step. */
    public enum Why {
        /** The CRM no longer has the employee. */
        GONE,
        DISMISSED,
        /** The employee has no inner number that can be dialled. */
        NO_NUMBER,
        /** The caller has no such {@code deal}, {@code lead}, {@code contact} or {@code company}, or no {@code record}. */
        NO_RECORD,
        /** The record, {@code deal:77}, has no assignee, or one who is not known. */
        NO_ASSIGNEE,
        /** The employee's department has no head. */
        NO_HEAD
    }
}
