package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.Notice;
import org.crmroute.sync.Notices;

/** Notices in SQLite. Safe for use by many threads and processes. */
public final class SqliteNotices implements Notices {

    private static final String COUNT = "SELECT count(*) FROM notice";

    private final Database database;

    public SqliteNotices(Database database) {
        this.database = database;
    }

    @Override
    public int add(Collection<RecordRef> records, int most) {
        Collection<RecordRef> each = new LinkedHashSet<>(records);
        if (each.isEmpty()) {
            return 0;
        }
        return database.<Integer, RuntimeException>write(Database.PATIENCE, connection -> {
            try (Statements statements = new Statements(connection)) {
                return add(connection, statements, each, most);
            }
        });
    }

    private static int add(Connection connection, Statements statements, Collection<RecordRef> records, int most)
            throws SQLException {
        long room = most - number(statements.prepared(COUNT));
        // it never goes back, or a notice that comes after all were settled would look like an old one
        long sequence = Meta.number(connection, Meta.NOTICE_SEQUENCE);
        PreparedStatement again = statements.prepared("UPDATE notice SET sequence = ?3 WHERE entity = ?1 AND id = ?2");
        PreparedStatement first = statements.prepared("INSERT INTO notice (entity, id, sequence) VALUES (?1, ?2, ?3)");
        int refused = 0;
        for (RecordRef record : records) {
            sequence++;
            if (write(again, record, sequence) == 0) {
                if (room > 0) {
                    write(first, record, sequence);
                    room--;
                } else {
                    refused++;
                }
            }
        }
        Meta.set(connection, Meta.NOTICE_SEQUENCE, String.valueOf(sequence));
        return refused;
    }

    @Override
    public List<Notice> oldest(EntityType entity, int most) {
        return database.read(session -> {
            PreparedStatement select =
                    session.prepared("SELECT id, sequence FROM notice WHERE entity = ? ORDER BY sequence LIMIT ?");
            select.setInt(1, entity.bitrixId());
            select.setInt(2, most);
            List<Notice> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Notice(new RecordRef(entity, row.getLong(1)), row.getLong(2)));
                }
            }
            return found;
        });
    }

    @Override
    public long waiting() {
        return database.read(session -> number(session.prepared(COUNT)));
    }

    @Override
    public boolean isWaiting(RecordRef record) {
        return database.read(session -> {
            PreparedStatement select = session.prepared("SELECT count(*) FROM notice WHERE entity = ? AND id = ?");
            select.setInt(1, record.entity().bitrixId());
            select.setLong(2, record.id());
            return number(select) > 0;
        });
    }

    /** Forgets notices, inside a transaction; one with a greater sequence stays. */
    static void settle(Statements statements, Collection<Notice> notices) throws SQLException {
        PreparedStatement delete =
                statements.prepared("DELETE FROM notice WHERE entity = ?1 AND id = ?2 AND sequence <= ?3");
        for (Notice notice : notices) {
            write(delete, notice.record(), notice.sequence());
        }
    }

    private static int write(PreparedStatement statement, RecordRef record, long sequence) throws SQLException {
        statement.setInt(1, record.entity().bitrixId());
        statement.setLong(2, record.id());
        statement.setLong(3, sequence);
        return statement.executeUpdate();
    }

    private static long number(PreparedStatement count) throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            return row.getLong(1);
        }
    }
}
