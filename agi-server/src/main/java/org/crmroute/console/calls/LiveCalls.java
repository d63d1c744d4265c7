package org.crmroute.console.calls;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.crmroute.routing.DecisionLog.Line;

/**
 * The newest calls, handed on to whoever watches. Whoever tells of a call never waits for a watcher: it leaves the call
 * here and goes on, and a watcher that is slow finds the oldest gone.
 */
public final class LiveCalls implements Consumer<List<Line>>, AutoCloseable {

    /** More than fit on a screen. */
    static final int KEPT = 200;

    /** Each holds a connection and a small buffer. */
    static final int MOST_WATCHERS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Line> newest = new ArrayDeque<>();
    private long told;
    private int watchers;
    private boolean closed;

    @Override
    public void accept(List<Line> lines) {
        lock.lock();
        try {
            for (Line line : lines) {
                newest.addLast(line);
                if (newest.size() > KEPT) {
                    newest.removeFirst();
                }
            }
            told += lines.size();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins to watch; empty when there are as many watchers as there may be. */
    Optional<Watcher> watch() {
        lock.lock();
        try {
            if (closed || watchers >= MOST_WATCHERS) {
                return Optional.empty();
            }
            watchers++;
            return Optional.of(new Watcher(told));
        } finally {
            lock.unlock();
        }
    }

    /** Sends all watchers away. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What came since a watcher last looked.
     *
     * @param lines oldest first
     * @param missed how many more there were, which are gone from here
     */
    record News(List<Line> lines, long missed) {}

    /** Of one thread. */
    final class Watcher implements AutoCloseable {

        private long seen;

        private Watcher(long seen) {
            this.seen = seen;
        }

        /** Goes back to behind this call, if it is still here. */
        void resumeBehind(String id) {
            lock.lock();
            try {
                long behind = 0;
                for (Line line : newest.reversed()) {
                    if (line.id().equals(id)) {
                        seen = told - behind;
                        return;
                    }
                    behind++;
                }
            } finally {
                lock.unlock();
            }
        }

        /** Waits for news, at most so long; empty when it is over. */
        Optional<News> next(Duration patience) throws InterruptedException {
            lock.lock();
            try {
                long nanos = patience.toNanos();
                while (!closed && seen == told && nanos > 0) {
                    nanos = news.awaitNanos(nanos);
                }
                if (closed) {
                    return Optional.empty();
                }
                long fresh = told - seen;
                int here = (int) Math.min(fresh, newest.size());
                List<Line> lines = new ArrayList<>(newest).subList(newest.size() - here, newest.size());
                seen = told;
                return Optional.of(new News(List.copyOf(lines), fresh - here));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                watchers--;
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many watch now. */
    int watchers() {
        lock.lock();
        try {
            return watchers;
        } finally {
            lock.unlock();
        }
    }
}
