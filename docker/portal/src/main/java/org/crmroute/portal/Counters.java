package org.crmroute.portal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the portal did since it started or since {@link #clear}. Thread-safe. */
public final class Counters {

    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<String, Long> commands = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<String, Double> billed = new TreeMap<>();

    Counters() {}

    synchronized void request(String method) {
        requests.merge(method, 1L, Long::sum);
    }

    synchronized void command(String method) {
        commands.merge(method, 1L, Long::sum);
    }

    synchronized void error(String code) {
        errors.merge(code, 1L, Long::sum);
    }

    synchronized void billed(String method, Duration time) {
        billed.merge(method, time.toNanos() / 1e9, Double::sum);
    }

    /** HTTP requests by method; a batch is one of {@code batch}. */
    public synchronized Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    /** Commands within batches, by method. */
    public synchronized Map<String, Long> commands() {
        return new TreeMap<>(commands);
    }

    /** Errors that were answered, by code, those within batches too; {@code html}, {@code cut} and {@code reset} for what is no JSON. */
    public synchronized Map<String, Long> errors() {
        return new TreeMap<>(errors);
    }

    /** Seconds of server time, by method. */
    public synchronized Map<String, Double> billedSeconds() {
        return new TreeMap<>(billed);
    }

    /** All HTTP requests to {@code /rest}. */
    public synchronized long allRequests() {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized void clear() {
        requests.clear();
        commands.clear();
        errors.clear();
        billed.clear();
    }
}
