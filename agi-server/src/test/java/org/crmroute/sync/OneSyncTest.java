package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.portal.Entity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A synchronisation that ends, as the command line has it, also removes what is gone. */
class OneSyncTest {

    @TempDir
    Path folder;

    private static SyncStatus run(SyncWorld world, boolean full) throws Exception {
        SyncStatus last = world.restart().synchroniser().runUntilCurrent(full, status -> {});
        assertThat(last.trouble()).isEmpty();
        return last;
    }

    @Test
    void removes_what_is_gone_and_no_event_told_of() throws Exception {
        try (SyncWorld world = new SyncWorld(folder)) {
            SyncStatus first = run(world, false);
            assertThat(first.alarms()).isEmpty();
            world.portal.edits().delete(Entity.LEAD, 9);
            SyncStatus again = run(world, false);
            assertThat(again.alarms()).isEmpty();
            assertThat(world.differences()).isEmpty();

            world.portal.edits().delete(Entity.LEAD, 10);
            SyncStatus full = run(world, true);
            assertThat(full.alarms()).isEmpty();
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void removes_many_only_when_that_is_accepted() throws Exception {
        try (SyncWorld world = new SyncWorld(folder)) {
            SyncStatus first = run(world, false);
            assertThat(first.alarms()).isEmpty();
            for (int id = 1; id <= 250; id++) {
                world.portal.edits().delete(Entity.LEAD, id);
            }
            assertThat(run(world, true).alarms())
                    .extracting(SyncStatus.Alarm::kind)
                    .containsExactly(SyncStatus.Alarm.Kind.MASS_DROP);
            assertThat(world.holdings.count(EntityType.LEAD, 0, 250)).isEqualTo(250);

            world.restart().synchroniser().acceptDrop();
            SyncStatus accepted = world.synchroniser().runUntilCurrent(true, status -> {});
            assertThat(accepted.alarms()).isEmpty();
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void one_sweep_finds_what_equal_counts_hide() throws Exception {
        try (SyncWorld world = new SyncWorld(folder)) {
            SyncStatus first = run(world, false);
            assertThat(first.alarms()).isEmpty();
            // the mirror holds one that is gone and lacks one that is there, side by side
            world.portal.edits().recycle(Entity.LEAD, 20);
            SyncStatus without = run(world, false);
            assertThat(without.alarms()).isEmpty();
            world.portal.edits().restore(Entity.LEAD, 20);
            world.portal.edits().delete(Entity.LEAD, 21);
            int old = world.portal
                    .edits()
                    .importOld(
                            Entity.CONTACT, Map.of("name", "old"), OffsetDateTime.parse("2020-02-03T04:05:06+03:00"));
            assertThat(old).isPositive();

            world.restart().start().untilCurrent();
            world.synchroniser().sweepNow();

            world.untilAlike();
        }
    }
}
