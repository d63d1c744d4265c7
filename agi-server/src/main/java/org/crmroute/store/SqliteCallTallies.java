package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.routing.CallTallies;

/** The tallies in SQLite. */
public final class SqliteCallTallies implements CallTallies {

    /** So many of the newest calls that no rule matched are looked at, however many there were. */
    private static final int LOOKED_AT = 10_000;

    private static final String UNMATCHED = """
            SELECT caller, max(known), count(*), max(at) FROM (
                SELECT * FROM (SELECT caller, 0 AS known, at FROM decision INDEXED BY decision_reason
                               WHERE reason = 'UNKNOWN_CALLER' AND at >= ?1 ORDER BY at DESC LIMIT ?2)
                UNION ALL
                SELECT * FROM (SELECT caller, 1 AS known, at FROM decision INDEXED BY decision_reason
                               WHERE reason = 'NO_MATCH' AND at >= ?1 ORDER BY at DESC LIMIT ?2))
            GROUP BY caller ORDER BY 3 DESC, 4 DESC LIMIT ?3""";

    private final Database database;

    public SqliteCallTallies(Database database) {
        this.database = database;
    }

    @Override
    public List<Tally> between(Instant from, Instant until) {
        return database.readAside(session -> {
            PreparedStatement select = session.prepared("""
                    SELECT quarter, scenario, version, status, reason, rule, calls, micros, slowest
                    FROM tally WHERE quarter >= ? AND quarter < ? ORDER BY quarter""");
            select.setLong(1, quarter(from));
            select.setLong(2, quarter(until.plusMillis(Tallies.QUARTER - 1)));
            List<Tally> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Tally(
                            Instant.ofEpochMilli(row.getLong(1) * Tallies.QUARTER),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getLong(9)));
                }
            }
            return found;
        });
    }

    private static long quarter(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), Tallies.QUARTER);
    }

    @Override
    public Map<String, Long> calls(Instant from) {
        return database.readAside(session -> {
            PreparedStatement select =
                    session.prepared("SELECT scenario, sum(calls) FROM tally WHERE quarter >= ? GROUP BY scenario");
            select.setLong(1, quarter(from));
            return sums(select);
        });
    }

    @Override
    public Map<String, Long> hits(String scenario, Instant from) {
        return database.readAside(session -> {
            PreparedStatement select = session.prepared("SELECT rule, sum(calls) FROM tally"
                    + " WHERE quarter >= ? AND scenario = ? AND rule <> '' GROUP BY rule");
            select.setLong(1, quarter(from));
            select.setString(2, scenario);
            return sums(select);
        });
    }

    private static Map<String, Long> sums(PreparedStatement select) throws SQLException {
        Map<String, Long> sums = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                sums.put(row.getString(1), row.getLong(2));
            }
        }
        return sums;
    }

    @Override
    public List<RuleHits> ever(String scenario) {
        return database.readAside(session -> {
            PreparedStatement select =
                    session.prepared("SELECT rule, version, calls, latest FROM rule_hits WHERE scenario = ?");
            select.setString(1, scenario);
            List<RuleHits> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new RuleHits(
                            row.getString(1), row.getLong(2), row.getLong(3), Instant.ofEpochMilli(row.getLong(4))));
                }
            }
            return found;
        });
    }

    @Override
    public List<Unmatched> unmatched(Instant from, int most) {
        return database.readAside(session -> {
            PreparedStatement select = session.prepared(UNMATCHED);
            select.setLong(1, from.toEpochMilli());
            select.setInt(2, LOOKED_AT);
            select.setInt(3, most);
            List<Unmatched> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Unmatched(
                            row.getString(1),
                            row.getInt(2) == 1,
                            row.getLong(3),
                            Instant.ofEpochMilli(row.getLong(4))));
                }
            }
            return found;
        });
    }
}
