package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that older versions of the program made. */
class SchemaTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("crmroute.db");
    }

    @Test
    void keepsEverythingOfVersionOne() throws Exception {
        make("001-mirror-scenarios-decisions.sql", 1);
        execute(
                "INSERT INTO contact VALUES (1, 1, 10, '', '76543216197+', '{\"NAME\":\"Anna\"}')",
                "INSERT INTO phone VALUES ('76543216197+', 3, 1, 10, 1)",
                "INSERT INTO scenario VALUES ('main', 1)",
                "INSERT INTO scenario_version VALUES ('main', 1, 'anna', 5, '{}', '')",
                "INSERT INTO decision VALUES (1, 'd1', 5, '', '', 'main', 1, 'ROUTED', 'RULE_MATCH', 'legal', '', '', 9, '')",
                "INSERT INTO meta VALUES ('filled at', '2026-01-01T00:00:00Z')");
        List<String> before = rows();

        try (Database database = Database.open(file, Clock.systemUTC())) {
            // later versions may add columns behind the others
            List<String> after = rows();
            assertThat(before)
                    .allSatisfy(row ->
                            assertThat(after).anySatisfy(now -> assertThat(now).startsWith(row)));
            assertThat(after).contains("tally|0|main|1|ROUTED|RULE_MATCH|legal|1|9|9", "rule_hits|main|1|legal|1|5");
            assertThat(new SqliteMirror(database, new NumberPlan("RU", 10))
                            .find(MirrorRecords.phone("+79161234567"), RecordScope.OPEN, RecordScope.OPEN)
                            .contacts())
                    .hasSize(1);
            assertThat(new SqliteCatalog(database).generation().filledAt())
                    .contains(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(new SqliteHoldings(database).ids(EntityType.CONTACT, 0, 9))
                    .containsExactly(1);
            assertThat(new SqliteNotices(database).add(List.of(new RecordRef(EntityType.LEAD, 1)), 9))
                    .isZero();
        }
        assertThat(single("PRAGMA user_version")).isEqualTo(String.valueOf(Schema.version()));
        assertThat(single("PRAGMA integrity_check")).isEqualTo("ok");
    }

    private void make(String migration, int version) throws Exception {
        try (InputStream script =
                Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/store/migrations/" + migration))) {
            execute(
                    new String(script.readAllBytes(), StandardCharsets.UTF_8),
                    "PRAGMA user_version = " + version,
                    "PRAGMA application_id = " + DatabaseFile.APPLICATION_ID);
        }
    }

    /** Every row of every table, with the table's name. */
    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                Statement inner = connection.createStatement();
                ResultSet table = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (table.next()) {
                String name = table.getString(1);
                try (ResultSet row = inner.executeQuery("SELECT * FROM " + name)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        StringBuilder text = new StringBuilder(name);
                        for (int i = 1; i <= columns; i++) {
                            text.append('|').append(row.getString(i));
                        }
                        rows.add(text.toString());
                    }
                }
            }
        }
        return rows;
    }

    private void execute(String... scripts) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.executeUpdate(script);
            }
        }
    }

    private String single(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
