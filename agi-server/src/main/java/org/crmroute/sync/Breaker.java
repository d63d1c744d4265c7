package org.crmroute.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps from asking where asking does not help: after some failures in a row it is open for a while, then lets one
 * through to see. Safe for use by many threads.
 */
final class Breaker {

    private final int failuresAllowed;
    private final Duration open;
    private final LongSupplier nanos;

    private int failures;
    private long openSince;
    private boolean trying;

    Breaker(int failuresAllowed, Duration open, LongSupplier nanos) {
        this.failuresAllowed = failuresAllowed;
        this.open = open;
        this.nanos = nanos;
    }

    /** Whether to ask; who was let through says what came of it. */
    synchronized boolean lets() {
        if (failures < failuresAllowed) {
            return true;
        }
        if (trying || nanos.getAsLong() - openSince < open.toNanos()) {
            return false;
        }
        trying = true;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        trying = false;
    }

    synchronized void failed() {
        failures++;
        openSince = nanos.getAsLong();
        trying = false;
    }

    /** Nothing was learnt. */
    synchronized void gaveUp() {
        trying = false;
    }
}
