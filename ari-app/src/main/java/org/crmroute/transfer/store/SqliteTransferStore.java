package org.crmroute.transfer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.engine.TransferStore;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transfers in a SQLite file. One connection, used by one thread at a time: a write takes a fraction of a millisecond.
 * Safe for use by many threads.
 */
public final class SqliteTransferStore implements TransferStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteTransferStore.class);

    private static final String COLUMNS = """
            id, idempotency_key, call, kind, target,
            customer_channel, customer_name, customer_number, customer_display,
            transferor_channel, transferor_name, transferor_number, transferor_display,
            started, changed, live, state, legs, mark, result, reason""";

    private static final String SAVE = """
            INSERT INTO transfer (%s) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, live = excluded.live, state = excluded.state,
            legs = excluded.legs, mark = excluded.mark, result = excluded.result, reason = excluded.reason""".formatted(COLUMNS);

    private static final Duration PRUNE_EVERY = Duration.ofHours(1);

    private final Path file;
    private final Connection connection;
    private final Duration keep;
    private final Clock clock;
    private final ReentrantLock using = new ReentrantLock();
    private Instant pruneAt = Instant.MIN;

    private SqliteTransferStore(Path file, Connection connection, Duration keep, Clock clock) {
        this.file = file;
        this.connection = connection;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Opens the file; makes it when there is none.
     *
     * @param keep how long a transfer that is over can be looked up, and its idempotency key is known
     */
    public static SqliteTransferStore open(Path file, Duration keep, Clock clock) throws StoreRefused {
        Path absolute = file.toAbsolutePath().normalize();
        return new SqliteTransferStore(absolute, TransferFile.open(absolute), keep, clock);
    }

    /** One that is gone when it is closed. */
    public static SqliteTransferStore inMemory(Duration keep, Clock clock) throws StoreRefused {
        return new SqliteTransferStore(TransferFile.MEMORY, TransferFile.openMemory(), keep, clock);
    }

    @Override
    public void save(Transfer transfer) throws StoreFailed {
        using.lock();
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            StateRow state = StateRow.of(transfer.state());
            Object[] values = {
                transfer.id().text(),
                transfer.idempotencyKey().orElse(null),
                transfer.call(),
                transfer.kind().name(),
                transfer.target().text(),
                transfer.customer().channel(),
                transfer.customer().channelName(),
                transfer.customer().number(),
                transfer.customer().name(),
                transfer.transferor().channel(),
                transfer.transferor().channelName(),
                transfer.transferor().number(),
                transfer.transferor().name(),
                transfer.started().toEpochMilli(),
                transfer.changed().toEpochMilli(),
                transfer.state().isOver() ? 0 : 1,
                state.state(),
                state.legs(),
                state.mark(),
                state.result(),
                state.reason()
            };
            for (int i = 0; i < values.length; i++) {
                save.setObject(i + 1, values[i]);
            }
            save.executeUpdate();
            prune();
        } catch (SQLException e) {
            throw failed("written", e);
        } finally {
            using.unlock();
        }
    }

    private void prune() throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(pruneAt)) {
            return;
        }
        pruneAt = now.plus(PRUNE_EVERY);
        try (PreparedStatement prune =
                connection.prepareStatement("DELETE FROM transfer WHERE live = 0 AND changed < ?")) {
            prune.setLong(1, now.minus(keep).toEpochMilli());
            prune.executeUpdate();
        }
    }

    @Override
    public List<Transfer> live() throws StoreFailed {
        return query("WHERE live = 1 ORDER BY id");
    }

    @Override
    public Optional<Transfer> find(TransferId id) throws StoreFailed {
        return query("WHERE id = ?", id.text()).stream().findFirst();
    }

    @Override
    public Optional<Transfer> findByKey(String idempotencyKey) throws StoreFailed {
        return query("WHERE idempotency_key = ?", idempotencyKey).stream().findFirst();
    }

    @Override
    public List<Transfer> newest(int most) throws StoreFailed {
        return query("ORDER BY id DESC LIMIT ?", most);
    }

    private List<Transfer> query(String which, Object... parameters) throws StoreFailed {
        using.lock();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT %s FROM transfer %s".formatted(COLUMNS, which))) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<Transfer> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    read(row).ifPresent(found::add);
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed("read", e);
        } finally {
            using.unlock();
        }
    }

    /** A row nobody can read must not keep the others from being served. */
    private Optional<Transfer> read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            StateRow state = new StateRow(
                    row.getString("state"),
                    row.getString("legs"),
                    row.getString("mark"),
                    row.getString("result"),
                    row.getString("reason"));
            return Optional.of(new Transfer(
                    new TransferId(id),
                    Optional.ofNullable(row.getString("idempotency_key")),
                    row.getString("call"),
                    Kind.valueOf(row.getString("kind")),
                    Target.of(row.getString("target")).orElseThrow(IllegalArgumentException::new),
                    party(row, "customer"),
                    party(row, "transferor"),
                    state.read(),
                    Instant.ofEpochMilli(row.getLong("started")),
                    Instant.ofEpochMilli(row.getLong("changed"))));
        } catch (IllegalArgumentException e) {
            LOG.error("A transfer in {} cannot be read and is left out ({})", file, e.toString());
            return Optional.empty();
        }
    }

    private static CallParty party(ResultSet row, String who) throws SQLException {
        return new CallParty(
                row.getString(who + "_channel"),
                row.getString(who + "_name"),
                row.getString(who + "_number"),
                row.getString(who + "_display"));
    }

    private StoreFailed failed(String what, SQLException e) {
        return new StoreFailed(
                "the database of transfers, %s, cannot be %s (%s)".formatted(file, what, e.getMessage()), e);
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        using.lock();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The database of transfers did not close cleanly: {}", e.getMessage());
        } finally {
            using.unlock();
        }
    }
}
