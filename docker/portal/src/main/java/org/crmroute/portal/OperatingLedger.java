package org.crmroute.portal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What each method worked within a sliding window, and the limit on it. Thread-safe. */
final class OperatingLedger {

    /** The bill of one second. */
    private record Bill(long second, double seconds) {}

    private final Clock clock;
    private final double limit;
    private final long window;
    private final Map<String, Deque<Bill>> bills = new HashMap<>();

    OperatingLedger(PortalSettings settings) {
        this.clock = settings.clock;
        this.limit = settings.operatingLimit.toMillis() / 1000.0;
        this.window = settings.operatingWindow.toSeconds();
    }

    /**
     * Refuses a method that worked too much.
     *
     * @throws RestError OPERATION_TIME_LIMIT
     */
    synchronized void check(String method) {
        if (seconds(method) > limit) {
            throw new RestError(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
        }
    }

    synchronized void bill(String method, Duration time) {
        Deque<Bill> of = bills.computeIfAbsent(method, m -> new ArrayDeque<>());
        long now = clock.instant().getEpochSecond();
        double seconds = time.toNanos() / 1e9;
        Bill last = of.peekLast();
        if (last != null && last.second() == now) {
            of.removeLast();
            seconds += last.seconds();
        }
        of.addLast(new Bill(now, seconds));
    }

    /** What the method worked within the window. */
    synchronized double seconds(String method) {
        Deque<Bill> of = bills.get(method);
        if (of == null) {
            return 0;
        }
        long oldest = clock.instant().getEpochSecond() - window;
        for (Bill first = of.peekFirst(); first != null && first.second() <= oldest; first = of.peekFirst()) {
            of.removeFirst();
        }
        return of.stream().mapToDouble(Bill::seconds).sum();
    }

    /** When the first bill leaves the window, in seconds since 1970. */
    synchronized long resetAt(String method) {
        Deque<Bill> of = bills.get(method);
        Bill first = of == null ? null : of.peekFirst();
        return window + (first == null ? clock.instant().getEpochSecond() : first.second());
    }
}
