package org.crmroute.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times that may be missing, as milliseconds since 1970 or null. */
final class Moments {

    /** How long somebody at a browser waits for another's writing before they are told to try again. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private Moments() {}

    static Optional<Instant> read(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static @Nullable Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }
}
