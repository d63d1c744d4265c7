package org.crmroute.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Mirror;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.ScenarioEvaluator;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Trace;

/** The one use case: finds the scenario and the caller, and decides. */
public final class CallRouter {

    private final Mirror mirror;
    private final Supplier<RoutingTable> tables;

    public CallRouter(Mirror mirror, Supplier<RoutingTable> tables) {
        this.mirror = mirror;
        this.tables = tables;
    }

    /**
     * Decides a call.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when the caller cannot be looked up
     */
    public Decision decide(RouteRequest request) {
        RoutingTable table = tables.get();
        Optional<CompiledScenario> found = scenario(table, request);
        if (found.isEmpty()) {
            return failed(request, Reason.ERROR);
        }
        CompiledScenario scenario = found.get();
        Caller nobody = Caller.unknown(request.call().caller());
        if (!table.integration()) {
            return ScenarioEvaluator.others(scenario, nobody, Status.OTHERS, Reason.INTEGRATION_DISABLED);
        }
        if (!scenario.source().enabled()) {
            return ScenarioEvaluator.others(scenario, nobody, Status.OTHERS, Reason.SCENARIO_DISABLED);
        }
        Caller caller = mirror.find(request.call().caller(), scenario.deals(), scenario.leads());
        return ScenarioEvaluator.evaluate(scenario, request.call(), caller);
    }

    /** What is left when a decision could not be made: the Others of the scenario, or of main, as far as known. */
    public Decision failed(RouteRequest request, Reason reason) {
        RoutingTable table = tables.get();
        Caller nobody = Caller.unknown(request.call().caller());
        return scenario(table, request)
                .or(() -> table.named(RoutingTable.MAIN))
                .map(scenario -> ScenarioEvaluator.others(scenario, nobody, Status.FAILED, reason))
                .orElseGet(() -> new Decision(
                        Status.FAILED,
                        reason,
                        "",
                        Optional.empty(),
                        List.of(),
                        nobody,
                        request.scenario().orElse(""),
                        0,
                        Trace.EMPTY));
    }

    private static Optional<CompiledScenario> scenario(RoutingTable table, RouteRequest request) {
        return request.scenario().isPresent()
                ? table.named(request.scenario().get())
                : table.forDid(request.call().did());
    }
}
