package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crmroute.crm.EntityType;

/**
 * A rule ready to be tried.
 *
 * @param rule as written
 * @param conditions those of its {@code when}, in the order written; those of a suspended rule that still make sense
 * @param missing what is gone from the CRM; when there is anything, the rule is out of force
 * @param looks the entities its conditions look at, in the order in which a record is chosen
 * @param when the {@code when} over the conditions' answers
 */
record CompiledRule(
        Rule rule, List<CompiledCondition> conditions, List<Missing> missing, List<Look> looks, Formula when) {

    CompiledRule {
        conditions = List.copyOf(conditions);
        missing = List.copyOf(missing);
        looks = List.copyOf(looks);
    }

    CompiledRule(Rule rule, List<CompiledCondition> conditions, List<Missing> missing, Formula when) {
        this(rule, conditions, missing, looks(conditions), when);
    }

    /**
     * An entity, and which of the rule's conditions look at it.
     *
     * @param conditions their places, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Look(EntityType entity, int[] conditions) {}

    private static List<Look> looks(List<CompiledCondition> conditions) {
        List<Look> looks = new ArrayList<>();
        for (EntityType entity : EntityType.values()) {
            int[] places = IntStream.range(0, conditions.size())
                    .filter(i -> conditions.get(i).entity().equals(Optional.of(entity)))
                    .toArray();
            if (places.length > 0) {
                looks.add(new Look(entity, places));
            }
        }
        return looks;
    }

    boolean suspended() {
        return !missing.isEmpty();
    }
}
