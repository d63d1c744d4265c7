package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;

/** The table {@code decision}. */
final class DecisionRows {

    private static final String COLUMNS =
            "id, at, caller, name, did, scenario, version, status, reason, rule, record, target, micros, mirror";

    private static final String INSERT = "INSERT OR IGNORE INTO decision (" + COLUMNS + ", document)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private DecisionRows() {}

    static void insert(Database database, Duration patience, List<Entry> entries) {
        database.<Boolean, RuntimeException>write(patience, connection -> {
            // a line that was written before, but whose commit we never heard of, is no error and not counted again
            int[] written = insert(connection, entries);
            List<Line> lines = new ArrayList<>(entries.size());
            for (int i = 0; i < written.length; i++) {
                if (written[i] != 0 && written[i] != Statement.EXECUTE_FAILED) {
                    lines.add(entries.get(i).line());
                }
            }
            Tallies.count(connection, lines);
            return true;
        });
    }

    private static int[] insert(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Entry entry : entries) {
                Line line = entry.line();
                insert.setString(1, line.id());
                insert.setLong(2, line.at().toEpochMilli());
                insert.setString(3, line.caller());
                insert.setString(4, line.name());
                insert.setString(5, line.did());
                insert.setString(6, line.scenario());
                insert.setLong(7, line.version());
                insert.setString(8, line.status());
                insert.setString(9, line.reason());
                insert.setString(10, line.rule());
                insert.setString(11, line.record());
                insert.setString(12, line.target());
                insert.setLong(13, line.micros());
                if (line.mirror().isPresent()) {
                    insert.setLong(14, line.mirror().get().toEpochMilli());
                } else {
                    insert.setNull(14, Types.INTEGER);
                }
                insert.setString(15, entry.document());
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    /** How many were removed, at most as many as asked for. */
    static int deleteBefore(Database database, Duration patience, Instant time, int most) {
        List<Long> old = database.readAside(session -> {
            PreparedStatement select = session.prepared("SELECT seq FROM decision WHERE at < ? ORDER BY at LIMIT ?");
            select.setLong(1, time.toEpochMilli());
            select.setInt(2, most);
            List<Long> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found;
        });
        if (old.isEmpty()) {
            return 0;
        }
        return database.<Integer, RuntimeException>write(patience, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM decision WHERE seq = ?")) {
                for (long seq : old) {
                    delete.setLong(1, seq);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
            return old.size();
        });
    }

    static Optional<Entry> find(Database database, String id) {
        return database.readAside(session -> {
            PreparedStatement select = session.prepared("SELECT " + COLUMNS + ", document FROM decision WHERE id = ?");
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Entry(line(row), row.getString(15))) : Optional.empty();
            }
        });
    }

    static List<Line> lines(Database database, Query query) {
        return DecisionSearch.of(query).find(database, COLUMNS, DecisionRows::line);
    }

    static List<Entry> latest(Database database, Query query) {
        return DecisionSearch.of(query)
                .find(database, COLUMNS + ", document", row -> new Entry(line(row), row.getString(15)));
    }

    private static Line line(ResultSet row) throws SQLException {
        long mirror = row.getLong(14);
        Optional<Instant> asOf = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(mirror));
        return new Line(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getLong(13),
                asOf);
    }
}
