package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * One rule held against one caller: finds the choice of records, one of each entity the rule speaks of, that
 * satisfies it. Conditions on one entity thus always hold on the same record. A condition is asked at most once of
 * every record.
 */
final class RuleTrial {

    private final CompiledRule rule;
    private final CallFacts facts;
    /** For each entity the rule speaks of: the caller's records; for a caller who has none, a single "none". */
    private final List<Candidates> candidates = new ArrayList<>(EntityType.values().length);
    /** Each condition's answer for the records chosen; before that, for the call and the first records. */
    private final boolean[] answers;
    /** The conditions that made the rule match. */
    private final BitSet support = new BitSet();

    private boolean matched;

    RuleTrial(CompiledRule rule, Caller caller, CallFacts facts) {
        this.rule = rule;
        this.facts = facts;
        this.answers = new boolean[rule.conditions().size()];
        if (!rule.suspended()) {
            for (CompiledRule.Look look : rule.looks()) {
                candidates.add(new Candidates(rule.conditions(), look, caller.records(look.entity())));
            }
        }
    }

    /** The records of one entity, and what each of the rule's conditions says of each, found out when asked. */
    private static final class Candidates {

        private final List<CompiledCondition> all;
        private final EntityType entity;
        private final List<CrmRecord> records;
        private final int[] conditions;
        private final boolean[][] answers;
        private int chosen;

        Candidates(List<CompiledCondition> all, CompiledRule.Look look, List<CrmRecord> records) {
            this.all = all;
            this.entity = look.entity();
            this.records = records;
            this.conditions = look.conditions();
            this.answers = new boolean[conditions.length][];
        }

        int ways() {
            return Math.max(1, records.size());
        }

        /** What the condition at that place among those on this entity says of each record; most are never asked. */
        boolean[] answers(int k) {
            boolean[] known = answers[k];
            if (known == null) {
                CompiledCondition condition = all.get(conditions[k]);
                known = new boolean[ways()];
                for (int way = 0; way < known.length; way++) {
                    known[way] = condition.matches(records.isEmpty() ? null : records.get(way));
                }
                answers[k] = known;
            }
            return known;
        }

        BitSet all() {
            BitSet all = new BitSet(ways());
            all.set(0, ways());
            return all;
        }

        /** The records for which a condition on this entity answers as wanted. */
        BitSet answering(int condition, boolean wanted) {
            boolean[] of = answers(place(condition));
            BitSet answering = new BitSet(of.length);
            for (int way = 0; way < of.length; way++) {
                answering.set(way, of[way] == wanted);
            }
            return answering;
        }

        boolean anyAnswers(int condition, boolean wanted) {
            for (boolean answer : answers(place(condition))) {
                if (answer == wanted) {
                    return true;
                }
            }
            return false;
        }

        int place(int condition) {
            return Arrays.binarySearch(conditions, condition);
        }

        Optional<CrmRecord> chosenRecord() {
            return records.isEmpty() ? Optional.empty() : Optional.of(records.get(chosen));
        }

        boolean supports(BitSet conditionsThatMatched) {
            return Arrays.stream(conditions).anyMatch(conditionsThatMatched::get);
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
        if (!rule.when().possible(this::can)) {
            return false;
        }
        // of several ways the first by deal, then by lead, and so on: candidates stand in the order of preference
        Optional<int[]> first =
                rule.when().ways(this::choices).stream().map(Choices::first).min(Arrays::compare);
        matched = first.isPresent();
        first.ifPresent(this::choose);
        return matched;
    }

    private boolean can(int condition, boolean wanted) {
        for (Candidates of : candidates) {
            if (of.place(condition) >= 0) {
                return of.anyAnswers(condition, wanted);
            }
        }
        return answers[condition] == wanted;
    }

    private Optional<Choices> choices(int condition, boolean wanted) {
        Optional<EntityType> entity = rule.conditions().get(condition).entity();
        if (entity.isEmpty() && answers[condition] != wanted) {
            return Optional.empty();
        }
        Choices choices = new Choices(candidates.stream()
                .map(c -> entity.filter(e -> e == c.entity).isPresent() ? c.answering(condition, wanted) : c.all())
                .toList());
        return choices.isEmpty() ? Optional.empty() : Optional.of(choices);
    }

    private void choose(int[] ways) {
        for (int i = 0; i < ways.length; i++) {
            Candidates of = candidates.get(i);
            of.chosen = ways[i];
            for (int k = 0; k < of.conditions.length; k++) {
                answers[of.conditions[k]] = of.answers(k)[of.chosen];
            }
        }
        rule.when().support(answers, support);
    }

    /** The record of an entity that satisfied the rule. */
    Optional<CrmRecord> chosen(EntityType entity) {
        return of(entity).flatMap(Candidates::chosenRecord);
    }

    private Optional<Candidates> of(EntityType entity) {
        return candidates.stream().filter(c -> c.entity == entity).findFirst();
    }

    /** The rule's record: the first chosen one that made it match, else the first chosen at all. */
    Optional<CrmRecord> decisive() {
        return candidates.stream()
                .filter(c -> c.supports(support))
                .flatMap(c -> c.chosenRecord().stream())
                .findFirst()
                .or(() -> candidates.stream()
                        .flatMap(c -> c.chosenRecord().stream())
                        .findFirst());
    }

    Trace.RuleTrace trace() {
        Verdict verdict = rule.suspended() ? Verdict.UNKNOWN : Verdict.of(matched);
        List<Trace.ConditionTrace> conditions =
                new ArrayList<>(answers.length + rule.missing().size());
        for (int i = 0; i < answers.length; i++) {
            CompiledCondition condition = rule.conditions().get(i);
            conditions.add(new Trace.ConditionTrace(
                    condition.path(),
                    condition.operator(),
                    condition.expected(),
                    rule.suspended() ? List.of() : checks(i, condition)));
        }
        rule.missing().forEach(m -> conditions.add(missing(m)));
        return new Trace.RuleTrace(rule.rule().id(), rule.rule().name(), verdict, rule.missing(), conditions);
    }

    private List<Trace.Check> checks(int index, CompiledCondition condition) {
        Optional<Candidates> candidates = condition.entity().flatMap(this::of);
        if (candidates.isEmpty()) {
            return List.of(new Trace.Check(Optional.empty(), () -> condition.held(facts), Verdict.of(answers[index])));
        }
        Candidates of = candidates.get();
        int k = of.place(index);
        if (of.records.isEmpty()) {
            return List.of(new Trace.Check(
                    Optional.empty(), () -> condition.held((CrmRecord) null), Verdict.of(of.answers(k)[0])));
        }
        List<Trace.Check> checks = new ArrayList<>(of.records.size());
        for (int way = 0; way < of.ways(); way++) {
            if (!matched || way == of.chosen) {
                CrmRecord record = of.records.get(way);
                Optional<RecordRef> ref = Optional.of(record.ref());
                checks.add(new Trace.Check(ref, () -> condition.held(record), Verdict.of(of.answers(k)[way])));
            }
        }
        return checks;
    }

    private static Trace.ConditionTrace missing(Missing missing) {
        Expression.Condition condition = missing.condition();
        return new Trace.ConditionTrace(
                condition.subject().path(),
                condition.operator().word(),
                CompiledCondition.expected(condition),
                List.of(new Trace.Check(
                        Optional.empty(), () -> missing.what() + " is gone from the CRM", Verdict.UNKNOWN)));
    }
}
