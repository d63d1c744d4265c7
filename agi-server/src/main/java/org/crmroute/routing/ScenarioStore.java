package org.crmroute.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scenarios in immutable versions, one of each active. */
public interface ScenarioStore {

    /** The active version of every scenario, by name. */
    List<Version> active();

    Optional<Version> version(String scenario, long version);

    /** All versions of a scenario, newest first; empty when there is no such scenario. */
    List<Version> history(String scenario);

    /** Versions of a scenario without their texts, newest first: the first so many below a number. */
    default List<Entry> entries(String scenario, long below, int limit) {
        return history(scenario).stream()
                .filter(v -> v.version() < below)
                .limit(limit)
                .map(v -> new Entry(v.version(), v.author(), v.at(), v.active()))
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
        long active = active().stream()
                .filter(v -> v.scenario().equals(scenario))
                .mapToLong(Version::version)
                .findFirst()
                .orElse(0);
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

    /** A version without its texts. */
    record Entry(long version, String author, Instant at, boolean active) {}
}
