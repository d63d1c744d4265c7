package org.crmroute.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.sqlite.SQLiteConnection;

/**
 * The database file. Many read at once, one writes, and reading never waits for writing. A file that vanishes, is
 * replaced or damaged while we run is noticed by the next read, said in {@link #state()}, and opened again by itself
 * once it is good. Safe for use by many threads.
 */
public final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    /** How long a write waits for another one before it gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(30);

    private final DatabaseFile file;
    private final Clock clock;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("crmroute-database").factory());

    private volatile @Nullable OpenDatabase open;
    private volatile DatabaseState state;
    private volatile long openings;

    // the keeper's own
    private @Nullable OpenDatabase leaving;
    private long checkedAt;

    private Database(DatabaseFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.state = new DatabaseState(DatabaseState.Condition.READY, "", clock.instant());
    }

    /** Opens the file that {@code database.url} names; makes it when there is none. */
    public static Database open(String url, Clock clock) throws DatabaseRefused {
        return open(DatabaseFile.ofUrl(url), clock);
    }

    /** Opens the file; makes it when there is none. */
    public static Database open(Path path, Clock clock) throws DatabaseRefused {
        return open(DatabaseFile.at(path), clock);
    }

    private static Database open(DatabaseFile file, Clock clock) throws DatabaseRefused {
        OpenDatabase open = OpenDatabase.open(file);
        Database database = new Database(file, clock);
        database.opened(open);
        Future<?> unused = database.keeper.scheduleWithFixedDelay(
                database::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return database;
    }

    public Path path() {
        return file.path();
    }

    public DatabaseState state() {
        return state;
    }

    /** Grows each time a file is opened; what was read before may not hold for it. */
    long openings() {
        return openings;
    }

    /** Something that reads, in one state of the database from first to last. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ReadSession session) throws SQLException;
    }

    /** Something that writes, all of it or nothing. */
    @FunctionalInterface
    interface Writing<T, X extends Exception> {
        T write(Connection connection) throws SQLException, X;
    }

    <T> T read(Reading<T> reading) {
        OpenDatabase database = inPlace();
        Readers readers = database.readers();
        ReadSession session;
        try {
            session = readers.borrow();
        } catch (SQLException e) {
            throw failed(database, e);
        }
        boolean good = false;
        try {
            T result = reading.read(session);
            session.end();
            good = true;
            return result;
        } catch (SQLException e) {
            throw failed(database, e);
        } finally {
            if (good) {
                readers.giveBack(session);
            } else {
                readers.evict(session);
            }
        }
    }

    /** Writes in one transaction, waiting at most the patience given for another that is under way. */
    <T, X extends Exception> T write(Duration patience, Writing<T, X> writing) throws X {
        OpenDatabase database = inPlace();
        long until = System.nanoTime() + patience.toNanos();
        try {
            if (!database.writing().tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirrorUnavailable("The write was given up before it began.", e);
        }
        try (Connection connection = database.writer().getConnection()) {
            long millisLeft = Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            connection.unwrap(SQLiteConnection.class).setBusyTimeout((int) Math.min(millisLeft, 3_600_000));
            return inTransaction(connection, writing);
        } catch (SQLException e) {
            throw failed(database, e);
        } finally {
            database.writing().release();
        }
    }

    /** Moves a long write-ahead log into the file; what cannot be moved now is moved later. */
    void emptyLog() {
        OpenDatabase database = open;
        if (database == null || !database.writing().tryAcquire()) {
            return;
        }
        try (Connection connection = database.writer().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            log.debug("the write-ahead log stays as it is", e);
        } finally {
            database.writing().release();
        }
    }

    private static <T, X extends Exception> T inTransaction(Connection connection, Writing<T, X> writing)
            throws SQLException, X {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = writing.write(connection);
                statement.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(statement);
                }
            }
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has done it already, as it does when the disk is full; what went wrong first is what counts
            log.debug("nothing to roll back", e);
        }
    }

    /** The open database; a stat tells that its file is still there. */
    private OpenDatabase inPlace() {
        OpenDatabase database = open;
        if (database == null) {
            throw new MirrorUnavailable(state.sentence());
        }
        if (!database.isInPlace()) {
            throw new MirrorUnavailable(leave(database));
        }
        return database;
    }

    private synchronized String leave(OpenDatabase database) {
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
                keeper.execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("closing", e);
            }
        }
        return state.sentence();
    }

    private MirrorUnavailable failed(OpenDatabase database, SQLException e) {
        if (!database.isInPlace()) {
            return new MirrorUnavailable(leave(database), e);
        }
        return switch (SqliteCode.of(e)) {
            case SqliteCode.BUSY, SqliteCode.LOCKED -> busy(e);
            case SqliteCode.CORRUPT, SqliteCode.NOT_A_DATABASE, SqliteCode.IO_ERROR, SqliteCode.CANNOT_OPEN ->
                new MirrorUnavailable(damaged(database, String.valueOf(e.getMessage())), e);
            case SqliteCode.FULL ->
                new MirrorUnavailable(
                        "The database " + file.path() + " cannot be written: the disk is full; make room.", e);
            default ->
                new MirrorUnavailable("The database " + file.path() + " cannot be used (" + e.getMessage() + ").", e);
        };
    }

    private MirrorUnavailable busy(@Nullable SQLException cause) {
        String sentence = "The database " + file.path()
                + " is being written by somebody else (an import takes a minute or two); try again later.";
        return cause == null ? new MirrorUnavailable(sentence) : new MirrorUnavailable(sentence, cause);
    }

    /** What was read makes no sense, though SQLite did not notice. */
    MirrorUnavailable damaged(String what, Throwable cause) {
        OpenDatabase database = open;
        return new MirrorUnavailable(database == null ? state.sentence() : damaged(database, what), cause);
    }

    private synchronized String damaged(OpenDatabase database, String what) {
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

    /** The keeper's round: notices, lets go, opens again. */
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
            if (open == null && !keeper.isShutdown()) {
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
        keeper.shutdown();
        try {
            if (!keeper.awaitTermination(10, TimeUnit.SECONDS)) {
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
