package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.crmroute.bitrix24.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokensTest {

    private static final Tokens FIRST = new Tokens(
            "a1", "r1", Instant.parse("2026-01-01T00:00:00.123Z"), URI.create("https://first.bitrix24.ru/rest/"), "o1");
    private static final Tokens SECOND = new Tokens(
            "a2", "r2", Instant.parse("2026-01-01T01:00:00Z"), URI.create("https://second.bitrix24.ru/rest/"));

    @TempDir
    Path folder;

    @Test
    void areThoseSavedLastEvenInTheNextProcess() throws Exception {
        try (Database database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC())) {
            SqliteTokens tokens = new SqliteTokens(database);
            assertThat(tokens.load()).isEmpty();
            tokens.save(FIRST);
            assertThat(tokens.load()).contains(FIRST);
            tokens.save(SECOND);
        }

        try (Database database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC())) {
            assertThat(new SqliteTokens(database).load()).contains(SECOND);
        }
    }

    @Test
    void surviveAnImport() throws Exception {
        try (Database database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC())) {
            new SqliteTokens(database).save(FIRST);

            new SqliteMirrorWriter(database).replace(pen -> {});

            assertThat(new SqliteTokens(database).load()).contains(FIRST);
        }
    }
}
