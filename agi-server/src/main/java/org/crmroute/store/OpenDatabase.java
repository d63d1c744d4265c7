package org.crmroute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * The connections to one file, from opening it until it is closed or no longer where it was. A file that comes back,
 * or another in its place, is opened anew.
 */
final class OpenDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenDatabase.class);

    /** In bytes. SQLite's own moves keep it at 4 MiB, as long as there are moments when nobody reads. */
    static final long LONG_LOG = 32L << 20;

    /** How long one try to empty the log waits for those who still read from it; nobody else can write meanwhile. */
    private static final Duration PATIENCE_WITH_READERS = Duration.ofMillis(100);

    /**
     * A try that meets a reader of an older state waits for its place, which newer readers may take turns in until
     * patience ends. By the next try all have the newest state, so the whole log is moved; who comes then reads the file
     * and is in nobody's way.
     */
    private static final int TRIES = 5;

    private final DatabaseFile file;
    private final Optional<Object> identity;
    private final Optional<Object> walIdentity;
    private final Readers readers;
    private final HikariDataSource writer;
    private final Semaphore writing = new Semaphore(1, true);

    // of the one who writes
    private long longLog = LONG_LOG;

    private OpenDatabase(DatabaseFile file, HikariDataSource writer, Readers readers) {
        this.file = file;
        this.identity = file.identity();
        this.walIdentity = file.walIdentity();
        this.writer = writer;
        this.readers = readers;
    }

    /** Opens the file, making or upgrading the tables where they are missing. */
    static OpenDatabase open(DatabaseFile file) throws DatabaseRefused {
        file.check();
        file.make();
        Schema.prepare(file);
        HikariConfig config = new HikariConfig();
        config.setPoolName("crmroute-writer");
        config.setDataSource(file.forWriting(false));
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(5000);
        // it opens its connection as the readers do, when it is first asked for one
        config.setInitializationFailTimeout(-1);
        HikariDataSource writer = new HikariDataSource(config);
        // the first read makes the write-ahead log, which is then known by its identity
        try (Connection connection = writer.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM meta")) {
            row.next();
            return new OpenDatabase(file, writer, new Readers(file));
        } catch (SQLException e) {
            writer.close();
            throw new DatabaseRefused(
                    file.path(), "cannot be opened (" + e.getMessage() + ")", "see to the disk and the rights", e);
        }
    }

    /** Whether the path still leads to the file that was opened. */
    boolean isInPlace() {
        return identity.equals(file.identity());
    }

    boolean isGone() {
        return file.identity().isEmpty();
    }

    Readers readers() {
        return readers;
    }

    HikariDataSource writer() {
        return writer;
    }

    /** Held by the one who writes. */
    Semaphore writing() {
        return writing;
    }

    /**
     * Empties the write-ahead log when it is long; for the one who writes, after each write. SQLite begins it anew by
     * itself only when nobody is reading, and where one call overlaps the next that is never: it would grow with every
     * page written.
     */
    void keepLogShort(Connection connection) {
        if (file.walSize() < longLog) {
            return;
        }
        try {
            emptyLog(connection);
        } catch (SQLException e) {
            log.debug("the write-ahead log stays as it is", e);
        }
        // still long: somebody reads for long, and is not to hold up each write from here on
        longLog = file.walSize() + LONG_LOG;
    }

    /** Moves the write-ahead log into the file, unless somebody reads from it for longer than a moment. */
    void emptyLog(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).setBusyTimeout((int) PATIENCE_WITH_READERS.toMillis());
        try (Statement statement = connection.createStatement()) {
            boolean emptied = false;
            for (int i = 0; i < TRIES && !emptied; i++) {
                // busy, pages in the log, pages moved: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
                try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    emptied = row.getInt(1) == 0;
                }
            }
        }
    }

    /** Whether SQLite finds nothing wrong in the whole file. */
    boolean isSound() {
        try (Connection connection = file.forReading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            return row.next() && "ok".equals(row.getString(1));
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Lets go of a file that is no longer in place, as soon as nobody uses it.
     *
     * @return whether that is done
     */
    boolean letGo() {
        readers.retire();
        if (!readers.unused() || !writing.tryAcquire()) {
            return false;
        }
        // Committed rows go into the file, wherever it was moved. Its log must not stay behind: SQLite would
        // replay it into whatever file comes to stand here.
        try (Connection connection = writer.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            log.warn("rows not yet in {} could not be written to it: {}", file.path(), e.getMessage());
        }
        close();
        try {
            if (walIdentity.isPresent() && walIdentity.equals(file.walIdentity())) {
                file.deleteWal();
            }
        } catch (IOException e) {
            log.warn("the old write-ahead log of {} could not be deleted: {}", file.path(), e.toString());
        }
        return true;
    }

    @Override
    public void close() {
        readers.retire();
        readers.awaitUnused();
        // the writer last: it moves the log into the file
        readers.close();
        writer.close();
    }
}
