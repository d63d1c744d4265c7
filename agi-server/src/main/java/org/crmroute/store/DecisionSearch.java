package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.routing.DecisionLog.Query;

/**
 * Finds lines of the decision log by one of a few statements, whatever is asked for: each connection keeps every
 * statement it ever prepared. They look through an index that holds all that can be asked for, and read the rows
 * themselves only of what they found.
 */
final class DecisionSearch {

    /** The longest way: through all of a period. */
    private static final String BY_TIME = "decision_sought";

    private static final String BY_CALLER = "decision_caller";
    private static final String BY_REASON = "decision_reason";
    private static final String BY_RULE = "decision_rule";

    private final Query query;
    private final String where;

    private DecisionSearch(Query query, String where) {
        this.query = query;
        this.where = where;
    }

    /** By caller when there is one, since few calls are one caller's; by reason or rule when nothing else is asked for. */
    static DecisionSearch of(Query query) {
        if (query.caller().isPresent()) {
            return new DecisionSearch(query, where(BY_CALLER, "caller = ?3"));
        }
        boolean others = query.part().isPresent()
                || query.did().isPresent()
                || query.scenario().isPresent()
                || query.status().isPresent();
        if (!others && query.reason().isPresent() && query.rule().isEmpty()) {
            return new DecisionSearch(query, where(BY_REASON, "reason = ?8"));
        }
        if (!others
                && query.reason().isEmpty()
                && query.rule().filter(r -> !r.isEmpty()).isPresent()) {
            // the index leaves out what no rule decided
            return new DecisionSearch(query, where(BY_RULE, "rule = ?9 AND rule <> ''"));
        }
        return new DecisionSearch(query, where(BY_TIME, "1"));
    }

    private static String where(String index, String first) {
        return """
                WHERE seq IN (
                    SELECT seq FROM decision INDEXED BY %s
                    WHERE %s AND at >= ?1 AND at <= ?2 AND (at, seq) < (?2, ?10)
                      AND (?3 IS NULL OR caller = ?3) AND (?4 IS NULL OR instr(caller, ?4) > 0)
                      AND (?5 IS NULL OR did = ?5) AND (?6 IS NULL OR scenario = ?6) AND (?7 IS NULL OR status = ?7)
                      AND (?8 IS NULL OR reason = ?8) AND (?9 IS NULL OR rule = ?9)
                    ORDER BY at DESC, seq DESC LIMIT ?11)
                ORDER BY at DESC, seq DESC""".formatted(index, first);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Where a line stands in the list. */
    private record Place(long at, long seq) {}

    <T> List<T> find(Database database, String columns, Row<T> made) {
        return database.readAside(session -> {
            Optional<Place> end = end(session);
            if (end.isEmpty()) {
                return List.of();
            }
            PreparedStatement select = session.prepared("SELECT " + columns + " FROM decision " + where);
            select.setLong(1, query.from().map(f -> f.toEpochMilli()).orElse(Long.MIN_VALUE));
            select.setLong(2, end.get().at());
            set(select, 3, query.caller());
            set(select, 4, query.part());
            set(select, 5, query.did());
            set(select, 6, query.scenario());
            set(select, 7, query.status());
            set(select, 8, query.reason());
            set(select, 9, query.rule());
            select.setLong(10, end.get().seq());
            select.setInt(11, query.limit());
            List<T> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(made.of(row));
                }
            }
            return found;
        });
    }

    /** Only what stands behind this place; empty when the decision that was to mark it is gone. */
    private Optional<Place> end(ReadSession session) throws SQLException {
        Optional<Place> until = query.until().map(u -> new Place(u.toEpochMilli(), Long.MIN_VALUE));
        if (query.before().isEmpty()) {
            return Optional.of(until.orElse(new Place(Long.MAX_VALUE, Long.MAX_VALUE)));
        }
        PreparedStatement select = session.prepared("SELECT at, seq FROM decision WHERE id = ?");
        select.setString(1, query.before().get());
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            Place before = new Place(row.getLong(1), row.getLong(2));
            return until.filter(u -> u.at() <= before.at()).or(() -> Optional.of(before));
        }
    }

    private static void set(PreparedStatement statement, int index, Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            statement.setString(index, value.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }
}
