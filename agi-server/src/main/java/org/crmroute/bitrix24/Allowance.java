package org.crmroute.bitrix24;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What may be asked of a portal now, and by whom. Has no clock and never waits: it is told the moment, in nanoseconds
 * of any steady clock. Not safe for many threads; {@link Limiter} is.
 */
final class Allowance {

    /** Seconds a method may work in 10 minutes, by the portal's rule. */
    static final double OPERATING_LIMIT = 480;

    /** Of the burst: requests that bunch up on their way must not overflow the portal's bucket. */
    private static final double USED_OF_BURST = 0.96;

    private final TokenBucket all;
    private final TokenBucket sweep;
    private final TokenBucket lookup;
    private final Map<String, OperatingLedger> ledgers = new LinkedHashMap<>();

    Allowance(Pace pace, long now) {
        double burst = Math.max(1, pace.burst() * USED_OF_BURST);
        all = new TokenBucket(pace.perSecond(), burst, now);
        sweep = new TokenBucket(pace.perSecond() / 4, Math.max(1, burst / 4), now);
        lookup = new TokenBucket(pace.perSecond() / 8, Math.max(1, burst / 10), now);
    }

    /**
     * Takes room for a request, if there is enough.
     *
     * @param methods that work for it
     * @return nanoseconds after which to ask again; 0 when the room was taken
     */
    long ask(Budget budget, Collection<String> methods, long now) {
        long wait = all.until(1 + kept(budget), now);
        if (budget == Budget.SWEEP) {
            wait = Math.max(wait, sweep.until(1, now));
        } else if (budget == Budget.LOOKUP) {
            wait = Math.max(wait, lookup.until(1, now));
        }
        for (String method : methods) {
            OperatingLedger ledger = ledgers.get(method);
            if (ledger != null) {
                wait = Math.max(wait, ledger.until(mark(budget), now));
            }
        }
        if (wait == 0) {
            all.take(now);
            if (budget == Budget.SWEEP) {
                sweep.take(now);
            } else if (budget == Budget.LOOKUP) {
                lookup.take(now);
            }
        }
        return wait;
    }

    /** A second request for the same room: after a move, or with a new token. */
    void takeMore(long now) {
        all.take(now);
    }

    /** The portal refused a request for there were too many. Returns nanoseconds until there is room again. */
    long refused(long now) {
        all.refused(now);
        return all.until(1, now);
    }

    /** The method that works for a request's sum of operating time. */
    OperatingLedger ledger(String method) {
        return ledgers.computeIfAbsent(method, name -> new OperatingLedger());
    }

    Limits limits(long now) {
        Map<String, Limits.Method> methods = new LinkedHashMap<>();
        ledgers.forEach((name, ledger) -> methods.put(
                name,
                new Limits.Method(
                        Limits.seconds(ledger.used(now)),
                        Limits.nanos(ledger.until(mark(Budget.LIVE), now)),
                        Limits.nanos(ledger.until(mark(Budget.BULK), now)))));
        return new Limits((int) Math.floor(Math.max(0, all.room(now))), all.pace(now), methods);
    }

    /** Seconds of work up to which a method may be asked. LIVE's lead keeps reading when the others have used theirs. */
    static double mark(Budget budget) {
        return switch (budget) {
            case LIVE, LOOKUP -> OPERATING_LIMIT - 2;
            case BULK -> OPERATING_LIMIT - 18;
            case SWEEP -> OPERATING_LIMIT / 4;
        };
    }

    /** Room that is left to those who come first. */
    private double kept(Budget budget) {
        double kept = switch (budget) {
            case LIVE, LOOKUP -> 0;
            case BULK -> all.capacity() / 10;
            case SWEEP -> all.capacity() / 5;
        };
        return Math.min(kept, all.capacity() - 1);
    }

    static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
