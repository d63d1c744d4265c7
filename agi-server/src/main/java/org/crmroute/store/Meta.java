package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Single values about the database. */
final class Meta {

    /** Grows with each change of the catalogue. */
    static final String CATALOG_GENERATION = "catalogue generation";

    /** Grows each time a scenario is saved or activated. */
    static final String SCENARIO_GENERATION = "scenario generation";

    /** When the mirror was last filled, by our clock. */
    static final String FILLED_AT = "filled at";

    /** What the portal's clock said then; empty when it did not tell. */
    static final String SERVER_TIME = "portal time";

    /** Whether calls are decided by the CRM's data: {@code on} or {@code off}; and who turned it when. */
    static final String INTEGRATION = "integration";

    static final String INTEGRATION_BY = "integration turned by";
    static final String INTEGRATION_AT = "integration turned at";

    /** The greatest sequence a notice ever had. */
    static final String NOTICE_SEQUENCE = "notice sequence";

    static final String ALL = "SELECT key, value FROM meta";

    private Meta() {}

    /** A counter; 0 when it never grew. */
    static long number(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Long.parseLong(row.getString(1)) : 0;
            }
        }
    }

    static void set(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")) {
            statement.setString(1, key);
            statement.setString(2, value);
            statement.executeUpdate();
        }
    }

    static void grow(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO meta (key, value) VALUES (?1, '1')"
                + " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)")) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }
}
