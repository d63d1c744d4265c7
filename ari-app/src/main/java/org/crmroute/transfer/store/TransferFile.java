package org.crmroute.transfer.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** Opens the file, making or upgrading its tables. */
final class TransferFile {

    /** What SQLite calls a database that is no file; https://www.sqlite.org/inmemorydb.html */
    static final Path MEMORY = Path.of(":memory:");

    /** "crmt": how this file is told from other programs'; https://www.sqlite.org/pragma.html#pragma_application_id */
    private static final int APPLICATION_ID = 0x63726d74;

    private static final List<String> MIGRATIONS = List.of("001-transfers.sql");

    /** Numbers and names of callers stand in it. */
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private TransferFile() {}

    static Connection open(Path file) throws StoreRefused {
        Path folder = Objects.requireNonNullElse(file.getParent(), file);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw refused(file, "its folder is missing or may not be written; make it, for the user that runs this");
        }
        try {
            make(file, folder);
            return connect(file);
        } catch (SQLException | IOException e) {
            throw new StoreRefused(
                    "The database of transfers, %s, cannot be opened (%s); see to the disk, the rights and database.url"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    static Connection openMemory() throws StoreRefused {
        try {
            return connect(MEMORY);
        } catch (SQLException e) {
            throw new StoreRefused("SQLite opens no database in memory (%s)".formatted(e.getMessage()), e);
        }
    }

    private static Connection connect(Path file) throws SQLException, StoreRefused {
        Connection connection = config().createConnection("jdbc:sqlite:" + file);
        try {
            prepare(connection, file);
            return connection;
        } catch (SQLException | StoreRefused e) {
            connection.close();
            throw e;
        }
    }

    private static void make(Path file, Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            // as on every start but the first
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // what is written outlives this process; it need not outlive the machine, for no call does
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(2000);
        config.setCacheSize(-1024);
        return config;
    }

    private static void prepare(Connection connection, Path file) throws SQLException, StoreRefused {
        try (Statement statement = connection.createStatement()) {
            int id = number(statement, "PRAGMA application_id");
            int version = number(statement, "PRAGMA user_version");
            if (id != APPLICATION_ID && (id != 0 || number(statement, "SELECT count(*) FROM sqlite_schema") > 0)) {
                throw refused(file, "is another program's database; let database.url name a file of its own");
            }
            if (version > MIGRATIONS.size()) {
                throw refused(file, "was written by a newer version; install that, or move the file away");
            }
            for (int next = version; next < MIGRATIONS.size(); next++) {
                statement.execute("BEGIN IMMEDIATE");
                try {
                    statement.executeUpdate(script(MIGRATIONS.get(next)));
                    statement.execute("PRAGMA user_version = " + (next + 1));
                    statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                    statement.execute("COMMIT");
                } catch (SQLException e) {
                    statement.execute("ROLLBACK");
                    throw e;
                }
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    private static String script(String name) {
        try (InputStream in = TransferFile.class.getResourceAsStream("/store/transfers/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its migration " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's migration " + name + " cannot be read", e);
        }
    }

    private static StoreRefused refused(Path file, String why) {
        return new StoreRefused("The database of transfers, %s: %s".formatted(file, why));
    }
}
