package org.crmroute.routing;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.ScenarioCompiler;
import org.crmroute.scenario.ScenarioReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the {@link RoutingTable} in step with the stored scenarios and the CRM's catalogue. */
public final class RoutingTables implements Supplier<RoutingTable> {

    private static final Logger log = LoggerFactory.getLogger(RoutingTables.class);

    private final ScenarioStore store;
    private final Supplier<Catalog> catalog;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final BooleanSupplier integration;
    private volatile RoutingTable current;

    /**
     * Makes an empty table; {@link #reload()} fills it.
     *
     * @param catalog reads the catalogue afresh
     * @param zone the server's own, for scenarios that name none
     * @param integration reads afresh whether calls are decided by the CRM's data
     */
    public RoutingTables(
            ScenarioStore store, Supplier<Catalog> catalog, NumberPlan plan, ZoneId zone, BooleanSupplier integration) {
        this.store = store;
        this.catalog = catalog;
        this.plan = plan;
        this.zone = zone;
        this.integration = integration;
        this.current = new RoutingTable(true, List.of());
    }

    @Override
    public RoutingTable get() {
        return current;
    }

    /**
     * Compiles what is stored now and puts it in place. A stored document that cannot be read any more leaves the
     * scenario as it was; the log says so. One at a time, or a slow reader could put what it read long ago in place of
     * something newer.
     */
    public synchronized void reload() {
        Catalog now = catalog.get();
        RoutingTable before = current;
        List<CompiledScenario> scenarios = new ArrayList<>();
        for (ScenarioStore.Version version : store.active()) {
            try {
                Source source = new Source(version.scenario() + " version " + version.version(), version.document());
                Scenario scenario = ScenarioReader.read(source);
                scenarios.add(ScenarioCompiler.compile(scenario, version.version(), now, plan, zone));
            } catch (InvalidDocument e) {
                log.error("Scenario {} cannot be read and stays as it was: {}", version.scenario(), e.getMessage());
                before.named(version.scenario()).ifPresent(scenarios::add);
            }
        }
        RoutingTable after = new RoutingTable(integration.getAsBoolean(), scenarios);
        current = after;
        tellChanges(before, after);
    }

    /** Puts the scenarios of now in place with the integration on or off, as it is kept; compiles nothing. */
    public synchronized void followIntegration() {
        RoutingTable before = current;
        RoutingTable after = before.with(integration.getAsBoolean());
        current = after;
        tellIntegration(before, after);
    }

    private static void tellIntegration(RoutingTable before, RoutingTable after) {
        if (before.integration() && !after.integration()) {
            log.warn("The integration with the CRM is switched off: every call takes Others");
        } else if (!before.integration() && after.integration()) {
            log.info("The integration with the CRM is switched on: calls are decided by its data again");
        }
    }

    private static void tellChanges(RoutingTable before, RoutingTable after) {
        tellIntegration(before, after);
        for (CompiledScenario scenario : after.scenarios()) {
            var earlier = before.named(scenario.name());
            if (earlier.isEmpty() || earlier.get().version() != scenario.version()) {
                log.info("Scenario {} version {} is in force", scenario.name(), scenario.version());
            }
            scenario.suspended().forEach((rule, missing) -> {
                if (earlier.isEmpty()
                        || !missing.equals(earlier.get().suspended().get(rule))) {
                    log.warn(
                            "Scenario {}: rule {} is out of force until someone fills in what is missing: {}",
                            scenario.name(),
                            rule,
                            String.join("; ", missing));
                }
            });
            earlier.ifPresent(e -> e.suspended().keySet().stream()
                    .filter(rule -> !scenario.suspended().containsKey(rule))
                    .forEach(rule -> log.info("Scenario {}: rule {} is in force again", scenario.name(), rule)));
        }
    }
}
