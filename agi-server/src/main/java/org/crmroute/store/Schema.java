package org.crmroute.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, made and changed by numbered scripts. How many of them a file has seen stands in its
 * {@code user_version}.
 */
final class Schema {

    private static final Logger log = LoggerFactory.getLogger(Schema.class);

    /** Never change or reorder one that was released; add another. */
    private static final List<String> MIGRATIONS = List.of(
            "001-mirror-scenarios-decisions.sql",
            "002-synchronisation.sql",
            "003-access.sql",
            "004-drafts.sql",
            "005-calls.sql");

    private Schema() {}

    static int version() {
        return MIGRATIONS.size();
    }

    /** Brings a database up to this program's schema, or refuses it untouched. */
    static void prepare(DatabaseFile file) throws DatabaseRefused {
        try (Connection connection = file.forWriting(true).getConnection()) {
            int found = recognise(connection, file.path());
            if (found < version()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA journal_mode = WAL");
                }
                migrate(connection);
            }
        } catch (SQLException e) {
            throw refusal(file.path(), e);
        }
    }

    private static int recognise(Connection connection, Path path) throws SQLException, DatabaseRefused {
        int found = pragma(connection, "user_version");
        int application = pragma(connection, "application_id");
        boolean empty = found == 0 && application == 0 && tables(connection) == 0;
        if (!empty && application != DatabaseFile.APPLICATION_ID) {
            throw new DatabaseRefused(
                    path,
                    "belongs to another program",
                    "move that file away or change database.url; it was left as it is");
        }
        if (found > version()) {
            throw new DatabaseRefused(
                    path,
                    "was made by a newer crmroute (schema " + found + ", this program knows " + version() + ")",
                    "run the newer crmroute, or put back a backup made before the upgrade");
        }
        return found;
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int number = 1; number <= version(); number++) {
                statement.execute("BEGIN IMMEDIATE");
                try {
                    // asked again under the lock: another process may be doing the same
                    if (pragma(connection, "user_version") < number) {
                        statement.executeUpdate(script(MIGRATIONS.get(number - 1)));
                        statement.execute("PRAGMA user_version = " + number);
                        statement.execute("PRAGMA application_id = " + DatabaseFile.APPLICATION_ID);
                        log.info("database schema is now {}", number);
                    }
                    statement.execute("COMMIT");
                } catch (SQLException e) {
                    statement.execute("ROLLBACK");
                    throw e;
                }
            }
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("/store/migrations/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its migration " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's migration " + name + " cannot be read", e);
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        return number(connection, "PRAGMA " + name);
    }

    private static int tables(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_schema");
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    private static DatabaseRefused refusal(Path path, SQLException e) {
        return switch (SqliteCode.of(e)) {
            case SqliteCode.BUSY, SqliteCode.LOCKED ->
                new DatabaseRefused(path, "is locked by another program", "end that program, then start again", e);
            case SqliteCode.CORRUPT, SqliteCode.NOT_A_DATABASE ->
                new DatabaseRefused(
                        path,
                        "is damaged (" + e.getMessage() + ")",
                        "put back a backup, or move it away and import again",
                        e);
            case SqliteCode.FULL ->
                new DatabaseRefused(path, "cannot be written: the disk is full", "make room, then start again", e);
            case SqliteCode.READ_ONLY ->
                new DatabaseRefused(
                        path, "may not be written", "give it and its folder to the user that runs crmroute", e);
            default ->
                new DatabaseRefused(
                        path,
                        "cannot be opened (" + e.getMessage() + ")",
                        "see to the disk, the rights and database.url",
                        e);
        };
    }
}
