package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Query;

/** The table {@code decision}. */
final class DecisionRows {

    private static final String COLUMNS =
            "id, at, caller, did, scenario, version, status, reason, rule, record, target, micros, document";

    private DecisionRows() {}

    static void insert(Database database, Duration patience, List<Entry> entries) {
        database.<Boolean, RuntimeException>write(patience, connection -> {
            // a line that was written before, but whose commit we never heard of, is no error
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO decision (" + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Entry entry : entries) {
                    insert.setString(1, entry.id());
                    insert.setLong(2, entry.at().toEpochMilli());
                    insert.setString(3, entry.caller());
                    insert.setString(4, entry.did());
                    insert.setString(5, entry.scenario());
                    insert.setLong(6, entry.version());
                    insert.setString(7, entry.status());
                    insert.setString(8, entry.reason());
                    insert.setString(9, entry.rule());
                    insert.setString(10, entry.record());
                    insert.setString(11, entry.target());
                    insert.setLong(12, entry.micros());
                    insert.setString(13, entry.document());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return true;
        });
    }

    /** How many were removed, at most as many as asked for. */
    static int deleteBefore(Database database, Duration patience, Instant time, int most) {
        List<Long> old = database.read(session -> {
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
        return database.read(session -> {
            PreparedStatement select = session.prepared("SELECT " + COLUMNS + " FROM decision WHERE id = ?");
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(entry(row)) : Optional.empty();
            }
        });
    }

    static List<Entry> latest(Database database, Query query) {
        List<String> values = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        limit("caller", query.caller(), where, values);
        limit("reason", query.reason(), where, values);
        limit("rule", query.rule(), where, values);
        // says what the index of rules needs to hear
        String rules = query.rule().filter(r -> !r.isEmpty()).isPresent() ? " AND rule <> ''" : "";
        String sql =
                "SELECT " + COLUMNS + " FROM decision WHERE 1" + where + rules + " ORDER BY at DESC, seq DESC LIMIT ?";
        return database.read(session -> {
            PreparedStatement select = session.prepared(sql);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            select.setInt(values.size() + 1, query.limit());
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(entry(row));
                }
            }
            return found;
        });
    }

    private static void limit(String column, Optional<String> value, StringBuilder where, List<String> values) {
        value.ifPresent(v -> {
            where.append(" AND ").append(column).append(" = ?");
            values.add(v);
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getLong(12),
                row.getString(13));
    }
}
