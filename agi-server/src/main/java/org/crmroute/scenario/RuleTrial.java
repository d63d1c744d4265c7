package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * One rule held against one caller: finds the choice of records, one of each entity the rule speaks of, that
 * satisfies it. Conditions on one entity thus always hold on the same record. Every condition is asked once of every
 * record; records that answer alike are tried once.
 */
final class RuleTrial {

    private final CompiledRule rule;
    private final CallFacts facts;
    /** For each entity the rule speaks of: the caller's records; for a caller who has none, a single "none". */
    private final List<Candidates> candidates = new ArrayList<>(EntityType.values().length);
    /** Each condition's answer for the records chosen at the moment. */
    private final boolean[] answers;

    private boolean matched;

    RuleTrial(CompiledRule rule, Caller caller, CallFacts facts) {
        this.rule = rule;
        this.facts = facts;
        this.answers = new boolean[rule.conditions().size()];
        for (EntityType entity : rule.entities()) {
            candidates.add(new Candidates(rule.conditions(), entity, caller.records(entity)));
        }
    }

    /** The records of one entity, and what each of the rule's conditions says of each. */
    private static final class Candidates {

        private final EntityType entity;
        private final List<CrmRecord> records;
        private final int[] conditions;
        private final boolean[][] answers;
        private int chosen;

        Candidates(List<CompiledCondition> all, EntityType entity, List<CrmRecord> records) {
            this.entity = entity;
            this.records = records;
            this.conditions = new int[all.size()];
            int count = 0;
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).entity().filter(e -> e == entity).isPresent()) {
                    conditions[count++] = i;
                }
            }
            int ways = Math.max(1, records.size());
            this.answers = new boolean[ways][count];
            for (int way = 0; way < ways; way++) {
                CrmRecord record = records.isEmpty() ? null : records.get(way);
                for (int k = 0; k < count; k++) {
                    answers[way][k] = all.get(conditions[k]).matches(record);
                }
            }
        }

        /** The first of each set of records that answer alike. */
        List<Integer> distinct() {
            List<Integer> first = new ArrayList<>(answers.length);
            Set<String> seen = new HashSet<>();
            for (int way = 0; way < answers.length; way++) {
                if (answers.length == 1 || seen.add(Arrays.toString(answers[way]))) {
                    first.add(way);
                }
            }
            return first;
        }

        Optional<CrmRecord> chosenRecord() {
            return records.isEmpty() ? Optional.empty() : Optional.of(records.get(chosen));
        }

        boolean satisfiedSomething() {
            for (boolean answer : answers[chosen]) {
                if (answer) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Tries the rule; out of force, it never matches. */
    boolean matches() {
        if (rule.suspended()) {
            return false;
        }
        List<CompiledCondition> conditions = rule.conditions();
        for (int i = 0; i < answers.length; i++) {
            if (conditions.get(i).entity().isEmpty()) {
                answers[i] = conditions.get(i).matches(facts);
            }
        }
        matched = choose(0);
        return matched;
    }

    private boolean choose(int depth) {
        if (depth == candidates.size()) {
            return rule.test().holds(answers);
        }
        Candidates of = candidates.get(depth);
        for (int way : of.distinct()) {
            for (int k = 0; k < of.answers[way].length; k++) {
                answers[of.conditions[k]] = of.answers[way][k];
            }
            of.chosen = way;
            if (choose(depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The record of an entity that satisfied the rule. */
    Optional<CrmRecord> chosen(EntityType entity) {
        return of(entity).flatMap(Candidates::chosenRecord);
    }

    private Optional<Candidates> of(EntityType entity) {
        return candidates.stream().filter(c -> c.entity == entity).findFirst();
    }

    /** The rule's record: the first chosen one that satisfied a condition, else the first chosen at all. */
    Optional<CrmRecord> decisive() {
        return candidates.stream()
                .filter(Candidates::satisfiedSomething)
                .flatMap(c -> c.chosenRecord().stream())
                .findFirst()
                .or(() -> candidates.stream().flatMap(c -> c.chosenRecord().stream()).findFirst());
    }

    Trace.RuleTrace trace() {
        Verdict verdict = rule.suspended() ? Verdict.UNKNOWN : Verdict.of(matched);
        List<Trace.ConditionTrace> conditions = new ArrayList<>(answers.length + rule.missing().size());
        for (int i = 0; i < answers.length; i++) {
            CompiledCondition condition = rule.conditions().get(i);
            conditions.add(new Trace.ConditionTrace(
                    condition.path(),
                    condition.operator(),
                    condition.expected(),
                    rule.suspended() ? List.of() : checks(i, condition)));
        }
        rule.missing().forEach(m -> conditions.add(missing(m)));
        List<String> missing =
                rule.missing().stream().map(CompiledRule.Missing::what).toList();
        return new Trace.RuleTrace(rule.rule().id(), rule.rule().name(), verdict, missing, conditions);
    }

    private List<Trace.Check> checks(int index, CompiledCondition condition) {
        Optional<Candidates> candidates = condition.entity().flatMap(this::of);
        if (candidates.isEmpty()) {
            return List.of(new Trace.Check(
                    Optional.empty(), () -> condition.held(facts), Verdict.of(answers[index])));
        }
        Candidates of = candidates.get();
        int k = Arrays.binarySearch(of.conditions, 0, of.answers[0].length, index);
        if (of.records.isEmpty()) {
            return List.of(new Trace.Check(
                    Optional.empty(), () -> condition.held((CrmRecord) null), Verdict.of(of.answers[0][k])));
        }
        List<Trace.Check> checks = new ArrayList<>(of.records.size());
        for (int way = 0; way < of.answers.length; way++) {
            if (!matched || way == of.chosen) {
                CrmRecord record = of.records.get(way);
                Optional<RecordRef> ref = Optional.of(record.ref());
                checks.add(new Trace.Check(ref, () -> condition.held(record), Verdict.of(of.answers[way][k])));
            }
        }
        return checks;
    }

    private static Trace.ConditionTrace missing(CompiledRule.Missing missing) {
        Expression.Condition condition = missing.condition();
        return new Trace.ConditionTrace(
                condition.subject().path(),
                condition.operator().word(),
                CompiledCondition.expected(condition),
                List.of(new Trace.Check(
                        Optional.empty(), () -> missing.what() + " is gone from the CRM", Verdict.UNKNOWN)));
    }
}
