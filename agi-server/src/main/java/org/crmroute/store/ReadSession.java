package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConnection;

/**
 * A connection that only reads, with its statements kept prepared: preparing one costs more than running it. Used by
 * one thread at a time.
 */
final class ReadSession {

    private final Connection pooled;
    private final SQLiteConnection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    ReadSession(Connection pooled) throws SQLException {
        this.pooled = pooled;
        this.connection = pooled.unwrap(SQLiteConnection.class);
        // every read sees one state of the database from its first row to its last
        connection.setAutoCommit(false);
    }

    /** The statement, prepared once; its caller closes the result, not the statement. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement made = connection.prepareStatement(sql);
        statements.put(sql, made);
        return made;
    }

    /** Ends the read, so that the next one sees what was written meanwhile. */
    void end() throws SQLException {
        connection.commit();
    }

    Connection pooled() {
        return pooled;
    }
}
