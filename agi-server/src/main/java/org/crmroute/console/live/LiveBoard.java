package org.crmroute.console.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.crmroute.console.live.TransfersAway.Why;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is going on, for all who look: ari-app is asked by one of them at a time, while somebody looks, and at most so often.
 * Safe for use by many threads.
 */
final class LiveBoard {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBoard.class);

    /** Shorter than browsers ask. */
    static final Duration FRESH = Duration.ofMillis(700);

    /** One that is away may take its whole time to say so; others who look do not wait for that each time. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final TransferApp app;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private long number;
    private long until = System.nanoTime();
    private Seen seen;

    LiveBoard(TransferApp app, Clock clock) {
        this.app = app;
        this.clock = clock;
        // another process before this one counted too
        this.number = clock.millis();
        this.seen = new Seen(Optional.empty(), Optional.empty(), number);
    }

    /**
     * What was seen.
     *
     * @param board empty while ari-app is away: calls of before would only mislead
     * @param version another one whenever something has changed
     */
    record Seen(Optional<Board> board, Optional<Away> away, long version) {}

    /** @param since when it was first missed */
    record Away(Why why, Instant since) {}

    /** What is going on; waits for ari-app no longer than it may take to answer. */
    Seen look() {
        asking.lock();
        try {
            if (System.nanoTime() - until >= 0) {
                seen = ask();
                until = System.nanoTime() + (seen.away().isPresent() ? PAUSE : FRESH).toNanos();
            }
            return seen;
        } finally {
            asking.unlock();
        }
    }

    /** Something was changed from here: whoever looks next is shown it. */
    void outdate() {
        asking.lock();
        try {
            until = System.nanoTime();
        } finally {
            asking.unlock();
        }
    }

    private Seen ask() {
        try {
            Optional<Board> board = Optional.of(app.board());
            if (seen.away().isPresent()) {
                LOG.info("Live calls: {} answers again", app.address());
            }
            return board.equals(seen.board()) ? seen : new Seen(board, Optional.empty(), ++number);
        } catch (TransfersAway e) {
            Optional<Away> before = seen.away();
            if (before.isPresent() && before.get().why() == e.why()) {
                return seen;
            }
            LOG.info("Live calls: {}: {}", app.address(), e.getMessage());
            Instant since = before.map(Away::since).orElseGet(clock::instant);
            return new Seen(Optional.empty(), Optional.of(new Away(e.why(), since)), ++number);
        }
    }
}
