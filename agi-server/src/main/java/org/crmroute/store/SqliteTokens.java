package org.crmroute.store;

import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.bitrix24.TokenStore;
import org.crmroute.bitrix24.Tokens;

/** An application's tokens in SQLite. Who may read the file may read them: see {@link DatabaseFile#make()}. */
public final class SqliteTokens implements TokenStore {

    private final Database database;

    public SqliteTokens(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Tokens> load() {
        return database.read(session -> {
            try (ResultSet row = session.prepared("SELECT access, refresh, expires, endpoint, origin FROM token")
                    .executeQuery()) {
                return row.next()
                        ? Optional.of(new Tokens(
                                row.getString(1),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                URI.create(row.getString(4)),
                                row.getString(5)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public void save(Tokens tokens) {
        database.<Integer, RuntimeException>write(Database.PATIENCE, connection -> {
            try (PreparedStatement save = connection.prepareStatement(
                    "INSERT OR REPLACE INTO token (only, access, refresh, expires, endpoint, origin)"
                            + " VALUES (1, ?, ?, ?, ?, ?)")) {
                save.setString(1, tokens.access());
                save.setString(2, tokens.refresh());
                save.setLong(3, tokens.expires().toEpochMilli());
                save.setString(4, tokens.endpoint().toString());
                save.setString(5, tokens.origin());
                return save.executeUpdate();
            }
        });
    }
}
