package org.crmroute.store;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.crmroute.routing.IntegrationSwitch;

/** The switch in SQLite. */
public final class SqliteIntegrationSwitch implements IntegrationSwitch {

    private static final String OFF = "off";

    private final Database database;

    public SqliteIntegrationSwitch(Database database) {
        this.database = database;
    }

    @Override
    public Position position() {
        Map<String, String> meta = database.read(session -> {
            Map<String, String> found = new HashMap<>();
            try (ResultSet row = session.prepared(Meta.ALL).executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getString(2));
                }
            }
            return found;
        });
        Optional<Turn> last = Optional.ofNullable(meta.get(Meta.INTEGRATION_AT))
                .map(at -> new Turn(meta.getOrDefault(Meta.INTEGRATION_BY, ""), Instant.parse(at)));
        return new Position(isOn(meta), last);
    }

    /** Whether what the database says of itself says so; on, while nobody ever turned it. */
    static boolean isOn(Map<String, String> meta) {
        return !OFF.equals(meta.get(Meta.INTEGRATION));
    }

    @Override
    public void turn(boolean on, Turn turn) {
        boolean unused = database.<Boolean, RuntimeException>write(Database.PATIENCE, connection -> {
            Meta.set(connection, Meta.INTEGRATION, on ? "on" : OFF);
            Meta.set(connection, Meta.INTEGRATION_BY, turn.who());
            Meta.set(connection, Meta.INTEGRATION_AT, turn.at().toString());
            return true;
        });
    }
}
