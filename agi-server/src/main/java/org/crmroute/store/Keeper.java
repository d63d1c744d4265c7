package org.crmroute.store;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crmroute.crm.MirrorUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database open: notices that its file vanished, was replaced or is damaged, lets go of it, and opens it
 * again once it is good. Looks by itself and when a reader or writer met something.
 */
final class Keeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(30);

    private final DatabaseFile file;
    private final Clock clock;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("crmroute-database").factory());

    private volatile @Nullable OpenDatabase open;
    private volatile DatabaseState state;
    private volatile long openings;

    // of the rounds only
    private @Nullable OpenDatabase leaving;
    private long checkedAt;

    Keeper(DatabaseFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.state = new DatabaseState(DatabaseState.Condition.READY, "", clock.instant());
    }

    /** Opens the file for the first time, and looks after it from then on. */
    void start() throws DatabaseRefused {
        opened(OpenDatabase.open(file));
        Future<?> unused =
                rounds.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    DatabaseState state() {
        return state;
    }

    /** Grows each time a file is opened. */
    long openings() {
        return openings;
    }

    /** The open database; null while there is none. */
    @Nullable
    OpenDatabase open() {
        return open;
    }

    /** The open database; a stat tells that its file is still there. */
    OpenDatabase inPlace() {
        OpenDatabase database = open;
        if (database == null) {
            throw new MirrorUnavailable(state.sentence());
        }
        if (!database.isInPlace()) {
            throw new MirrorUnavailable(leave(database));
        }
        return database;
    }

    /**
     * Lets go of a database that is no longer in place.
     *
     * @return what is the matter, as a sentence
     */
    synchronized String leave(OpenDatabase database) {
        if (open == database) {
            open = null;
            leaving = database;
            set(
                    DatabaseState.Condition.UNAVAILABLE,
                    database.isGone()
                            ? "The database " + file.path()
                                    + " is gone; put it back where it was (crmroute goes on by itself), or restart crmroute to begin with an empty one."
                            : "The database " + file.path() + " was replaced by another file, which is being opened.");
            try {
                rounds.execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("closing", e);
            }
        }
        return state.sentence();
    }

    /**
     * Notes that what was read is damaged.
     *
     * @return what is the matter, as a sentence
     */
    synchronized String damaged(OpenDatabase database, String what) {
        // other readers may have the bad page in their caches
        database.readers().evictIdle();
        String sentence = "The database " + file.path() + " is damaged (" + what
                + "); move a good copy into its place (crmroute goes on by itself), or move it away, restart and import again.";
        if (open == database && state.condition() != DatabaseState.Condition.DAMAGED) {
            checkedAt = System.nanoTime();
            set(DatabaseState.Condition.DAMAGED, sentence);
        }
        return sentence;
    }

    private void set(DatabaseState.Condition condition, String sentence) {
        if (condition != state.condition() || !sentence.equals(state.sentence())) {
            state = new DatabaseState(condition, sentence, clock.instant());
            if (condition == DatabaseState.Condition.READY) {
                log.info("the database {} can be read", file.path());
            } else {
                log.warn("{}", sentence);
            }
        }
    }

    private synchronized void opened(OpenDatabase database) {
        openings++;
        open = database;
        set(DatabaseState.Condition.READY, "");
    }

    /** One round: notices, lets go, opens again. */
    private void look() {
        try {
            OpenDatabase database = open;
            if (database != null) {
                if (!database.isInPlace()) {
                    leave(database);
                } else if (state.condition() == DatabaseState.Condition.DAMAGED) {
                    checkWhetherMended(database);
                }
            }
            if (open == null && !rounds.isShutdown()) {
                comeBack();
            }
        } catch (RuntimeException e) {
            log.error("looking after the database {} failed", file.path(), e);
        }
    }

    private void checkWhetherMended(OpenDatabase database) {
        if (System.nanoTime() - checkedAt < BETWEEN_CHECKS.toNanos()) {
            return;
        }
        boolean sound = database.isSound();
        synchronized (this) {
            checkedAt = System.nanoTime();
            if (sound && open == database) {
                database.readers().evictIdle();
                set(DatabaseState.Condition.READY, "");
            }
        }
    }

    private void comeBack() {
        OpenDatabase old = leaving;
        if (old != null) {
            if (!old.letGo()) {
                return;
            }
            leaving = null;
        }
        if (file.identity().isEmpty()) {
            return;
        }
        try {
            if (file.isWholeAndOurs()) {
                opened(OpenDatabase.open(file));
            } else {
                set(
                        DatabaseState.Condition.UNAVAILABLE,
                        "The database " + file.path()
                                + " was replaced by a file that is none of crmroute's, or not all there yet; move a good copy into its place (crmroute goes on by itself).");
            }
        } catch (DatabaseRefused e) {
            set(DatabaseState.Condition.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Closes all connections; waits a little for those in use. */
    @Override
    public void close() {
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("the database {} is closed while it is looked after", file.path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        OpenDatabase database = open;
        synchronized (this) {
            open = null;
            state = new DatabaseState(
                    DatabaseState.Condition.UNAVAILABLE,
                    "The database " + file.path() + " is closed.",
                    clock.instant());
        }
        if (database != null) {
            database.close();
        }
        OpenDatabase old = leaving;
        if (old != null) {
            old.close();
        }
    }
}
