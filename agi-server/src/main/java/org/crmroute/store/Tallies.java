package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.routing.DecisionLog.Line;

/** Writes the tables {@code tally} and {@code rule_hits}, in the transactions that write the decisions counted. */
final class Tallies {

    /** Of an hour, in milliseconds. */
    static final long QUARTER = 900_000;

    private static final String COUNT = """
            INSERT INTO tally (quarter, scenario, version, status, reason, rule, calls, micros, slowest)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO UPDATE SET calls = calls + ?7, micros = micros + ?8, slowest = max(slowest, ?9)""";

    private static final String HIT = """
            INSERT INTO rule_hits (scenario, version, rule, calls, latest) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET calls = calls + ?4, latest = max(latest, ?5)""";

    private Tallies() {}

    private record Outcome(long quarter, String scenario, long version, String status, String reason, String rule) {}

    private record RuleOf(String scenario, long version, String rule) {}

    private record Sum(long calls, long micros, long slowest, long latest) {
        Sum and(Sum other) {
            return new Sum(
                    calls + other.calls,
                    micros + other.micros,
                    Math.max(slowest, other.slowest),
                    Math.max(latest, other.latest));
        }
    }

    static void count(Connection connection, List<Line> lines) throws SQLException {
        Map<Outcome, Sum> outcomes = new HashMap<>();
        Map<RuleOf, Sum> rules = new HashMap<>();
        for (Line line : lines) {
            long at = line.at().toEpochMilli();
            Sum one = new Sum(1, line.micros(), line.micros(), at);
            outcomes.merge(
                    new Outcome(
                            Math.floorDiv(at, QUARTER),
                            line.scenario(),
                            line.version(),
                            line.status(),
                            line.reason(),
                            line.rule()),
                    one,
                    Sum::and);
            if (!line.rule().isEmpty()) {
                rules.merge(new RuleOf(line.scenario(), line.version(), line.rule()), one, Sum::and);
            }
        }
        write(connection, outcomes);
        writeRules(connection, rules);
    }

    private static void write(Connection connection, Map<Outcome, Sum> outcomes) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            for (Map.Entry<Outcome, Sum> each : outcomes.entrySet()) {
                count.setLong(1, each.getKey().quarter());
                count.setString(2, each.getKey().scenario());
                count.setLong(3, each.getKey().version());
                count.setString(4, each.getKey().status());
                count.setString(5, each.getKey().reason());
                count.setString(6, each.getKey().rule());
                count.setLong(7, each.getValue().calls());
                count.setLong(8, each.getValue().micros());
                count.setLong(9, each.getValue().slowest());
                count.executeUpdate();
            }
        }
    }

    private static void writeRules(Connection connection, Map<RuleOf, Sum> rules) throws SQLException {
        try (PreparedStatement hit = connection.prepareStatement(HIT)) {
            for (Map.Entry<RuleOf, Sum> each : rules.entrySet()) {
                hit.setString(1, each.getKey().scenario());
                hit.setLong(2, each.getKey().version());
                hit.setString(3, each.getKey().rule());
                hit.setLong(4, each.getValue().calls());
                hit.setLong(5, each.getValue().latest());
                hit.executeUpdate();
            }
        }
    }

    /** What rules ever decided stays. */
    static void deleteBefore(Database database, Duration patience, Instant time) {
        database.<Integer, RuntimeException>write(patience, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM tally WHERE quarter < ?")) {
                delete.setLong(1, Math.floorDiv(time.toEpochMilli(), QUARTER));
                return delete.executeUpdate();
            }
        });
    }
}
