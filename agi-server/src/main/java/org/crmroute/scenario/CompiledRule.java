package org.crmroute.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crmroute.crm.EntityType;

/**
 * A rule ready to be tried.
 *
 * @param rule as written
 * @param conditions those of its {@code when}, in the order written; those of a suspended rule that still make sense
 * @param missing what is gone from the CRM; when there is anything, the rule is out of force
 * @param when the {@code when} over the conditions' answers
 */
record CompiledRule(Rule rule, List<CompiledCondition> conditions, List<Missing> missing, Formula when) {

    CompiledRule {
        conditions = List.copyOf(conditions);
        missing = List.copyOf(missing);
    }

    /** A condition that speaks of something gone. */
    record Missing(Expression.Condition condition, String what) {}

    boolean suspended() {
        return !missing.isEmpty();
    }

    /** The entities its conditions look at, in the order in which a record is chosen. */
    Set<EntityType> entities() {
        Set<EntityType> entities = EnumSet.noneOf(EntityType.class);
        conditions.forEach(c -> c.entity().ifPresent(entities::add));
        return entities;
    }
}
