package org.crmroute.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crmroute.call.Party;
import org.crmroute.scenario.CompiledScenario;

/**
 * Everything in memory that calls are decided by, immutable: a new one is put in place of the old at once, and calls
 * in flight finish on theirs.
 */
public final class RoutingTable {

    /** The scenario for calls that ask for none and whose DID is bound to none. */
    public static final String MAIN = "main";

    private final boolean integration;
    private final Map<String, CompiledScenario> byName;
    private final Map<String, CompiledScenario> byDid;

    /**
     * Makes a table.
     *
     * @param integration whether calls are decided by the CRM's data at all
     * @param scenarios active ones; where two claim a DID, the first by name has it
     */
    public RoutingTable(boolean integration, Collection<CompiledScenario> scenarios) {
        this.integration = integration;
        this.byName = new TreeMap<>();
        this.byDid = new HashMap<>();
        scenarios.forEach(s -> byName.put(s.name(), s));
        byName.values().forEach(s -> s.dids().forEach(did -> byDid.putIfAbsent(did, s)));
    }

    private RoutingTable(boolean integration, RoutingTable like) {
        this.integration = integration;
        this.byName = like.byName;
        this.byDid = like.byDid;
    }

    /** The same scenarios with the integration on or off. */
    public RoutingTable with(boolean otherIntegration) {
        return otherIntegration == integration ? this : new RoutingTable(otherIntegration, this);
    }

    public boolean integration() {
        return integration;
    }

    public Collection<CompiledScenario> scenarios() {
        return byName.values();
    }

    public Optional<CompiledScenario> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The scenario for a call that asks for none: the one bound to its DID, else {@link #MAIN}. */
    Optional<CompiledScenario> forDid(Party did) {
        return Optional.ofNullable(byDid.get(did.key())).or(() -> named(MAIN));
    }
}
