package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.console.access.AuditLog;

/** The audit log in SQLite. */
public final class SqliteAuditLog implements AuditLog {

    private final Database database;
    private final int most;

    public SqliteAuditLog(Database database) {
        this(database, MOST);
    }

    SqliteAuditLog(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    @Override
    public void add(Instant at, String who, String what, String subject, String detail) {
        database.<Integer, RuntimeException>write(Database.PATIENCE, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO audit (at, who, what, subject, detail) VALUES (?, ?, ?, ?, ?)");
                    PreparedStatement forget = connection.prepareStatement(
                            "DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?")) {
                insert.setLong(1, at.toEpochMilli());
                insert.setString(2, who);
                insert.setString(3, what);
                insert.setString(4, subject);
                insert.setString(5, detail);
                insert.executeUpdate();
                forget.setInt(1, most);
                return forget.executeUpdate();
            }
        });
    }

    @Override
    public List<Entry> latest(Optional<String> who, Optional<Long> before, int limit) {
        return database.read(session -> {
            PreparedStatement select = session.prepared("SELECT id, at, who, what, subject, detail FROM audit"
                    + " WHERE id < ?1" + (who.isPresent() ? " AND who = ?3" : "") + " ORDER BY id DESC LIMIT ?2");
            select.setLong(1, before.orElse(Long.MAX_VALUE));
            select.setInt(2, limit);
            if (who.isPresent()) {
                select.setString(3, who.get());
            }
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Entry(
                            row.getLong(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6)));
                }
            }
            return found;
        });
    }
}
