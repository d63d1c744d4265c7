package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.routing.ScenarioStore;

/** Scenarios in SQLite. Several processes may save and activate at once: each waits for its turn. */
public final class SqliteScenarioStore implements ScenarioStore {

    private static final String VERSIONS = """
            SELECT v.scenario, v.version, v.author, v.at, v.document, v.source, v.version = s.active
            FROM scenario_version v JOIN scenario s ON s.name = v.scenario
            """;

    private final Database database;

    public SqliteScenarioStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Version> active() {
        return database.read(session -> {
            try (ResultSet row = session.prepared(VERSIONS + "WHERE v.version = s.active ORDER BY v.scenario")
                    .executeQuery()) {
                return versions(row);
            }
        });
    }

    @Override
    public Optional<Version> active(String scenario) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared(VERSIONS + "WHERE v.scenario = ? AND v.version = s.active");
            statement.setString(1, scenario);
            return first(statement);
        });
    }

    @Override
    public Map<String, Long> activeNumbers() {
        return database.read(session -> {
            Map<String, Long> numbers = new HashMap<>();
            try (ResultSet row =
                    session.prepared("SELECT name, active FROM scenario").executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getString(1), row.getLong(2));
                }
            }
            return numbers;
        });
    }

    @Override
    public Optional<Version> version(String scenario, long version) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared(VERSIONS + "WHERE v.scenario = ? AND v.version = ?");
            statement.setString(1, scenario);
            statement.setLong(2, version);
            return first(statement);
        });
    }

    @Override
    public List<Version> history(String scenario) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared(VERSIONS + "WHERE v.scenario = ? ORDER BY v.version DESC");
            statement.setString(1, scenario);
            try (ResultSet row = statement.executeQuery()) {
                return versions(row);
            }
        });
    }

    @Override
    public List<Listed> entries(String scenario, long below, int limit) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared("SELECT v.version, v.author, v.at, v.version = s.active"
                    + " FROM scenario_version v JOIN scenario s ON s.name = v.scenario"
                    + " WHERE v.scenario = ? AND v.version < ? ORDER BY v.version DESC LIMIT ?");
            statement.setString(1, scenario);
            statement.setLong(2, below);
            statement.setInt(3, limit);
            List<Listed> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Listed(
                            row.getLong(1),
                            row.getString(2),
                            Instant.ofEpochMilli(row.getLong(3)),
                            row.getInt(4) == 1));
                }
            }
            return found;
        });
    }

    @Override
    public List<Activation> activations(String scenario, int limit) {
        return database.read(session -> {
            PreparedStatement statement = session.prepared("SELECT version, previous, author, at FROM activation"
                    + " WHERE scenario = ? ORDER BY id DESC LIMIT ?");
            statement.setString(1, scenario);
            statement.setInt(2, limit);
            List<Activation> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long previous = row.getLong(2);
                    found.add(new Activation(
                            scenario,
                            row.getLong(1),
                            row.wasNull() ? OptionalLong.empty() : OptionalLong.of(previous),
                            row.getString(3),
                            Instant.ofEpochMilli(row.getLong(4))));
                }
            }
            return found;
        });
    }

    @Override
    public Version save(String scenario, String document, String source, String author, Instant at) {
        return database.write(
                Database.PATIENCE, connection -> save(connection, scenario, document, source, author, at));
    }

    @Override
    public Optional<Version> saveOver(
            long expected, String scenario, String document, String source, String author, Instant at) {
        return database.write(
                Database.PATIENCE,
                connection -> activeVersion(connection, scenario).orElse(0) == expected
                        ? Optional.of(save(connection, scenario, document, source, author, at))
                        : Optional.empty());
    }

    private static Version save(
            Connection connection, String scenario, String document, String source, String author, Instant at)
            throws SQLException {
        long version;
        try (PreparedStatement newest = connection.prepareStatement(
                "SELECT coalesce(max(version), 0) FROM scenario_version WHERE scenario = ?")) {
            newest.setString(1, scenario);
            try (ResultSet row = newest.executeQuery()) {
                version = row.getLong(1) + 1;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO scenario_version (scenario, version, author, at, document, source)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, scenario);
            insert.setLong(2, version);
            insert.setString(3, author);
            insert.setLong(4, at.toEpochMilli());
            insert.setString(5, document);
            insert.setString(6, source);
            insert.executeUpdate();
        }
        makeActive(connection, scenario, version, author, at);
        return find(connection, scenario, version).orElseThrow();
    }

    @Override
    public Optional<Version> activate(String scenario, long version, String author, Instant at) {
        return database.write(Database.PATIENCE, connection -> {
            Optional<Version> found = find(connection, scenario, version);
            if (found.isEmpty() || found.get().active()) {
                return found;
            }
            makeActive(connection, scenario, version, author, at);
            return find(connection, scenario, version);
        });
    }

    private static void makeActive(Connection connection, String scenario, long version, String author, Instant at)
            throws SQLException {
        OptionalLong previous = activeVersion(connection, scenario);
        try (PreparedStatement active = connection.prepareStatement(
                "INSERT INTO scenario (name, active) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET active = ?2")) {
            active.setString(1, scenario);
            active.setLong(2, version);
            active.executeUpdate();
        }
        try (PreparedStatement activation = connection.prepareStatement(
                "INSERT INTO activation (scenario, version, previous, author, at) VALUES (?, ?, ?, ?, ?)")) {
            activation.setString(1, scenario);
            activation.setLong(2, version);
            if (previous.isPresent()) {
                activation.setLong(3, previous.getAsLong());
            } else {
                activation.setNull(3, Types.INTEGER);
            }
            activation.setString(4, author);
            activation.setLong(5, at.toEpochMilli());
            activation.executeUpdate();
        }
        Meta.grow(connection, Meta.SCENARIO_GENERATION);
    }

    private static OptionalLong activeVersion(Connection connection, String scenario) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT active FROM scenario WHERE name = ?")) {
            statement.setString(1, scenario);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static Optional<Version> find(Connection connection, String scenario, long version) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(VERSIONS + "WHERE v.scenario = ? AND v.version = ?")) {
            statement.setString(1, scenario);
            statement.setLong(2, version);
            return first(statement);
        }
    }

    private static Optional<Version> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return versions(row).stream().findFirst();
        }
    }

    private static List<Version> versions(ResultSet row) throws SQLException {
        List<Version> found = new ArrayList<>();
        while (row.next()) {
            found.add(new Version(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7) == 1));
        }
        return found;
    }
}
