package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.portal.Entity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no poll can see, found by comparing and by reading again; against the stand-in portal, which sends no event. */
class DeleteSweepTest {

    @TempDir
    Path folder;

    private SyncWorld world;

    @BeforeEach
    void current() throws Exception {
        world = new SyncWorld(folder).start().untilCurrent();
        compared();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Until a comparison that begins now is over. */
    private void compared() {
        world.until(status ->
                status.sweep().lastCompared().isPresent() && !status.sweep().comparing());
        var before = world.synchroniser().status().sweep().lastCompared();
        world.synchroniser().compareNow();
        world.until(status ->
                !status.sweep().lastCompared().equals(before) && !status.sweep().comparing());
    }

    private long held(EntityType entity) {
        return world.holdings.count(entity, 0, Long.MAX_VALUE);
    }

    private boolean has(SyncStatus.Alarm.Kind kind) {
        return world.synchroniser().status().alarms().stream().anyMatch(alarm -> alarm.kind() == kind);
    }

    @Test
    void removesWhatIsGone() {
        world.portal.edits().delete(Entity.LEAD, 3);
        world.portal.edits().delete(Entity.LEAD, 250);
        world.portal.edits().delete(Entity.LEAD, 300);
        compared();
        assertThat(world.differences()).isEmpty();
        assertThat(world.synchroniser().status().counters().removed()).isEqualTo(3);
    }

    @Test
    void fetchesWhatWasRestoredWithOldTimes() {
        world.portal.edits().recycle(Entity.LEAD, 70);
        compared();
        assertThat(held(EntityType.LEAD)).isEqualTo(299);
        world.portal.edits().restore(Entity.LEAD, 70);
        compared();
        assertThat(held(EntityType.LEAD)).isEqualTo(300);
        assertThat(world.differences()).isEmpty();
    }

    @Test
    void followsLinksToTheContactThatOthersWereMergedInto() {
        int winner = 3;
        int loser = ((Number) ((List<?>)
                                world.portal.item(Entity.DEAL, 1).orElseThrow().getOrDefault("contactIds", List.of()))
                        .getFirst())
                .intValue();
        world.portal.edits().merge(Entity.CONTACT, winner, List.of(loser));
        compared();
        SyncWorld.await(
                () -> world.differences().stream().noneMatch(line -> line.contains("found by")),
                () -> String.join("\n", world.differences()));
    }

    @Test
    void readsEachRecordAgain() {
        // one gone and one new in the same range: counting does not show it
        world.portal.edits().delete(Entity.COMPANY, 9);
        int unused = world.portal
                .edits()
                .importOld(Entity.COMPANY, Map.of("title", "old"), OffsetDateTime.parse("2020-02-03T04:05:06+03:00"));
        // a link that ends changes no time
        world.portal.edits().delete(Entity.CONTACT, 8);
        long rounds = world.synchroniser().status().sweep().rounds();
        world.synchroniser().sweepNow();
        world.until(status -> status.sweep().rounds() > rounds);
        compared();
        world.untilAlike();
    }

    @Test
    void asksBeforeManyVanishAndRemovesThemWhenItIsAccepted() {
        for (int id = 1; id <= 150; id++) {
            world.portal.edits().delete(Entity.LEAD, id);
        }
        compared();
        assertThat(has(SyncStatus.Alarm.Kind.MASS_DROP)).isTrue();
        assertThat(held(EntityType.LEAD)).isEqualTo(300);

        compared();
        assertThat(held(EntityType.LEAD)).isEqualTo(300);

        world.synchroniser().acceptDrop();
        world.until(status -> held(EntityType.LEAD) == 150 && status.alarms().isEmpty());
        world.until(status ->
                Bookmarks.of(world.holdings).text(Bookmarks.DROP_ACCEPTED).isEmpty());
        assertThat(world.synchroniser().status().alarms()).isEmpty();
    }

    @Test
    void forgetsAMassDropWhenTheRecordsComeBack() {
        for (int id = 1; id <= 150; id++) {
            world.portal.edits().recycle(Entity.LEAD, id);
        }
        compared();
        assertThat(has(SyncStatus.Alarm.Kind.MASS_DROP)).isTrue();
        for (int id = 1; id <= 150; id++) {
            world.portal.edits().restore(Entity.LEAD, id);
        }
        compared();
        assertThat(has(SyncStatus.Alarm.Kind.MASS_DROP)).isFalse();
        assertThat(held(EntityType.LEAD)).isEqualTo(300);
    }

    @Test
    void keepsWhatWeMayNoLongerSeeAndCatchesUpAfterwards() {
        world.portal.readable(Entity.DEAL, false);
        compared();
        assertThat(has(SyncStatus.Alarm.Kind.LOST_PERMISSION)).isTrue();
        assertThat(has(SyncStatus.Alarm.Kind.MASS_DROP)).isFalse();
        assertThat(held(EntityType.DEAL)).isEqualTo(1_200);
        world.portal.edits().updateAll(Entity.DEAL, List.of(5, 6, 7), Map.of("title", "unseen"));

        world.portal.readable(Entity.DEAL, true);
        compared();
        assertThat(has(SyncStatus.Alarm.Kind.LOST_PERMISSION)).isFalse();
        world.untilAlike();
    }

    @Test
    void keepsTheAlarmOverARestart() {
        world.portal.readable(Entity.DEAL, false);
        compared();
        world.restart().start();
        world.until(status ->
                status.alarms().stream().anyMatch(alarm -> alarm.kind() == SyncStatus.Alarm.Kind.LOST_PERMISSION));
        assertThat(held(EntityType.DEAL)).isEqualTo(1_200);
    }
}
