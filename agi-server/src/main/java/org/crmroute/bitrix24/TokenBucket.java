package org.crmroute.bitrix24;

import java.util.concurrent.TimeUnit;

/**
 * Room for requests, which a request takes and time brings back. A refusal by the portal empties it and halves the
 * pace, which then recovers by a hundredth a second. Moments are nanoseconds of any steady clock.
 */
final class TokenBucket {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double SLOWEST = 1.0 / 8;
    private static final double RECOVERY_PER_SECOND = 0.01;
    /** Refusals that come together are one. */
    private static final long TOGETHER = TimeUnit.SECONDS.toNanos(2);

    private final double perSecond;
    private final double capacity;
    private double room;
    private double slowness = 1;
    private long at;
    private long refused;
    private boolean everRefused;

    TokenBucket(double perSecond, double capacity, long now) {
        this.perSecond = perSecond;
        this.capacity = capacity;
        this.room = capacity;
        this.at = now;
    }

    double capacity() {
        return capacity;
    }

    double room(long now) {
        pass(now);
        return room;
    }

    /** Requests a second at the moment. */
    double pace(long now) {
        pass(now);
        return perSecond * slowness;
    }

    /** Nanoseconds until there is as much room; 0 when there is. */
    long until(double wanted, long now) {
        pass(now);
        double missing = Math.min(wanted, capacity) - room;
        return missing <= 1e-9 ? 0 : Math.max(1, (long) Math.ceil(missing / (perSecond * slowness) * SECOND));
    }

    /** May leave less than nothing, which time has to bring back first. */
    void take(long now) {
        pass(now);
        room--;
    }

    void refused(long now) {
        pass(now);
        room = Math.min(room, 0);
        if (!everRefused || now - refused > TOGETHER) {
            slowness = Math.max(SLOWEST, slowness / 2);
        }
        everRefused = true;
        refused = now;
    }

    private void pass(long now) {
        double seconds = (now - at) / SECOND;
        if (seconds > 0) {
            room = Math.min(capacity, room + seconds * perSecond * slowness);
            slowness = Math.min(1, slowness + seconds * RECOVERY_PER_SECOND);
            at = now;
        }
    }
}
