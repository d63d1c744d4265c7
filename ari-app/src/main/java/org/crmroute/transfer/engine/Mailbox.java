package org.crmroute.transfer.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done for one transfer, one thing after the other in the order in which it came, on a thread of its own
 * while there is something to do. Posting never waits.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Executor threads;
    private final int room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> letters = new ArrayDeque<>();
    private boolean open;

    /** @param room letters that may wait */
    Mailbox(Executor threads, int room) {
        this.threads = threads;
        this.room = room;
    }

    /** Adds a letter, if there is room. */
    boolean post(Runnable letter) {
        lock.lock();
        try {
            if (letters.size() >= room) {
                return false;
            }
            letters.add(letter);
            if (!open) {
                open = true;
                threads.execute(this::work);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Runnable letter = next(); letter != null; letter = next()) {
            try {
                letter.run();
            } catch (RuntimeException e) {
                LOG.error("A transfer's event could not be handled", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable letter = letters.poll();
            open = letter != null;
            return letter;
        } finally {
            lock.unlock();
        }
    }
}
