package org.crmroute.runtime.health;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of all checks.
 *
 * @param at when they ran
 */
public record HealthReport(Instant at, List<Line> checks) {

    public HealthReport {
        checks = List.copyOf(checks);
    }

    /** One check's outcome. */
    public record Line(String name, HealthCheck.Result result) {}

    /** The answer in one word. */
    public enum Overall {
        READY,
        /** The program does its work; someone should look. */
        DEGRADED,
        DOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Overall overall() {
        if (has(HealthCheck.Status.FAIL)) {
            return Overall.DOWN;
        }
        return has(HealthCheck.Status.WARN) ? Overall.DEGRADED : Overall.READY;
    }

    public boolean ready() {
        return overall() != Overall.DOWN;
    }

    private boolean has(HealthCheck.Status status) {
        return checks.stream().anyMatch(line -> line.result().status() == status);
    }
}
