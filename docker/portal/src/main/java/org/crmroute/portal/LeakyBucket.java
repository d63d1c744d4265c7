package org.crmroute.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Bitrix24's limit on requests: each adds a drop, some drops leak out every second, and a full bucket refuses. */
final class LeakyBucket {

    private final Clock clock;
    private final double leak;
    private final int size;
    private double level;
    private Instant last;

    LeakyBucket(PortalSettings settings) {
        this.clock = settings.clock;
        this.leak = settings.requestsPerSecond;
        this.size = settings.burst;
        this.last = clock.instant();
    }

    /**
     * Counts a request.
     *
     * @throws RestError QUERY_LIMIT_EXCEEDED
     */
    synchronized void drop() {
        if (Double.isInfinite(leak)) {
            return;
        }
        Instant now = clock.instant();
        level = Math.max(
                0, level - leak * Math.max(0, Duration.between(last, now).toMillis()) / 1000.0);
        last = now;
        if (level + 1 > size) {
            throw new RestError(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
        }
        level++;
    }
}
