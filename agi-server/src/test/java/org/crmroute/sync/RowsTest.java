package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.store.Database;
import org.crmroute.store.SqliteHoldings;
import org.crmroute.store.SqliteMirrorWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a portal's rows. */
class RowsTest {

    @TempDir
    Path folder;

    @Test
    void badOnesAreSkippedAndCountedOlderOnesToldAndTemplatesLeftOut() throws Exception {
        StatusBoard board = new StatusBoard(Clock.systemUTC());
        Rows rows = new Rows(board);
        FieldNames names = new FieldNames();
        Items items = new Items(names, new CatalogRows(names), SyncWorld.PLAN);
        try (Database database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC())) {
            SqliteMirrorWriter writer = new SqliteMirrorWriter(database);
            List<Map<String, Object>> page = List.of(
                    Map.of("id", 1, "updatedTime", "2026-03-01T10:00:00+03:00"),
                    Map.of("title", "no id"),
                    Map.of("id", -2),
                    Map.of("id", "three"),
                    Map.of("id", 4, "isRecurring", "Y"),
                    Map.of("id", 5, "updatedTime", "the day before yesterday", "contactIds", "none"));
            writer.change(pen ->
                    assertThat(rows.put(pen, items, EntityType.DEAL, page)).isEmpty());
            List<Map<String, Object>> older = List.of(Map.of("id", 1, "updatedTime", "2026-02-01T10:00:00+03:00"));
            writer.change(pen -> assertThat(rows.put(pen, items, EntityType.DEAL, older))
                    .containsExactly(new RecordRef(EntityType.DEAL, 1)));

            assertThat(new SqliteHoldings(database).ids(EntityType.DEAL, 0, Long.MAX_VALUE))
                    .containsExactly(1, 4, 5);
        }
        assertThat(board.status().counters().badRows()).isEqualTo(3);
        assertThat(board.status().counters().refused()).isEqualTo(1);
    }
}
