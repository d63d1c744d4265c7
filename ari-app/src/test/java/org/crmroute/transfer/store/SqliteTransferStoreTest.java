package org.crmroute.transfer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.engine.TransferStore;
import org.crmroute.transfer.transfer.Fate;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTransferStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Duration KEEP = Duration.ofDays(30);

    @TempDir
    Path folder;

    private SqliteTransferStore open(Instant now) throws StoreRefused {
        return SqliteTransferStore.open(folder.resolve("transfers.db"), KEEP, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Transfer transfer(String id, State state, Instant at) {
        return new Transfer(
                new TransferId(id),
                Optional.of("key of " + id),
                "1700000000.42",
                Kind.ATTENDED,
                new Target.External("+74951234567"),
                new CallParty(
                        "1700000000.42", "PJSIP/trunk-0000000a", "+79161234567", "Ольга'); DROP TABLE transfer;--"),
                new CallParty("1700000000.43", "PJSIP/201-0000000b", "201", ""),
                state,
                at,
                at);
    }

    static List<State> states() {
        return List.of(
                new State.Starting(Kind.BLIND, Set.of(), false),
                new State.Starting(Kind.ATTENDED, Set.of(Leg.CUSTOMER), true),
                new State.Starting(Kind.ATTENDED, Set.of(Leg.TRANSFEROR), false),
                new State.Ringing(),
                new State.Consulting(false),
                new State.Consulting(true),
                new State.BlindRinging(true),
                new State.BlindRinging(false),
                new State.Ended(new Outcome(Outcome.Result.FAILED, "a sentence; with = and, signs"), Map.of()),
                new State.Ended(
                        new Outcome(Outcome.Result.COMPLETED, ""),
                        Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TARGET, Fate.TALKING, Leg.TRANSFEROR, Fate.RELEASED)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void what_was_saved_is_read_by_the_next_process(State state) throws Exception {
        Transfer saved = transfer("018bcfe56800-00000a", state, NOW);
        try (SqliteTransferStore store = open(NOW)) {
            store.save(transfer("018bcfe56800-00000a", new State.Ringing(), NOW));
            store.save(saved);
        }

        try (SqliteTransferStore store = open(NOW)) {
            assertThat(store.find(saved.id())).contains(saved);
            assertThat(store.findByKey("key of 018bcfe56800-00000a")).contains(saved);
            assertThat(store.live()).isEqualTo(state.isOver() ? List.of() : List.of(saved));
        }
    }

    @Test
    void the_newest_come_first_and_the_living_oldest_first() throws Exception {
        Transfer older = transfer("018bcfe56800-00000a", new State.Ringing(), NOW);
        Transfer newer = transfer("018bcfe56801-00000a", new State.Ringing(), NOW);
        try (SqliteTransferStore store = open(NOW)) {
            store.save(newer);
            store.save(older);

            assertThat(store.newest(10)).containsExactly(newer, older);
            assertThat(store.newest(1)).containsExactly(newer);
            assertThat(store.live()).containsExactly(older, newer);
        }
    }

    @Test
    void one_key_names_one_transfer() throws Exception {
        Transfer first = transfer("018bcfe56800-00000a", new State.Ringing(), NOW);
        Transfer second = new Transfer(
                new TransferId("018bcfe56801-00000a"),
                first.idempotencyKey(),
                first.call(),
                first.kind(),
                first.target(),
                first.customer(),
                first.transferor(),
                first.state(),
                NOW,
                NOW);
        try (SqliteTransferStore store = open(NOW)) {
            store.save(first);

            assertThatExceptionOfType(TransferStore.StoreFailed.class).isThrownBy(() -> store.save(second));
            assertThat(store.live()).containsExactly(first);
        }
    }

    @Test
    void what_is_over_is_forgotten_in_time_and_what_lives_is_not() throws Exception {
        State over = new State.Ended(new Outcome(Outcome.Result.COMPLETED, ""), Map.of());
        Transfer past = transfer("018bcfe56800-00000a", over, NOW);
        Transfer living = transfer("018bcfe56801-00000a", new State.Consulting(false), NOW);
        try (SqliteTransferStore store = open(NOW)) {
            store.save(past);
            store.save(living);
        }
        Instant later = NOW.plus(KEEP).plusSeconds(1);
        try (SqliteTransferStore store = open(later)) {
            store.save(transfer("018bcfe56802-00000a", over, later));

            assertThat(store.find(past.id())).isEmpty();
            assertThat(store.find(living.id())).contains(living);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'dancing'",
                "legs = 'CUSTOMER'",
                "legs = 'CUSTOMER=SINGING'",
                "result = 'WON'",
                "target = 'extension:2 0 1'",
                "kind = 'WARM'"
            })
    void a_row_nobody_can_read_keeps_no_other_from_being_read(String damage) throws Exception {
        State ended = new State.Ended(
                new Outcome(Outcome.Result.COMPLETED, ""),
                Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TARGET, Fate.TALKING));
        Transfer good = transfer("018bcfe56801-00000a", ended, NOW);
        try (SqliteTransferStore store = open(NOW)) {
            store.save(transfer("018bcfe56800-00000a", ended, NOW));
            store.save(good);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("transfers.db"));
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE transfer SET " + damage + " WHERE id = '018bcfe56800-00000a'");
            }

            assertThat(store.live()).containsExactly(good);
        }
    }

    @Test
    void the_file_is_its_owners_alone() throws Exception {
        try (SqliteTransferStore store = open(NOW)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_of_somebody_else_is_left_alone() throws Exception {
        Path file = folder.resolve("transfers.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE precious (x)");
        }
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> open(NOW))
                .withMessageContaining(file.toString())
                .withMessageContaining("another program's database");
    }

    @Test
    void a_file_that_is_none_and_a_folder_that_is_missing_are_said() throws Exception {
        Files.writeString(folder.resolve("transfers.db"), "once upon a time there was a file that was no database");
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> open(NOW))
                .withMessageContaining("transfers.db");
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> SqliteTransferStore.open(folder.resolve("no/such/file.db"), KEEP, Clock.systemUTC()))
                .withMessageContaining("folder");
    }

    @Test
    void a_file_of_a_newer_version_is_refused() throws Exception {
        open(NOW).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("transfers.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> open(NOW))
                .withMessageContaining("newer version");
    }
}
