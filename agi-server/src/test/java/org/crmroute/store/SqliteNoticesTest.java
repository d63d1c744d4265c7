package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteNoticesTest {

    private static final int PLENTY = 100;

    @TempDir
    Path folder;

    private Database database;
    private SqliteNotices notices;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        notices = new SqliteNotices(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void comeOldestFirstAndByEntity() {
        notices.add(List.of(deal(3), contact(3), deal(1)), PLENTY);
        notices.add(List.of(deal(2)), PLENTY);

        assertThat(ids(notices.oldest(EntityType.DEAL, 2))).containsExactly(3L, 1L);
        assertThat(ids(notices.oldest(EntityType.DEAL, PLENTY))).containsExactly(3L, 1L, 2L);
        assertThat(ids(notices.oldest(EntityType.CONTACT, PLENTY))).containsExactly(3L);
        assertThat(notices.oldest(EntityType.LEAD, PLENTY)).isEmpty();
        assertThat(notices.waiting()).isEqualTo(4);
    }

    @Test
    void ofOneRecordAreOneThatWaitsFromItsLastWordOn() {
        notices.add(List.of(deal(1), deal(2), deal(1)), PLENTY);
        notices.add(List.of(deal(1)), PLENTY);

        assertThat(ids(notices.oldest(EntityType.DEAL, PLENTY))).containsExactly(2L, 1L);
        assertThat(notices.waiting()).isEqualTo(2);
    }

    @Test
    void thereIsNoRoomForAreCountedEachOnce() {
        notices.add(List.of(deal(1), deal(2)), 3);

        int refused = notices.add(List.of(deal(3), deal(4), deal(1), contact(4), deal(4)), 3);

        assertThat(refused).isEqualTo(2);
        assertThat(ids(notices.oldest(EntityType.DEAL, PLENTY))).containsExactly(2L, 3L, 1L);
        assertThat(notices.waiting()).isEqualTo(3);
        assertThat(notices.add(List.of(deal(9)), 2)).isEqualTo(1);
        assertThat(notices.add(List.of(), 0)).isZero();
    }

    @Test
    void thatWereSettledAreGoneButOneThatCameAgainStays() {
        notices.add(List.of(deal(1), deal(2)), PLENTY);
        List<Notice> read = notices.oldest(EntityType.DEAL, PLENTY);
        notices.add(List.of(deal(1)), PLENTY);

        settle(read);

        assertThat(ids(notices.oldest(EntityType.DEAL, PLENTY))).containsExactly(1L);
        settle(notices.oldest(EntityType.DEAL, PLENTY));
        assertThat(notices.waiting()).isZero();
    }

    @Test
    void thatComeWhenAllWereSettledAreNewerThanThose() {
        notices.add(List.of(deal(1)), PLENTY);
        List<Notice> first = notices.oldest(EntityType.DEAL, PLENTY);
        settle(first);
        notices.add(List.of(deal(1)), PLENTY);

        settle(first);

        assertThat(notices.waiting()).isEqualTo(1);
    }

    @Test
    void surviveTheEndOfTheProcess() throws Exception {
        notices.add(List.of(deal(1)), PLENTY);
        List<Notice> before = notices.oldest(EntityType.DEAL, PLENTY);
        database.close();

        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());

        assertThat(new SqliteNotices(database).oldest(EntityType.DEAL, PLENTY)).isEqualTo(before);
    }

    @Test
    void surviveAnImport() {
        notices.add(List.of(deal(1)), PLENTY);

        new SqliteMirrorWriter(database).replace(pen -> {});

        assertThat(notices.waiting()).isEqualTo(1);
    }

    @Test
    void comeInABurst() {
        List<RecordRef> burst = new ArrayList<>();
        LongStream.rangeClosed(1, 10_000).forEach(id -> burst.add(deal(id)));

        assertThat(notices.add(burst, 10_000)).isZero();
        assertThat(notices.add(burst.subList(0, 5000), 10_000)).isZero();

        assertThat(notices.waiting()).isEqualTo(10_000);
        assertThat(ids(notices.oldest(EntityType.DEAL, 2))).containsExactly(5001L, 5002L);
    }

    private void settle(List<Notice> read) {
        new SqliteMirrorWriter(database).change(pen -> pen.settle(read));
    }

    private static List<Long> ids(List<Notice> notices) {
        return notices.stream().map(n -> n.record().id()).toList();
    }

    private static RecordRef deal(long id) {
        return new RecordRef(EntityType.DEAL, id);
    }

    private static RecordRef contact(long id) {
        return new RecordRef(EntityType.CONTACT, id);
    }
}
