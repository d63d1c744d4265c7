package org.crmroute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one file, from opening it until it is closed or no longer where it was. A file that comes back,
 * or another in its place, is opened anew.
 */
final class OpenDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenDatabase.class);

    private final DatabaseFile file;
    private final Optional<Object> identity;
    private final Optional<Object> walIdentity;
    private final Readers readers;
    private final HikariDataSource writer;
    private final Semaphore writing = new Semaphore(1, true);

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
