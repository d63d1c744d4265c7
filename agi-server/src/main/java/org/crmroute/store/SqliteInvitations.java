package org.crmroute.store;

import static org.crmroute.store.SqliteAccounts.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.console.access.Invitations;

/** Links in SQLite. Safe for use by many threads and processes. */
public final class SqliteInvitations implements Invitations {

    private final Database database;

    public SqliteInvitations(Database database) {
        this.database = database;
    }

    @Override
    public void add(String account, String token, Instant expires) {
        database.<Integer, RuntimeException>write(
                Moments.PATIENCE,
                connection -> run(
                        connection,
                        "INSERT OR REPLACE INTO invitation (account, token, expires) VALUES (?, ?, ?)",
                        account,
                        token,
                        expires.toEpochMilli()));
    }

    @Override
    public Optional<String> account(String token, Instant now) {
        return database.read(session -> {
            PreparedStatement select =
                    session.prepared("SELECT account FROM invitation WHERE token = ? AND expires > ?");
            select.setString(1, token);
            select.setLong(2, now.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }
}
