package org.crmroute.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Scenarios in a list. */
final class MemoryStore implements ScenarioStore {

    private final List<Version> versions = new ArrayList<>();

    @Override
    public List<Version> active() {
        return versions.stream()
                .filter(Version::active)
                .sorted(Comparator.comparing(Version::scenario))
                .toList();
    }

    @Override
    public Optional<Version> version(String scenario, long version) {
        return history(scenario).stream().filter(v -> v.version() == version).findFirst();
    }

    @Override
    public List<Version> history(String scenario) {
        return versions.stream()
                .filter(v -> v.scenario().equals(scenario))
                .sorted(Comparator.comparingLong(Version::version).reversed())
                .toList();
    }

    @Override
    public Version save(String scenario, String document, String source, String author, Instant at) {
        long next = history(scenario).size() + 1L;
        versions.add(new Version(scenario, next, author, at, document, source, false));
        return activate(scenario, next, author, at).orElseThrow();
    }

    @Override
    public Optional<Version> activate(String scenario, long version, String author, Instant at) {
        if (version(scenario, version).isEmpty()) {
            return Optional.empty();
        }
        versions.replaceAll(v -> v.scenario().equals(scenario)
                ? new Version(
                        v.scenario(), v.version(), v.author(), v.at(), v.document(), v.source(), v.version() == version)
                : v);
        return version(scenario, version);
    }
}
