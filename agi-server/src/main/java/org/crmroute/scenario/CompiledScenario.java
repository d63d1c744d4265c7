package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmroute.crm.RecordScope;
import org.crmroute.crm.Staff;

/** A scenario ready to decide calls; immutable, shared by all of them. */
public final class CompiledScenario {

    private final Scenario scenario;
    private final long version;
    private final ZoneId zone;
    private final Set<String> dids;
    private final List<CompiledRule> rules;
    private final Staff staff;

    CompiledScenario(
            Scenario scenario, long version, ZoneId zone, Set<String> dids, List<CompiledRule> rules, Staff staff) {
        this.scenario = scenario;
        this.version = version;
        this.zone = zone;
        this.dids = Set.copyOf(dids);
        this.rules = List.copyOf(rules);
        this.staff = staff;
    }

    public String name() {
        return scenario.name();
    }

    public long version() {
        return version;
    }

    /** The scenario as written. */
    public Scenario source() {
        return scenario;
    }

    /** Keys ({@link org.crmroute.call.Party#key()}) of the numbers it answers for. */
    public Set<String> dids() {
        return dids;
    }

    public RecordScope deals() {
        return scenario.deals();
    }

    public RecordScope leads() {
        return scenario.leads();
    }

    /** Rules out of force: id → what is missing. */
    public Map<String, List<String>> suspended() {
        Function<CompiledRule, List<String>> whatIsMissing =
                r -> r.missing().stream().map(Missing::what).toList();
        return rules.stream()
                .filter(CompiledRule::suspended)
                .collect(Collectors.toMap(r -> r.rule().id(), whatIsMissing));
    }

    /**
     * A rule out of force.
     *
     * @param missing why; never empty
     */
    public record OutOfForce(Rule rule, List<Missing> missing) {
        public OutOfForce {
            missing = List.copyOf(missing);
        }
    }

    /** The rules out of force, in their order. */
    public List<OutOfForce> outOfForce() {
        return rules.stream()
                .filter(CompiledRule::suspended)
                .map(r -> new OutOfForce(r.rule(), r.missing()))
                .toList();
    }

    /** Steps that lead nowhere whoever calls. */
    public List<IdleStep> idleSteps() {
        return IdleStep.of(scenario, staff);
    }

    List<CompiledRule> rules() {
        return rules;
    }

    ZoneId zone() {
        return zone;
    }

    Staff staff() {
        return staff;
    }
}
