package org.crmroute.bitrix24;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How long one method has worked for us. A portal blocks a method that worked for more than 480 s in 10 minutes; it
 * tells the sum so far and when a part of it is forgiven ({@code time.operating}, {@code operating_reset_at}). Where it
 * does not, the durations of the last 10 minutes are added up here. Moments are nanoseconds of any steady clock, sums
 * are seconds.
 */
final class OperatingLedger {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(10);
    private static final long MARGIN = TimeUnit.SECONDS.toNanos(1);
    /** How long a blocked method is left alone when nobody said until when. */
    private static final long PROBE = TimeUnit.MINUTES.toNanos(1);

    private record Work(long at, double seconds) {}

    private final Deque<Work> own = new ArrayDeque<>();
    private double ownSum;
    private double told;
    private double toldAt = Double.NEGATIVE_INFINITY;
    private long toldUntil;
    private boolean toldAtAll;
    private long blockedUntil;
    private boolean blocked;

    /**
     * The portal tells the sum.
     *
     * @param seconds {@code operating}, this request's work included
     * @param portalNow the portal's clock at the end of the request, in seconds; an older one than known is ignored
     * @param resetIn nanoseconds until {@code operating_reset_at}
     */
    void told(double seconds, double portalNow, long resetIn, long now) {
        if (portalNow < toldAt) {
            return;
        }
        toldAtAll = true;
        toldAt = portalNow;
        told = seconds;
        toldUntil = now + Math.max(0, Math.min(resetIn, WINDOW)) + MARGIN;
        own.clear();
        ownSum = 0;
    }

    /** A request worked as long, and the portal did not tell the sum. */
    void worked(double seconds, long now) {
        if (seconds > 0) {
            own.addLast(new Work(now, seconds));
            ownSum += seconds;
        }
    }

    /** The portal refused the method for its work. Returns nanoseconds until it may be asked again. */
    long block(long now) {
        blockedUntil = valid(now) && toldUntil - now > MARGIN ? toldUntil : now + PROBE;
        blocked = true;
        return blockedUntil - now;
    }

    double used(long now) {
        forget(now);
        return (valid(now) ? told : 0) + ownSum;
    }

    /** Nanoseconds until less than the mark is used; 0 when that is so. */
    long until(double mark, long now) {
        if (blocked && blockedUntil - now > 0) {
            return blockedUntil - now;
        }
        double used = used(now);
        if (used < mark) {
            return 0;
        }
        long wait = valid(now) ? toldUntil - now : WINDOW;
        for (Work work : own) {
            used -= work.seconds();
            if (used < mark) {
                wait = Math.min(wait, work.at() + WINDOW - now);
                break;
            }
        }
        return Math.max(1, wait);
    }

    private boolean valid(long now) {
        return toldAtAll && toldUntil - now > 0;
    }

    private void forget(long now) {
        for (Work oldest = own.peekFirst(); oldest != null && now - oldest.at() >= WINDOW; oldest = own.peekFirst()) {
            own.removeFirst();
            ownSum = own.isEmpty() ? 0 : ownSum - oldest.seconds();
        }
    }
}
