package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;

/** Decides a call by a scenario. The same scenario, call and caller always give the same decision. */
public final class ScenarioEvaluator {

    private ScenarioEvaluator() {}

    /** Tries the rules in order; the first that matches decides, else Others. */
    public static Decision evaluate(CompiledScenario scenario, IncomingCall call, Caller caller) {
        if (!scenario.source().enabled()) {
            return others(scenario, caller, Status.OTHERS, Reason.SCENARIO_DISABLED);
        }
        CallFacts facts = new CallFacts(call, scenario.zone());
        List<RuleTrial> tried = new ArrayList<>(scenario.rules().size());
        for (CompiledRule rule : scenario.rules()) {
            RuleTrial trial = new RuleTrial(rule, caller, facts);
            tried.add(trial);
            if (trial.matches()) {
                return matched(scenario, caller, rule, trial, tried);
            }
        }
        return others(scenario, caller, Status.OTHERS, whyNothing(call, caller), tried, List.of());
    }

    /** The scenario's Others, for a call whose rules were not tried. */
    public static Decision others(CompiledScenario scenario, Caller caller, Status status, Reason reason) {
        return others(scenario, caller, status, reason, List.of(), List.of());
    }

    private static Decision matched(
            CompiledScenario scenario, Caller caller, CompiledRule rule, RuleTrial trial, List<RuleTrial> tried) {
        StepResolver resolver = new StepResolver(scenario.staff(), caller, trial.decisive(), trial::chosen);
        List<Trace.StepTrace> steps = resolver.resolve(rule.rule().route());
        List<Target> targets = StepResolver.targets(steps);
        if (targets.isEmpty()) {
            return others(scenario, caller, Status.OTHERS, Reason.NO_TARGET, tried, steps);
        }
        return new Decision(
                Status.ROUTED,
                Reason.RULE_MATCH,
                rule.rule().id(),
                trial.decisive().map(r -> r.ref()),
                targets,
                caller,
                scenario.name(),
                scenario.version(),
                Trace.of(tried, steps));
    }

    private static Decision others(
            CompiledScenario scenario,
            Caller caller,
            Status status,
            Reason reason,
            List<RuleTrial> tried,
            List<Trace.StepTrace> skipped) {
        StepResolver resolver =
                new StepResolver(scenario.staff(), caller, Optional.empty(), entity -> Optional.empty());
        List<Trace.StepTrace> steps = new ArrayList<>(skipped);
        steps.addAll(resolver.resolve(scenario.source().others()));
        return new Decision(
                status,
                reason,
                "",
                Optional.empty(),
                StepResolver.targets(steps),
                caller,
                scenario.name(),
                scenario.version(),
                Trace.of(tried, steps));
    }

    private static Reason whyNothing(IncomingCall call, Caller caller) {
        if (caller.known()) {
            return Reason.NO_MATCH;
        }
        return call.caller() instanceof Party.Anonymous ? Reason.ANONYMOUS : Reason.UNKNOWN_CALLER;
    }
}
