package org.crmroute.console.warnings;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.crmroute.routing.RoutingTable;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.IdleStep;

/**
 * What somebody should look at in the scenarios that calls follow. Looked for once for each routing table, not once for
 * each page. Safe for use by many threads.
 */
public final class Warnings implements Supplier<List<Warnings.OfScenario>>, IntSupplier {

    private final Supplier<RoutingTable> tables;
    private volatile Optional<Found> found = Optional.empty();

    private record Found(RoutingTable table, List<OfScenario> warnings) {}

    public Warnings(Supplier<RoutingTable> tables) {
        this.tables = tables;
    }

    /**
     * A scenario that somebody should look at.
     *
     * @param rules out of force
     * @param steps that lead nowhere
     * @param hints allowed, but hardly meant
     */
    public record OfScenario(
            CompiledScenario scenario,
            List<CompiledScenario.OutOfForce> rules,
            List<IdleStep> steps,
            List<Hint> hints) {

        public OfScenario {
            rules = List.copyOf(rules);
            steps = List.copyOf(steps);
            hints = List.copyOf(hints);
        }

        boolean isEmpty() {
            return rules.isEmpty() && steps.isEmpty() && hints.isEmpty();
        }
    }

    /** What is allowed, but hardly meant. */
    public enum Hint {
        /** The scenario is switched off: its calls take Others. */
        SWITCHED_OFF,
        /** It answers for no number and is not {@code main}: only a dialplan that names it leads to it. */
        NO_NUMBER
    }

    /** By the scenarios' names; those without a warning are left out. */
    @Override
    public List<OfScenario> get() {
        RoutingTable now = tables.get();
        Optional<Found> before = found;
        if (before.isPresent() && before.get().table() == now) {
            return before.get().warnings();
        }
        List<OfScenario> warnings = now.scenarios().stream()
                .map(Warnings::of)
                .filter(w -> !w.isEmpty())
                .toList();
        found = Optional.of(new Found(now, warnings));
        return warnings;
    }

    private static OfScenario of(CompiledScenario scenario) {
        return new OfScenario(scenario, scenario.outOfForce(), scenario.idleSteps(), hints(scenario));
    }

    private static List<Hint> hints(CompiledScenario scenario) {
        if (!scenario.source().enabled()) {
            return List.of(Hint.SWITCHED_OFF);
        }
        boolean isReached = !scenario.dids().isEmpty() || scenario.name().equals(RoutingTable.MAIN);
        return isReached ? List.of() : List.of(Hint.NO_NUMBER);
    }

    /** How many there are that make calls go elsewhere than they are meant to; hints do not count. */
    @Override
    public int getAsInt() {
        return get().stream().mapToInt(w -> w.rules().size() + w.steps().size()).sum();
    }

    /** Whether calls that no scenario names have one: without {@link RoutingTable#MAIN} they cannot be decided. */
    boolean isMainMissing() {
        return tables.get().named(RoutingTable.MAIN).isEmpty();
    }
}
