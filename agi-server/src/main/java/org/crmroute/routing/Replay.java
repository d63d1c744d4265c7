package org.crmroute.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;

/**
 * Lets calls that were logged come once more: each is decided by what is in force and by a draft, both by the mirror as
 * it is now and at the time of day when it came. So the differences are the draft's alone, not the CRM's.
 */
public final class Replay {

    /** So many single calls are kept of those that would go elsewhere; all are counted. */
    static final int KEPT = 200;

    private final CallTrial trial;
    private final NumberPlan plan;

    public Replay(CallTrial trial, NumberPlan plan) {
        this.trial = trial;
        this.plan = plan;
    }

    /**
     * How a call goes.
     *
     * @param places {@code queue sales}, one behind the other
     */
    public record Way(String status, String reason, String rule, List<String> places) {
        public Way {
            places = List.copyOf(places);
        }

        static Way of(Decision decision) {
            return new Way(
                    decision.status().name(),
                    decision.reason().name(),
                    decision.rule(),
                    decision.steps().stream().map(Target::toString).toList());
        }
    }

    /** A call that would go elsewhere. */
    public record Moved(Line line, Way now, Way then) {}

    /** So many calls would go elsewhere in this way. */
    public record Flow(List<String> now, List<String> then, int calls) {}

    /**
     * What came of it.
     *
     * @param calls how many were decided
     * @param same of them, how many would go where they go now
     * @param ruleOnly of these, how many another rule would send there
     * @param unmatchedNow how many take Others now
     * @param unmatchedThen how many would take Others
     * @param flows from where to where the others would move, most calls first; the rarest may be left out
     * @param moved the newest of them
     */
    public record Outcome(
            int calls,
            int same,
            int ruleOnly,
            int unmatchedNow,
            int unmatchedThen,
            List<Flow> flows,
            List<Moved> moved) {
        public Outcome {
            flows = List.copyOf(flows);
            moved = List.copyOf(moved);
        }

        /** How many would go elsewhere. */
        public int elsewhere() {
            return calls - same;
        }
    }

    /**
     * Decides them all.
     *
     * @param goOn is told how many are done, and answers whether to go on
     * @throws org.crmroute.crm.MirrorUnavailable when callers cannot be looked up
     */
    public Outcome run(List<Line> lines, CompiledScenario draft, IntPredicate goOn) {
        Map<Flow, Integer> flows = new HashMap<>();
        List<Moved> moved = new ArrayList<>();
        int done = 0;
        int same = 0;
        int ruleOnly = 0;
        int unmatchedNow = 0;
        int unmatchedThen = 0;
        for (Line line : lines) {
            if (!goOn.test(done)) {
                break;
            }
            RouteRequest request = new RouteRequest(call(line), Optional.of(draft.name()));
            Way now = Way.of(
                    trial.decide(request, WhatIf.NOTHING, Optional.empty()).decision());
            Way then = Way.of(
                    trial.decide(request, WhatIf.NOTHING, Optional.of(draft)).decision());
            done++;
            unmatchedNow += now.status().equals(Status.ROUTED.name()) ? 0 : 1;
            unmatchedThen += then.status().equals(Status.ROUTED.name()) ? 0 : 1;
            if (now.places().equals(then.places())) {
                same++;
                ruleOnly += now.rule().equals(then.rule()) ? 0 : 1;
            } else {
                flows.merge(new Flow(now.places(), then.places(), 0), 1, Integer::sum);
                if (moved.size() < KEPT) {
                    moved.add(new Moved(line, now, then));
                }
            }
        }
        List<Flow> counted = flows.entrySet().stream()
                .map(flow -> new Flow(flow.getKey().now(), flow.getKey().then(), flow.getValue()))
                .sorted((a, b) -> Integer.compare(b.calls(), a.calls()))
                .limit(KEPT)
                .toList();
        return new Outcome(done, same, ruleOnly, unmatchedNow, unmatchedThen, counted, moved);
    }

    /** The call as the log has it; a withheld number has left nothing there. */
    private IncomingCall call(Line line) {
        Party caller = line.caller().isEmpty() ? new Party.Anonymous("") : plan.read(line.caller());
        return IncomingCall.simulated(caller, plan.read(line.did()), line.at());
    }
}
