package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** A connection that only reads, with its statements kept prepared. Used by one thread at a time. */
final class ReadSession {

    private final Connection pooled;
    private final SQLiteConnection connection;
    private final Statements statements;

    ReadSession(Connection pooled) throws SQLException {
        this.pooled = pooled;
        this.connection = pooled.unwrap(SQLiteConnection.class);
        this.statements = new Statements(connection);
        // every read sees one state of the database from its first row to its last
        connection.setAutoCommit(false);
    }

    /** The statement, prepared once; its caller closes the result, not the statement. */
    PreparedStatement prepared(String sql) throws SQLException {
        return statements.prepared(sql);
    }

    Statements statements() {
        return statements;
    }

    /** Ends the read, so that the next one sees what was written meanwhile. */
    void end() throws SQLException {
        connection.commit();
    }

    Connection pooled() {
        return pooled;
    }
}
