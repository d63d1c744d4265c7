package org.crmroute.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Scenarios in immutable versions, one of each active. */
public interface ScenarioStore {

    /** The active version of every scenario, by name. */
    List<Version> active();

    /** The active version of a scenario; empty when there is no such scenario. */
    default Optional<Version> active(String scenario) {
        return active().stream().filter(v -> v.scenario().equals(scenario)).findFirst();
    }

    /** Which version of every scenario is the active one, by name. */
    default Map<String, Long> activeNumbers() {
        return active().stream().collect(Collectors.toMap(Version::scenario, Version::version));
    }

    Optional<Version> version(String scenario, long version);

    /** All versions of a scenario, newest first; empty when there is no such scenario. */
    List<Version> history(String scenario);

    /** Versions of a scenario without their texts, newest first: the first so many below a number. */
    default List<Listed> entries(String scenario, long below, int limit) {
        return history(scenario).stream()
                .filter(v -> v.version() < below)
                .limit(limit)
                .map(v -> new Listed(v.version(), v.author(), v.at(), v.active()))
                .toList();
    }

    /** Stores a new version and makes it the active one, in one step. */
    Version save(String scenario, String document, String source, String author, Instant at);

    /**
     * Stores a new version and makes it the active one, if the active one is that expected; all in one step where others
     * may save at the same time.
     *
     * @param expected the version that may be replaced; 0 = there may be none
     * @return empty when another one is active
     */
    default Optional<Version> saveOver(
            long expected, String scenario, String document, String source, String author, Instant at) {
        long active = active(scenario).map(Version::version).orElse(0L);
        return active == expected ? Optional.of(save(scenario, document, source, author, at)) : Optional.empty();
    }

    /**
     * Makes an older version the active one again.
     *
     * @return the version, or empty when there is none of that number
     */
    Optional<Version> activate(String scenario, long version, String author, Instant at);

    /**
     * A version.
     *
     * @param version counts from 1 in each scenario
     * @param document what is evaluated: canonical, CRM names replaced by ids
     * @param source the text as its author wrote it
     * @param active whether calls follow it
     */
    record Version(
            String scenario, long version, String author, Instant at, String document, String source, boolean active) {}

    /** Who made which version the active one, newest first: so many of them. */
    default List<Activation> activations(String scenario, int limit) {
        return List.of();
    }

    /**
     * Somebody made a version the active one.
     *
     * @param previous the version it took over from; empty for a scenario's first
     */
    record Activation(String scenario, long version, OptionalLong previous, String author, Instant at) {}

    /** A version without its texts. */
    record Listed(long version, String author, Instant at, boolean active) {}
}
