package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.RecordScope;

/**
 * A scenario as written.
 *
 * @param name {@code [0-9A-Za-z_.-]{1,40}}
 * @param enabled switched off, every call takes Others
 * @param dids the numbers it answers for; empty = it is asked for by name
 * @param zone of {@code call.time} and {@code call.weekday}; empty = the server's own
 * @param deals which deals count
 * @param leads which leads count
 * @param rules in order; the first that matches decides
 * @param others where every other caller goes; never empty
 */
public record Scenario(
        String name,
        boolean enabled,
        List<Expression.Value> dids,
        Optional<ZoneId> zone,
        RecordScope deals,
        RecordScope leads,
        List<Rule> rules,
        List<Step.Placed> others) {

    public Scenario {
        dids = List.copyOf(dids);
        rules = List.copyOf(rules);
        others = List.copyOf(others);
    }
}
