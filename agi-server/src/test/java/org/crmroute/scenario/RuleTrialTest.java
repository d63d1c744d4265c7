package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.call.IncomingCall;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The trial of a rule held against a reference that tries every combination of records. */
class RuleTrialTest {

    /** Every combination of one record (or none) of each entity, the preferred ones first. */
    private static List<Caller> combinations(Caller caller) {
        List<Caller> all = new ArrayList<>();
        for (CrmRecord deal : orNone(caller.deals())) {
            for (CrmRecord lead : orNone(caller.leads())) {
                for (CrmRecord contact : orNone(caller.contacts())) {
                    for (CrmRecord company : orNone(caller.companies())) {
                        all.add(new Caller(Crm.IVAN, false, real(deal), real(lead), real(contact), real(company)));
                    }
                }
            }
        }
        return all;
    }

    private static final CrmRecord NONE = Crm.record(EntityType.DEAL, 0);

    private static List<CrmRecord> orNone(List<CrmRecord> records) {
        return records.isEmpty() ? List.of(NONE) : records;
    }

    private static List<CrmRecord> real(CrmRecord record) {
        return record.equals(NONE) ? List.of() : List.of(record);
    }

    private static boolean holds(Expression when, CompiledRule rule, Caller one, CallFacts facts) {
        return switch (when) {
            case Expression.All all -> all.of().stream().allMatch(e -> holds(e, rule, one, facts));
            case Expression.Any any -> any.of().stream().anyMatch(e -> holds(e, rule, one, facts));
            case Expression.Not not -> !holds(not.of(), rule, one, facts);
            case Expression.Condition condition -> {
                int index = rule.rule().when().conditions().toList().indexOf(condition);
                CompiledCondition compiled = rule.conditions().get(index);
                yield compiled.entity().isEmpty()
                        ? compiled.matches(facts)
                        : compiled.matches(one.records(compiled.entity().get()).stream()
                                .findFirst()
                                .orElse(null));
            }
        };
    }

    @Test
    void agreesWithTryingEveryCombination() throws Exception {
        RandomCases cases = new RandomCases(7);
        int matches = 0;
        for (int i = 0; i < 400; i++) {
            String text = cases.scenario(1, 4);
            CompiledScenario scenario = Crm.compile(text);
            CompiledRule rule = scenario.rules().getFirst();
            for (int k = 0; k < 10; k++) {
                Caller caller = cases.caller();
                IncomingCall call = cases.call();
                CallFacts facts = new CallFacts(call, scenario.zone());
                Optional<Caller> expected = combinations(caller).stream()
                        .filter(one -> holds(rule.rule().when(), rule, one, facts))
                        .findFirst();

                RuleTrial trial = new RuleTrial(rule, caller, facts);
                assertThat(trial.matches()).as(text).isEqualTo(expected.isPresent());
                Decision decision = ScenarioEvaluator.evaluate(scenario, call, caller);
                assertThat(decision.rule()).isEqualTo(expected.isPresent() ? "r0" : "");
                Decision again = ScenarioEvaluator.evaluate(Crm.compile(text), call, caller);
                assertThat(again.record()).isEqualTo(decision.record());
                assertThat(again.steps()).isEqualTo(decision.steps());
                if (expected.isPresent()) {
                    matches++;
                    for (EntityType entity :
                            rule.looks().stream().map(CompiledRule.Look::entity).toList()) {
                        assertThat(trial.chosen(entity))
                                .as("%s of %s", entity, text)
                                .isEqualTo(
                                        expected.get().records(entity).stream().findFirst());
                    }
                }
            }
        }
        assertThat(matches).as("enough of both").isBetween(500, 3500);
    }

    /** Every record answers differently and no choice will do: millions of combinations, which would take minutes to try. */
    @Test
    @Timeout(60)
    void theWorstCallerIsDecidedWithoutTryingAll() throws Exception {
        List<CrmRecord> records = new ArrayList<>();
        List<String> fields = List.of("deal.TITLE", "lead.TITLE", "contact.NAME", "company.TITLE");
        for (EntityType entity : EntityType.values()) {
            for (int i = 0; i < 50; i++) {
                String bits = "x"
                        + "abcdef"
                                .chars()
                                .filter(new Bits(i + 1)::test)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining());
                records.add(Crm.record(entity, i, entity == EntityType.CONTACT ? "NAME" : "TITLE", bits));
            }
        }
        Caller caller = Crm.caller(records.toArray(CrmRecord[]::new));
        List<String> mixed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String letter = "abcdef".substring(i, i + 1);
            mixed.add("{any: [{all: [%s, %s]}, {all: [%s, %s]}]}"
                    .formatted(
                            contains(fields.get(0), letter), contains(fields.get(1), letter),
                            contains(fields.get(2), letter), contains(fields.get(3), letter)));
        }
        String never = "{all: [%s, %s]}".formatted(String.join(", ", mixed), contains("contact.NAME", "nowhere"));
        CompiledScenario scenario = Crm.compile(Crm.oneRule(never, "{queue: sales}"));
        for (int i = 0; i < 20; i++) {
            assertThat(ScenarioEvaluator.evaluate(scenario, Crm.call(), caller).status())
                    .isEqualTo(Status.OTHERS);
        }
    }

    private static String contains(String field, String value) {
        return "{field: %s, is: contains, value: %s}".formatted(field, value);
    }

    /** Which letters a number stands for. */
    private record Bits(int number) {
        boolean test(int letter) {
            return (number >> (letter - 'a') & 1) == 1;
        }
    }
}
