package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection's statements, kept prepared: preparing one costs more than running it. */
final class Statements implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> known = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** The statement, prepared once; its caller closes the result, not the statement. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement found = known.get(sql);
        if (found != null) {
            return found;
        }
        PreparedStatement made = connection.prepareStatement(sql);
        known.put(sql, made);
        return made;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : known.values()) {
            statement.close();
        }
    }
}
