package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.routing.Draft;
import org.crmroute.routing.Drafts;

/** Drafts in SQLite. */
public final class SqliteDrafts implements Drafts {

    private final Database database;

    public SqliteDrafts(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Draft> find(String scenario, String author) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared(
                    "SELECT base, revision, at, text, before, aside FROM draft WHERE scenario = ? AND author = ?");
            statement.setString(1, scenario);
            statement.setString(2, author);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Draft(
                                scenario,
                                author,
                                row.getLong(1),
                                row.getLong(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                Optional.ofNullable(row.getString(5)),
                                Optional.ofNullable(row.getString(6))))
                        : Optional.empty();
            }
        });
    }

    @Override
    public List<Entry> list() {
        return database.read(session -> {
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = session.prepared("SELECT scenario, author, base, at FROM draft ORDER BY at DESC")
                    .executeQuery()) {
                while (row.next()) {
                    found.add(new Entry(
                            row.getString(1), row.getString(2), row.getLong(3), Instant.ofEpochMilli(row.getLong(4))));
                }
            }
            return found;
        });
    }

    @Override
    public Optional<Draft> save(Draft draft) {
        Draft next = new Draft(
                draft.scenario(),
                draft.author(),
                draft.base(),
                draft.revision() + 1,
                Instant.ofEpochMilli(draft.at().toEpochMilli()),
                draft.text(),
                draft.before(),
                draft.aside());
        int written = database.write(Database.PATIENCE, connection -> write(connection, next));
        return written == 1 ? Optional.of(next) : Optional.empty();
    }

    private static int write(Connection connection, Draft next) throws SQLException {
        String sql = next.revision() == 1
                ? "INSERT INTO draft (base, revision, at, text, before, aside, scenario, author)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
                : "UPDATE draft SET base = ?, revision = ?, at = ?, text = ?, before = ?, aside = ?"
                        + " WHERE scenario = ? AND author = ? AND revision = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, next.base());
            statement.setLong(2, next.revision());
            statement.setLong(3, next.at().toEpochMilli());
            statement.setString(4, next.text());
            statement.setString(5, next.before().orElse(null));
            statement.setString(6, next.aside().orElse(null));
            statement.setString(7, next.scenario());
            statement.setString(8, next.author());
            if (next.revision() > 1) {
                statement.setLong(9, next.revision() - 1);
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public boolean delete(String scenario, String author, long revision) {
        return database.write(Database.PATIENCE, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "DELETE FROM draft WHERE scenario = ? AND author = ? AND revision = ?")) {
                statement.setString(1, scenario);
                statement.setString(2, author);
                statement.setLong(3, revision);
                return statement.executeUpdate() == 1;
            }
        });
    }
}
