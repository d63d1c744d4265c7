package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.crmroute.routing.ScenarioStore.Activation;
import org.crmroute.routing.ScenarioStore.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteScenarioStoreTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private SqliteScenarioStore store;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        store = new SqliteScenarioStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewVersionIsTheActiveOne() {
        store.save("main", "doc 1", "source 1", "anna", MONDAY);
        Version second = store.save("main", "doc 2", "source 2", "boris", TUESDAY);
        store.save("night", "doc n", "source n", "anna", TUESDAY);

        assertThat(second).isEqualTo(new Version("main", 2, "boris", TUESDAY, "doc 2", "source 2", true));
        assertThat(store.active()).extracting(Version::document).containsExactly("doc 2", "doc n");
        assertThat(store.active("main")).contains(second);
        assertThat(store.activeNumbers()).containsOnly(Map.entry("main", 2L), Map.entry("night", 1L));
        assertThat(store.history("main")).extracting(Version::version).containsExactly(2L, 1L);
        assertThat(store.history("main")).extracting(Version::active).containsExactly(true, false);
        assertThat(store.version("main", 1)).map(Version::source).contains("source 1");
    }

    @Test
    void ofSeveralWhoSawTheSameVersionOnlyTheFirstSavesOver() {
        assertThat(store.saveOver(1, "main", "doc", "source", "anna", MONDAY)).isEmpty();
        assertThat(store.saveOver(0, "main", "doc 1", "source", "anna", MONDAY)).isPresent();
        assertThat(store.saveOver(0, "main", "doc x", "source", "boris", MONDAY))
                .isEmpty();
        assertThat(store.saveOver(1, "main", "doc 2", "source", "boris", TUESDAY))
                .isPresent();
        assertThat(store.saveOver(1, "main", "doc y", "source", "anna", TUESDAY))
                .isEmpty();

        assertThat(store.history("main")).extracting(Version::document).containsExactly("doc 2", "doc 1");
        store.activate("main", 1, "carla", TUESDAY);
        assertThat(store.saveOver(2, "main", "doc z", "source", "anna", TUESDAY))
                .isEmpty();
        assertThat(store.activations("main", 1)).extracting(Activation::author).containsExactly("carla");
    }

    @Test
    void versionsAreListedWithoutTheirTexts() {
        for (int i = 1; i <= 5; i++) {
            store.save("main", "doc " + i, "source", "anna", MONDAY);
        }

        assertThat(store.entries("main", Long.MAX_VALUE, 2))
                .extracting(e -> e.version())
                .containsExactly(5L, 4L);
        assertThat(store.entries("main", 4, 9)).extracting(e -> e.version()).containsExactly(3L, 2L, 1L);
        assertThat(store.entries("main", 6, 9))
                .extracting(e -> e.active())
                .containsExactly(true, false, false, false, false);
        assertThat(store.entries("night", 9, 9)).isEmpty();
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(store.active("main")).isEmpty();
        assertThat(store.activeNumbers()).isEmpty();
        assertThat(store.active()).isEmpty();
        assertThat(store.history("main")).isEmpty();
        assertThat(store.version("main", 1)).isEmpty();
        assertThat(store.activate("main", 1, "anna", MONDAY)).isEmpty();
    }

    @Test
    void anOlderVersionCanBeMadeActiveAgainAndItIsKnownByWhom() {
        store.save("main", "doc 1", "source 1", "anna", MONDAY);
        store.save("main", "doc 2", "source 2", "anna", MONDAY);

        assertThat(store.activate("main", 1, "boris", TUESDAY))
                .map(Version::active)
                .contains(true);
        assertThat(store.activate("main", 3, "boris", TUESDAY)).isEmpty();

        assertThat(store.active()).extracting(Version::version).containsExactly(1L);
        assertThat(store.save("main", "doc 3", "source 3", "anna", TUESDAY).version())
                .isEqualTo(3);
        assertThat(store.activations("main", 1000))
                .startsWith(
                        new Activation("main", 3, OptionalLong.of(1), "anna", TUESDAY),
                        new Activation("main", 1, OptionalLong.of(2), "boris", TUESDAY))
                .hasSize(4);
    }

    @Test
    void versionsCannotBeChangedEvenByHand() throws Exception {
        store.save("main", "doc 1", "source 1", "anna", MONDAY);

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE scenario_version SET document = 'other'"))
                    .hasMessageContaining("never changed");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM scenario_version"))
                    .hasMessageContaining("never deleted");
        }
    }

    @Test
    void otherProcessesNoticeBothKindsOfChange() throws Exception {
        SqliteCatalog catalog = new SqliteCatalog(database);
        var before = catalog.generation();
        try (Database other = Database.open(database.path(), Clock.systemUTC())) {
            SqliteScenarioStore elsewhere = new SqliteScenarioStore(other);
            elsewhere.save("main", "doc 1", "source 1", "anna", MONDAY);
            elsewhere.save("main", "doc 2", "source 2", "anna", MONDAY);
            var saved = catalog.generation();
            elsewhere.activate("main", 1, "anna", MONDAY);

            assertThat(saved).isNotEqualTo(before);
            assertThat(catalog.generation()).isNotEqualTo(saved);
            assertThat(catalog.generation().catalog()).isEqualTo(before.catalog());
        }
    }

    @Test
    void twoProcessesThatSaveAtOnceGetVersionsOfTheirOwn() throws Exception {
        try (Database other = Database.open(database.path(), Clock.systemUTC())) {
            List<Thread> writers = new ArrayList<>();
            for (SqliteScenarioStore each : List.of(store, new SqliteScenarioStore(other), store)) {
                writers.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 30; i++) {
                        each.save("main", "doc", "source", "anna", MONDAY);
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }

        assertThat(store.history("main"))
                .extracting(Version::version)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 90).boxed().toList());
        assertThat(store.history("main")).filteredOn(Version::active).hasSize(1);
        assertThat(store.activations("main", 1000)).hasSize(90);
    }
}
