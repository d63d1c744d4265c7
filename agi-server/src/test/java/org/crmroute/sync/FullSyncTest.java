package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.portal.Entity;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading all records, against the stand-in portal. */
class FullSyncTest {

    @TempDir
    Path folder;

    @Test
    void makesTheMirrorLikeThePortal() throws Exception {
        try (SyncWorld world = new SyncWorld(folder).start().untilCurrent()) {
            assertThat(world.differences()).isEmpty();

            SyncStatus status = world.synchroniser().status();
            assertThat(status.trouble()).isEmpty();
            assertThat(status.alarms()).isEmpty();
            assertThat(status.progress(EntityType.CONTACT)).isEqualTo(new SyncStatus.Progress(700, 700, true));
            assertThat(status.lastServerTime()).isPresent();
        }
    }

    @Test
    void goesOnWhereItWasCutOff() throws Exception {
        PortalSettings slow = new PortalSettings().unlimited().pageTime(Duration.ofMillis(20));
        try (SyncWorld world = new SyncWorld(folder, SyncWorld.SMALL, slow).start()) {
            world.until(status -> status.progress(EntityType.DEAL).total() > 0
                    && status.progress(EntityType.CONTACT).done() > 0);
            world.stop();
            long before = Bookmarks.of(world.holdings).number(Bookmarks.fullAfter(EntityType.CONTACT));
            String run = Bookmarks.of(world.holdings).text(Bookmarks.FULL_RUN);

            world.restart().start().untilCurrent();

            assertThat(before).isPositive();
            assertThat(Bookmarks.of(world.holdings).text(Bookmarks.FULL_RUN)).isEqualTo(run);
            assertThat(world.synchroniser().status().counters().put()).isLessThan(2 * 2_330L);
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void finishesWhatWasReadBeforeItWasCutOff() throws Exception {
        try (SyncWorld world = new SyncWorld(folder).start().untilCurrent()) {
            world.stop();
            world.writer.change(pen -> pen.note(Bookmarks.FULL_FINISHED, ""));

            world.restart().start().untilCurrent();

            Bookmarks marks = Bookmarks.of(world.holdings);
            assertThat(marks.text(Bookmarks.FULL_FINISHED)).isEqualTo(marks.text(Bookmarks.FULL_RUN));
        }
    }

    @Test
    void seesWhatChangesWhileItReads() throws Exception {
        PortalSettings slow = new PortalSettings().unlimited().pageTime(Duration.ofMillis(20));
        try (SyncWorld world = new SyncWorld(folder, SyncWorld.SMALL, slow).start()) {
            world.until(status -> status.progress(EntityType.DEAL).total() > 0);
            for (int id = 1; id <= 20; id++) {
                world.portal.edits().update(Entity.DEAL, id * 50, Map.of("title", "changed " + id));
                world.portal.edits().update(Entity.CONTACT, id * 30, Map.of("post", "changed " + id));
            }
            world.untilCurrent();
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void refreshesAMirrorInPlaceAndNeverEmptiesIt() throws Exception {
        try (SyncWorld world = new SyncWorld(folder).start().untilCurrent()) {
            List<Long> counts = new ArrayList<>();
            String before = Bookmarks.of(world.holdings).text(Bookmarks.FULL_FINISHED);
            world.writer.change(pen -> pen.remove(new RecordRef(EntityType.DEAL, 5)));

            world.synchroniser().requestFull();

            world.until(status -> {
                counts.add(world.holdings.count(EntityType.DEAL, 0, Long.MAX_VALUE));
                return !Bookmarks.of(world.holdings)
                        .text(Bookmarks.FULL_FINISHED)
                        .equals(before);
            });
            assertThat(counts).allMatch(count -> count >= 1_199);
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void leavesTheWorkToTheProcessThatHasTheLock() throws Exception {
        try (SyncWorld world = new SyncWorld(folder).start().untilCurrent();
                Synchroniser other = world.another()) {
            String before = Bookmarks.of(world.holdings).text(Bookmarks.FULL_FINISHED);
            List<SyncStatus.Phase> phases = new ArrayList<>();

            SyncStatus status = other.runUntilCurrent(true, s -> phases.add(s.phase()));

            assertThat(phases).contains(SyncStatus.Phase.WAITING_FOR_LOCK);
            assertThat(status.trouble()).isEmpty();
            assertThat(Bookmarks.of(world.holdings).text(Bookmarks.FULL_FINISHED))
                    .isNotEqualTo(before);
            assertThat(status.counters().requests()).isZero();
        }
    }

    @Test
    void runsForTheCommandLineUntilAllIsThere() throws Exception {
        try (SyncWorld world = new SyncWorld(folder)) {
            SyncStatus status = world.synchroniser().runUntilCurrent(false, s -> {});
            assertThat(status.trouble()).isEmpty();
            assertThat(world.differences()).isEmpty();
        }
    }

    @Test
    void tellsTheCommandLineThatThePortalRefusesUs() throws Exception {
        try (SyncWorld world = new SyncWorld(folder)) {
            world.portal.webhookValid(false);
            SyncStatus status = world.synchroniser().runUntilCurrent(true, s -> {});
            assertThat(status.trouble()).isPresent();
            assertThat(status.trouble().get().code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(status.trouble().get().advice()).contains("webhook");
        }
    }
}
