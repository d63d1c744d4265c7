package org.crmroute.store;

import static org.crmroute.store.SqliteAccounts.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.console.access.ApiTokens;
import org.crmroute.console.access.Role;

/** API tokens in SQLite. Safe for use by many threads and processes. */
public final class SqliteApiTokens implements ApiTokens {

    /** What a request may wait to note that its token was used; noted with the next one otherwise. */
    private static final Duration HARDLY = Duration.ofMillis(25);

    private static final String SELECT = "SELECT id, name, role, author, made, expires, used FROM api_token ";

    private final Database database;

    public SqliteApiTokens(Database database) {
        this.database = database;
    }

    @Override
    public List<ApiToken> all() {
        return database.read(session -> tokens(session.prepared(SELECT + "ORDER BY name")));
    }

    @Override
    public boolean add(String name, String token, Role role, String author, Instant at, Optional<Instant> expires) {
        return database.<Integer, RuntimeException>write(
                        Moments.PATIENCE,
                        connection -> run(
                                connection,
                                "INSERT OR IGNORE INTO api_token (name, token, role, author, made, expires)"
                                        + " SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM api_token) < " + MOST,
                                name,
                                token,
                                role.name(),
                                author,
                                at.toEpochMilli(),
                                Moments.millis(expires)))
                > 0;
    }

    @Override
    public Optional<ApiToken> find(String token, Instant now) {
        return database.read(session -> {
            PreparedStatement select =
                    session.prepared(SELECT + "WHERE token = ? AND (expires IS NULL OR expires > ?)");
            select.setString(1, token);
            select.setLong(2, now.toEpochMilli());
            return tokens(select).stream().findFirst();
        });
    }

    private static List<ApiToken> tokens(PreparedStatement select) throws SQLException {
        List<ApiToken> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new ApiToken(
                        row.getLong(1),
                        row.getString(2),
                        Role.valueOf(row.getString(3)),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Moments.read(row, 6),
                        Moments.read(row, 7)));
            }
        }
        return found;
    }

    @Override
    public void used(long id, Instant at) {
        database.<Integer, RuntimeException>write(
                HARDLY,
                connection -> run(connection, "UPDATE api_token SET used = ? WHERE id = ?", at.toEpochMilli(), id));
    }

    @Override
    public Optional<String> revoke(long id) {
        return database.write(Moments.PATIENCE, connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM api_token WHERE id = ? RETURNING name")) {
                delete.setLong(1, id);
                try (ResultSet row = delete.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.<String>empty();
                }
            }
        });
    }
}
