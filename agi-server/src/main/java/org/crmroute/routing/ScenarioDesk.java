package org.crmroute.routing;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.ScenarioCompiler;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.crmroute.scenario.ScenarioWriter;

/** Where scenarios are checked, put in force, shown and taken back. */
public final class ScenarioDesk {

    private final ScenarioStore store;
    private final Supplier<Catalog> catalog;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final Clock clock;
    private final Supplier<RoutingTable> table;

    /**
     * Opens the desk.
     *
     * @param catalog the CRM's catalogue as it is now
     * @param zone the server's own, for scenarios that name none
     */
    public ScenarioDesk(ScenarioStore store, Supplier<Catalog> catalog, NumberPlan plan, ZoneId zone, Clock clock) {
        this(store, catalog, plan, zone, clock, () -> new RoutingTable(true, List.of()));
    }

    /**
     * Opens the desk beside calls.
     *
     * @param catalog the CRM's catalogue as it is now
     * @param zone the server's own, for scenarios that name none
     * @param table what calls follow: scenarios that are in it need not be read again
     */
    public ScenarioDesk(
            ScenarioStore store,
            Supplier<Catalog> catalog,
            NumberPlan plan,
            ZoneId zone,
            Clock clock,
            Supplier<RoutingTable> table) {
        this.store = store;
        this.catalog = catalog;
        this.plan = plan;
        this.zone = zone;
        this.clock = clock;
        this.table = table;
    }

    /**
     * What the check of a document depends on besides its text.
     *
     * @param catalog the very one, which is another after each change in the CRM
     * @param active the version in force of every scenario
     */
    record Circumstances(Catalog catalog, Map<String, Long> active) {}

    Circumstances circumstances() {
        return new Circumstances(catalog.get(), store.activeNumbers());
    }

    /**
     * A document that can be put in force.
     *
     * @param scenario tied to the CRM
     * @param warnings what its author would want to know
     */
    public record Checked(Source source, Scenario scenario, List<Problem> warnings) {}

    /**
     * Checks a document against the CRM as it is now.
     *
     * @throws InvalidDocument with everything that is wrong with it, and the warnings too
     */
    public Checked check(Source source) throws InvalidDocument {
        return check(source, ScenarioReader.read(source));
    }

    /** Checks a document that was read already. */
    Checked check(Source source, Scenario written) throws InvalidDocument {
        ScenarioLinker.Linked linked = ScenarioLinker.link(written, inForce(written.name()), catalog.get(), plan, zone);
        List<Problem> problems = new ArrayList<>(linked.problems());
        problems.addAll(takenDids(linked.scenario()));
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new InvalidDocument(source, problems);
        }
        return new Checked(source, linked.scenario(), problems);
    }

    private Optional<Scenario> inForce(String scenario) {
        return store.active(scenario).flatMap(this::readable);
    }

    /** A stored version; empty when it cannot be read any more. */
    Optional<Scenario> readable(ScenarioStore.Version version) {
        try {
            return Optional.of(read(version));
        } catch (InvalidDocument e) {
            return Optional.empty();
        }
    }

    private List<Problem> takenDids(Scenario scenario) {
        if (scenario.dids().isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Set<String>> others = new LinkedHashMap<>();
        for (ScenarioStore.Version other : store.active()) {
            if (!other.scenario().equals(scenario.name())) {
                others.put(other.scenario(), didsOf(other));
            }
        }
        Set<String> mine = new HashSet<>();
        for (Expression.Value did : scenario.dids()) {
            String key = plan.read(did.text()).key();
            if (!mine.add(key)) {
                problems.add(Problem.warning(did.at(), Saying.of("did.twice", "%s stands here twice", did.text())));
            }
            others.forEach((other, dids) -> {
                if (dids.contains(key)) {
                    problems.add(Problem.error(
                            did.at(),
                            Saying.of(
                                    "did.bound",
                                    "%s is bound to scenario '%s' already; take it out there first",
                                    did.text(),
                                    other)));
                }
            });
        }
        return problems;
    }

    private Set<String> didsOf(ScenarioStore.Version version) {
        return readable(version).stream()
                .flatMap(scenario -> scenario.dids().stream())
                .map(did -> plan.read(did.text()).key())
                .collect(Collectors.toSet());
    }

    /** Stores a checked document as a new version and puts it in force. */
    public ScenarioStore.Version apply(Checked checked, String author) {
        return store.save(
                checked.scenario().name(),
                ScenarioWriter.canonical(checked.scenario()),
                checked.source().text(),
                author,
                clock.instant());
    }

    /**
     * Stores a checked document as a new version and puts it in force, if the one in force is the one its author saw.
     *
     * @param over the version that may be replaced; 0 = there may be none
     * @return empty when another one is in force; nothing was stored then
     */
    public Optional<ScenarioStore.Version> apply(Checked checked, String author, long over) {
        return store.saveOver(
                over,
                checked.scenario().name(),
                ScenarioWriter.canonical(checked.scenario()),
                checked.source().text(),
                author,
                clock.instant());
    }

    /** What would be stored of a document. */
    String canonical(Source source) throws InvalidDocument {
        Scenario written = ScenarioReader.read(source);
        ScenarioLinker.Linked linked = ScenarioLinker.link(written, inForce(written.name()), catalog.get(), plan, zone);
        if (!linked.usable()) {
            throw new InvalidDocument(source, linked.problems());
        }
        return ScenarioWriter.canonical(linked.scenario());
    }

    /** A stored version as people read it, with the names the CRM has now. */
    public String show(ScenarioStore.Version version) throws InvalidDocument {
        return ScenarioWriter.friendly(read(version), catalog.get(), plan, zone);
    }

    /** A stored version as calls would follow it now; tells what is missing from the CRM. */
    public CompiledScenario compile(ScenarioStore.Version version) throws InvalidDocument {
        return ScenarioCompiler.compile(read(version), version.version(), catalog.get(), plan, zone);
    }

    private Scenario read(ScenarioStore.Version version) throws InvalidDocument {
        Optional<CompiledScenario> followed =
                table.get().named(version.scenario()).filter(c -> c.version() == version.version());
        if (followed.isPresent()) {
            return followed.get().source();
        }
        String name = "%s version %d".formatted(version.scenario(), version.version());
        return ScenarioReader.read(new Source(name, version.document()));
    }

    /**
     * A document that is not in force, as calls would follow it if it were; its version is 0.
     *
     * @throws InvalidDocument when it could not be put in force
     */
    public CompiledScenario draft(Source source) throws InvalidDocument {
        Checked checked = check(source);
        return ScenarioCompiler.compile(checked.scenario(), 0, catalog.get(), plan, zone);
    }

    /** The version asked for, or the active one; empty when there is none. */
    public Optional<ScenarioStore.Version> find(String scenario, Optional<Long> version) {
        return version.isPresent() ? store.version(scenario, version.get()) : store.active(scenario);
    }

    public List<ScenarioStore.Version> active() {
        return store.active();
    }

    public List<ScenarioStore.Version> history(String scenario) {
        return store.history(scenario);
    }

    /** Versions without their texts, newest first: the first so many below a number. */
    public List<ScenarioStore.Listed> entries(String scenario, long below, int limit) {
        return store.entries(scenario, below, limit);
    }

    /** Who made which version the active one, newest first: so many of them. */
    public List<ScenarioStore.Activation> activations(String scenario, int limit) {
        return store.activations(scenario, limit);
    }

    /** Puts an older version in force again; empty when there is none of that number. */
    public Optional<ScenarioStore.Version> rollback(String scenario, long version, String author) {
        return store.activate(scenario, version, author, clock.instant());
    }
}
