package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.store.MirrorRecords.company;
import static org.crmroute.store.MirrorRecords.contact;
import static org.crmroute.store.MirrorRecords.deal;
import static org.crmroute.store.MirrorRecords.lead;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteHoldingsTest {

    @TempDir
    Path folder;

    private Database database;
    private SqliteMirrorWriter writer;
    private SqliteHoldings holdings;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        writer = new SqliteMirrorWriter(database);
        holdings = new SqliteHoldings(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void countOpenClosedAndLeftOutBehindTheFirstUpToTheLast() {
        writer.change(pen -> {
            for (int id = 10; id <= 15; id++) {
                pen.put(deal(id, id % 2 == 0, 1, List.of(), null));
            }
            pen.leaveOut(new RecordRef(EntityType.DEAL, 12));
            pen.leaveOut(new RecordRef(EntityType.DEAL, 99));
            pen.leaveOut(new RecordRef(EntityType.COMPANY, 14));
            pen.put(contact(14, 1, List.of()));
        });

        assertThat(holdings.ids(EntityType.DEAL, 10, 15)).containsExactly(11, 12, 13, 14, 15);
        assertThat(holdings.count(EntityType.DEAL, 10, 15)).isEqualTo(5);
        assertThat(holdings.ids(EntityType.DEAL, 0, Long.MAX_VALUE)).containsExactly(10, 11, 12, 13, 14, 15, 99);
        assertThat(holdings.count(EntityType.DEAL, 15, 98)).isZero();
        assertThat(holdings.ids(EntityType.COMPANY, 0, 100)).containsExactly(14);
    }

    @Test
    void knowWhatLinksToAContactOrCompany() {
        writer.change(pen -> {
            pen.put(deal(1, true, 1, List.of(5L, 6L), 30L));
            pen.put(deal(2, true, 1, List.of(5L), null));
            pen.put(contact(5, 1, List.of(30L)));
            pen.put(contact(6, 1, List.of(3L, 30L)));
            pen.put(contact(7, 1, List.of(300L)));
        });

        assertThat(holdings.linkedTo(new RecordRef(EntityType.CONTACT, 5), 9))
                .containsExactlyInAnyOrder(new RecordRef(EntityType.DEAL, 1), new RecordRef(EntityType.DEAL, 2));
        assertThat(holdings.linkedTo(new RecordRef(EntityType.COMPANY, 30), 9))
                .containsExactlyInAnyOrder(
                        new RecordRef(EntityType.DEAL, 1),
                        new RecordRef(EntityType.CONTACT, 5),
                        new RecordRef(EntityType.CONTACT, 6));
        assertThat(holdings.linkedTo(new RecordRef(EntityType.COMPANY, 30), 2)).hasSize(2);
        assertThat(holdings.linkedTo(new RecordRef(EntityType.DEAL, 1), 9)).isEmpty();
    }

    @Test
    void tellTheGreatestIdOfMirrorAndLeftOut() {
        writer.change(pen -> {
            pen.put(lead(7, true, 1));
            pen.put(company(5, 1));
            pen.leaveOut(new RecordRef(EntityType.COMPANY, 8));
            pen.leaveOut(new RecordRef(EntityType.LEAD, 3));
        });

        assertThat(holdings.last(EntityType.LEAD)).hasValue(7);
        assertThat(holdings.last(EntityType.COMPANY)).hasValue(8);
        assertThat(holdings.last(EntityType.DEAL)).isEmpty();
    }

    @Test
    void tellWhatWasNotedLast() {
        writer.change(pen -> {
            pen.note("cursor", "1");
            pen.note("since", "2026-01-01T00:00:00Z");
        });
        writer.change(pen -> pen.note("cursor", "2"));

        assertThat(holdings.notes()).hasSize(2).containsEntry("cursor", "2").containsKey("since");
    }

    @ParameterizedTest
    @EnumSource
    void areReadFromTheNarrowIndicesAlone(EntityType entity) {
        String narrow = "COVERING INDEX " + entity.word() + "_count (open=? AND rowid>? AND rowid<?)";
        String leftOut = "PRIMARY KEY (entity=? AND id>? AND id<?)";

        assertThat(plan(SqliteHoldings.count(entity))).anyMatch(s -> s.endsWith(narrow));
        assertThat(plan(SqliteHoldings.count(entity))).anyMatch(s -> s.endsWith(leftOut));
        assertThat(plan(SqliteHoldings.ids(entity))).anyMatch(s -> s.endsWith(narrow));
        assertThat(plan(SqliteHoldings.ids(entity))).anyMatch(s -> s.endsWith(leftOut));
    }

    private List<String> plan(String sql) {
        return database.read(session -> {
            PreparedStatement explain = session.prepared("EXPLAIN QUERY PLAN " + sql);
            List<String> steps = new ArrayList<>();
            try (ResultSet row = explain.executeQuery()) {
                while (row.next()) {
                    steps.add(row.getString("detail"));
                }
            }
            return steps;
        });
    }
}
