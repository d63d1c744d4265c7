package org.crmroute.bitrix24;

import java.time.Duration;

/** When somebody stops waiting, on the clock of {@link System#nanoTime()}. */
record Deadline(boolean set, long at) {

    static final Deadline NONE = new Deadline(false, 0);

    static Deadline in(Duration within) {
        long nanos = within.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : Math.max(0, within.toNanos());
        return new Deadline(true, System.nanoTime() + nanos);
    }

    /** Nanoseconds that are left; 0 when it has passed. */
    long left(long now) {
        return set ? Math.max(0, at - now) : Long.MAX_VALUE;
    }

    /** The shorter of what is left and this. */
    Duration atMost(Duration longest) {
        long left = left(System.nanoTime());
        return left < longest.toNanos() ? Duration.ofNanos(left) : longest;
    }
}
