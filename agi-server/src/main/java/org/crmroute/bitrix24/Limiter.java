package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Lets requests wait for room within a portal's limits. Safe for use by many threads. */
final class Limiter {

    private final LongSupplier clock;
    private final Allowance allowance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** @param clock steady, in nanoseconds: {@link System#nanoTime()} */
    Limiter(Pace pace, LongSupplier clock) {
        this.clock = clock;
        this.allowance = new Allowance(pace, clock.getAsLong());
    }

    /**
     * Returns when the request may be sent. Those of LOOKUP never wait.
     *
     * @throws BitrixError.Recoverable {@code no-room}, when there would be none before the deadline
     */
    void enter(Budget budget, Collection<String> methods, Deadline deadline)
            throws BitrixError.Recoverable, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = clock.getAsLong();
                long wait = allowance.ask(budget, methods, now);
                if (wait == 0) {
                    return;
                }
                if (budget == Budget.LOOKUP || deadline.left(now) < wait) {
                    throw noRoom(wait);
                }
                changed.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    void takeMore() {
        lock.lock();
        try {
            allowance.takeMore(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Notes what a method has worked. */
    void worked(String method, TimeReport report) {
        lock.lock();
        try {
            report.note(allowance.ledger(method), clock.getAsLong());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Notes a request without an answer, which may have worked all the time. */
    void lost(Collection<String> methods, Duration took) {
        lock.lock();
        try {
            for (String method : methods) {
                allowance.ledger(method).worked(took.toNanos() / 1e9, clock.getAsLong());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes a refusal for too many requests, and returns how long there is no room. */
    Duration refused() {
        lock.lock();
        try {
            return Limits.nanos(allowance.refused(clock.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    /** Notes a refusal of a method for its work, and returns how long it is left alone. */
    Duration blocked(String method) {
        lock.lock();
        try {
            return Limits.nanos(allowance.ledger(method).block(clock.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    Limits limits() {
        lock.lock();
        try {
            return allowance.limits(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private static BitrixError.Recoverable noRoom(long wait) {
        return new BitrixError.Recoverable(
                "no-room",
                "the portal's limits leave no room for " + TimeUnit.NANOSECONDS.toMillis(wait) + " ms",
                Limits.nanos(wait));
    }
}
