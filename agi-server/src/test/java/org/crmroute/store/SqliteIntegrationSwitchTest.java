package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.routing.IntegrationSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIntegrationSwitchTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");

    @TempDir
    Path folder;

    private Database open() throws DatabaseRefused {
        return Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
    }

    @Test
    void is_on_until_somebody_turns_it() throws DatabaseRefused {
        try (Database database = open()) {
            assertThat(new SqliteIntegrationSwitch(database).position())
                    .isEqualTo(new IntegrationSwitch.Position(true, Optional.empty()));
            assertThat(new SqliteCatalog(database).generation().integration()).isTrue();
        }
    }

    @Test
    void stays_as_it_was_left_and_all_processes_see_it() throws DatabaseRefused {
        IntegrationSwitch.Turn turn = new IntegrationSwitch.Turn("Анна '; DROP", AT);
        try (Database database = open();
                Database another = open()) {
            new SqliteIntegrationSwitch(database).turn(false, turn);

            assertThat(new SqliteIntegrationSwitch(another).position())
                    .isEqualTo(new IntegrationSwitch.Position(false, Optional.of(turn)));
            assertThat(new SqliteCatalog(another).generation().integration()).isFalse();
        }
        try (Database database = open()) {
            IntegrationSwitch kept = new SqliteIntegrationSwitch(database);
            assertThat(kept.position().on()).isFalse();
            kept.turn(true, turn);
            assertThat(kept.position()).isEqualTo(new IntegrationSwitch.Position(true, Optional.of(turn)));
        }
    }

    @Test
    void a_replaced_mirror_does_not_turn_it() throws DatabaseRefused {
        try (Database database = open()) {
            new SqliteIntegrationSwitch(database).turn(false, new IntegrationSwitch.Turn("anna", AT));
            new SqliteMirrorWriter(database).replace(pen -> {});
            assertThat(new SqliteIntegrationSwitch(database).position().on()).isFalse();
        }
    }
}
