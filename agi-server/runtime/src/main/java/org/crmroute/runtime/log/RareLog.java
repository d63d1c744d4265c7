package org.crmroute.runtime.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says the same thing at most once a minute, and then how often it held its tongue, so that neither a flood nor a disk
 * that is gone can fill the log. One for each thing to be said: they must not silence one another. Safe for use by many
 * threads.
 */
public final class RareLog {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong silent = new AtomicLong();

    public RareLog(Logger log) {
        this.log = log;
    }

    /**
     * Warns.
     *
     * @param message with {@code {}} where the subject stands
     */
    public void warn(String message, @Nullable Object subject) {
        if (isDue()) {
            log.warn(message + "{}", subject, more());
        }
    }

    /** Tells of a failure. Its class and message tell a telecom engineer enough; the stack trace is for us and kept for debug. */
    public void error(String sentence, @Nullable Throwable cause) {
        if (isDue()) {
            log.error("{}: {}{}", sentence, String.valueOf(cause), more());
            log.debug("Where it happened", cause);
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            return true;
        }
        silent.incrementAndGet();
        return false;
    }

    private String more() {
        long unsaid = silent.getAndSet(0);
        return unsaid == 0 ? "" : " (and " + unsaid + " more since the last such line)";
    }
}
