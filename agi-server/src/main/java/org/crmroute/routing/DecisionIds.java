package org.crmroute.routing;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Names decisions so that the names sort by time and are never given twice, also across restarts. */
final class DecisionIds {

    /** Room for so many decisions in one millisecond before the names run ahead of the clock. */
    private static final int PER_MILLI = 1 << 12;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    DecisionIds(Clock clock) {
        this.clock = clock;
    }

    /** Eleven or twelve letters and digits. */
    String next() {
        long now = clock.millis() * PER_MILLI;
        return Long.toString(last.updateAndGet(previous -> Math.max(previous + 1, now)), Character.MAX_RADIX);
    }
}
