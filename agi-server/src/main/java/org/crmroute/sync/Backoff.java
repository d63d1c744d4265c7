package org.crmroute.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after faults in a row: twice as long after each, with a little chance so that not all ask at once. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator chance;
    private int failures;

    Backoff(Duration first, Duration longest, RandomGenerator chance) {
        this.first = first;
        this.longest = longest;
        this.chance = chance;
    }

    /**
     * One more fault.
     *
     * @param atLeast what the portal asked for
     * @return how long to wait now
     */
    Duration failed(Duration atLeast) {
        failures++;
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures, 31) - 1.0);
        double millis = Math.min(doubled, (double) longest.toMillis()) * (0.75 + chance.nextDouble() / 4);
        Duration pause = Duration.ofMillis(Math.round(millis));
        return pause.compareTo(atLeast) < 0 ? atLeast : pause;
    }

    void succeeded() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
