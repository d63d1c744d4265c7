package org.crmroute.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Mirror;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Decision;

/**
 * Decides calls that nobody makes, by the very router that decides those that ring: by what is in force, or as if a
 * draft were. Nothing is logged. Decides in the thread that asks, never in those that calls are decided in.
 */
public final class CallTrial {

    private final Mirror mirror;
    private final Supplier<RoutingTable> tables;
    private final Supplier<Catalog> catalog;

    /** @param catalog may be a few seconds old */
    public CallTrial(Mirror mirror, Supplier<RoutingTable> tables, Supplier<Catalog> catalog) {
        this.mirror = mirror;
        this.tables = tables;
        this.catalog = catalog;
    }

    /**
     * Decides a call as if it came.
     *
     * @param draft takes the place of the scenario of its name, and decides; empty: what is in force does
     * @throws org.crmroute.crm.MirrorUnavailable when the caller cannot be looked up
     */
    public RoutedCall decide(RouteRequest request, WhatIf whatIf, Optional<CompiledScenario> draft) {
        Supplier<RoutingTable> table =
                draft.<Supplier<RoutingTable>>map(d -> () -> with(d)).orElse(tables);
        RouteRequest asked = draft.map(d -> new RouteRequest(request.call(), Optional.of(d.name())))
                .orElse(request);
        CallRouter router = new CallRouter(whatIf.over(mirror, catalog.get()), table);
        long begin = System.nanoTime();
        Decision decision = router.decide(asked);
        return new RoutedCall("", asked, decision, (System.nanoTime() - begin) / 1000);
    }

    /** The scenario that a call to this request goes by, if there is one. */
    public Optional<String> scenario(RouteRequest request) {
        RoutingTable table = tables.get();
        return request.scenario()
                .filter(name -> table.named(name).isPresent())
                .or(() -> table.forDid(request.call().did()).map(CompiledScenario::name));
    }

    private RoutingTable with(CompiledScenario draft) {
        RoutingTable now = tables.get();
        List<CompiledScenario> scenarios = new ArrayList<>(List.of(draft));
        now.scenarios().stream().filter(s -> !s.name().equals(draft.name())).forEach(scenarios::add);
        return new RoutingTable(now.integration(), scenarios);
    }
}
