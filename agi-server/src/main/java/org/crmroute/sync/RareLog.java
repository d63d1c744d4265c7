package org.crmroute.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warns at most once a minute and says how often it held its tongue, so that a flood cannot fill the disk. */
final class RareLog {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong silent = new AtomicLong();

    RareLog(Logger log) {
        this.log = log;
    }

    void warn(String message, Object subject) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            log.warn(message + " (and {} more since the last such line)", subject, silent.getAndSet(0));
        } else {
            silent.incrementAndGet();
        }
    }
}
