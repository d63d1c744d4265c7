package org.crmroute.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what goes wrong in call after call once, and then once a minute how often it did: a disk that is gone must not
 * fill the log of a busy site. Safe for use by many threads.
 */
final class Complaint {

    private static final Logger log = LoggerFactory.getLogger(TimedRouter.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant next = Instant.MIN;
    private long kept;

    Complaint(Clock clock) {
        this.clock = clock;
    }

    /** The cause's class and message tell a telecom engineer enough; the stack trace is for us. */
    void say(String sentence, @Nullable Throwable cause) {
        long unsaid;
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                kept++;
                return;
            }
            next = now.plus(EVERY);
            unsaid = kept;
            kept = 0;
        }
        log.error(
                "{}: {}{}",
                sentence,
                String.valueOf(cause),
                unsaid == 0 ? "" : " (and " + unsaid + " times more in the minutes before)");
        log.debug("Where it happened", cause);
    }
}
