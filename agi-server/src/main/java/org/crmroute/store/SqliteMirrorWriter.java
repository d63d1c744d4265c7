package org.crmroute.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.sync.MirrorWriter;

/** Writes the mirror in SQLite. */
public final class SqliteMirrorWriter implements MirrorWriter {

    /** Another import may be under way. */
    private static final Duration PATIENCE_OF_A_REPLACEMENT = Duration.ofMinutes(5);

    /**
     * What a replacement begins without. With the records go those left out and the notes: how far the
     * synchronisation was says nothing about what comes from elsewhere, so it will begin from the start. Notices stay:
     * asking the CRM for a record once more is never wrong.
     */
    private static final List<String> EMPTIED =
            List.of("phone", "deal_contact", "lead", "contact", "company", "deal", "left_out", "sync_note");

    private final Database database;

    public SqliteMirrorWriter(Database database) {
        this.database = database;
    }

    @Override
    public <X extends Exception> void replace(Work<X> work) throws X {
        database.<Boolean, X>write(PATIENCE_OF_A_REPLACEMENT, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA cache_size = -16384");
                try {
                    replace(connection, statement, work);
                } finally {
                    statement.execute("PRAGMA cache_size = -8192");
                    statement.execute("PRAGMA shrink_memory");
                }
            }
            return true;
        });
        database.emptyLog();
    }

    /**
     * The tables that find records are filled last and in their own order: a million numbers added one by one, each
     * somewhere else in a big index, would take many times as long.
     */
    private static <X extends Exception> void replace(Connection connection, Statement statement, Work<X> work)
            throws SQLException, X {
        for (String table : EMPTIED) {
            statement.executeUpdate("DELETE FROM " + table);
        }
        statement.executeUpdate("DROP INDEX deal_company");
        statement.executeUpdate("DROP INDEX contact_company");
        try (CatalogRows catalog = new CatalogRows(connection)) {
            catalog.clear();
        }
        try (MirrorPen pen = MirrorPen.ofRecordsOnly(connection)) {
            pen.run(work);
        }
        statement.executeUpdate(
                "CREATE INDEX deal_company ON deal (company, open, updated, id) WHERE company IS NOT NULL");
        statement.executeUpdate("CREATE INDEX contact_company ON contact (companies) WHERE companies <> ''");
        statement.executeUpdate("""
                INSERT OR IGNORE INTO deal_contact (contact, open, updated, deal)
                SELECT c.value, d.open, d.updated, d.id
                FROM deal d, json_each('[' || replace(d.contacts, ' ', ',') || ']') c
                WHERE d.contacts <> '' ORDER BY 1, 2, 3, 4""");
        statement.executeUpdate("""
                INSERT OR IGNORE INTO phone (reversed, entity, open, updated, record)
                SELECT p.value, r.entity, r.open, r.updated, r.id
                FROM (SELECT 1 AS entity, id, open, updated, phones FROM lead WHERE phones <> ''
                      UNION ALL SELECT 3, id, open, updated, phones FROM contact WHERE phones <> ''
                      UNION ALL SELECT 4, id, open, updated, phones FROM company WHERE phones <> '') r,
                     json_each('["' || replace(r.phones, ' ', '","') || '"]') p
                ORDER BY 1, 2, 3, 4, 5""");
    }

    @Override
    public <X extends Exception> void change(Work<X> work) throws X {
        database.<Boolean, X>write(Database.PATIENCE, connection -> {
            try (MirrorPen pen = MirrorPen.ofEverything(connection)) {
                pen.run(work);
            }
            return true;
        });
    }

    /** A work's pen met an SQL error; the database turns it into {@link MirrorUnavailable}. */
    static final class PenBroken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException cause;

        PenBroken(SQLException cause) {
            super(cause);
            this.cause = cause;
        }

        SQLException sqlException() {
            return cause;
        }
    }
}
