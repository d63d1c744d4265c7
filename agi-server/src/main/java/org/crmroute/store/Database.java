package org.crmroute.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
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

    private static final Duration ASIDE_PATIENCE = Duration.ofSeconds(5);

    private final DatabaseFile file;
    private final Keeper keeper;

    /** Calls have the other half of the readers for themselves. */
    private final Semaphore aside = new Semaphore(Readers.MOST / 2);

    private Database(DatabaseFile file, Keeper keeper) {
        this.file = file;
        this.keeper = keeper;
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
        Keeper keeper = new Keeper(file, clock);
        keeper.start();
        return new Database(file, keeper);
    }

    public Path path() {
        return file.path();
    }

    public DatabaseState state() {
        return keeper.state();
    }

    /** Grows each time a file is opened; what was read before may not hold for it. */
    long openings() {
        return keeper.openings();
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
        OpenDatabase database = keeper.inPlace();
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

    /** As {@link #read}, for what no call waits for: never has more than half of the readers. */
    <T> T readAside(Reading<T> reading) {
        try {
            if (!aside.tryAcquire(ASIDE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new MirrorUnavailable(
                        "Too many ask the database " + file.path() + " at once, calls aside; try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirrorUnavailable("The read was given up before it began.", e);
        }
        try {
            return read(reading);
        } finally {
            aside.release();
        }
    }

    /** Writes in one transaction, waiting at most the patience given for another that is under way. */
    <T, X extends Exception> T write(Duration patience, Writing<T, X> writing) throws X {
        OpenDatabase database = keeper.inPlace();
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
            T result = inTransaction(connection, writing);
            database.keepLogShort(connection);
            return result;
        } catch (SQLException e) {
            throw failed(database, e);
        } finally {
            database.writing().release();
        }
    }

    /** Moves the write-ahead log into the file; what cannot be moved now is moved later. */
    void emptyLog() {
        OpenDatabase database = keeper.open();
        if (database == null || !database.writing().tryAcquire()) {
            return;
        }
        try (Connection connection = database.writer().getConnection()) {
            database.emptyLog(connection);
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

    private MirrorUnavailable failed(OpenDatabase database, SQLException e) {
        if (!database.isInPlace()) {
            return new MirrorUnavailable(keeper.leave(database), e);
        }
        return switch (SqliteCode.of(e)) {
            case SqliteCode.BUSY, SqliteCode.LOCKED -> busy(e);
            case SqliteCode.CORRUPT, SqliteCode.NOT_A_DATABASE, SqliteCode.IO_ERROR, SqliteCode.CANNOT_OPEN ->
                new MirrorUnavailable(keeper.damaged(database, String.valueOf(e.getMessage())), e);
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
        OpenDatabase database = keeper.open();
        return new MirrorUnavailable(database == null ? state().sentence() : keeper.damaged(database, what), cause);
    }

    /** Closes all connections; waits a little for those in use. */
    @Override
    public void close() {
        keeper.close();
    }
}
