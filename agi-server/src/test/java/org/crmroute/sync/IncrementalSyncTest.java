package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.portal.Edits;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping a mirror current by polling, and by what events tell; against the stand-in portal. */
class IncrementalSyncTest {

    @TempDir
    Path folder;

    private SyncWorld world;

    @BeforeEach
    void current() throws Exception {
        world = new SyncWorld(folder).start().untilCurrent();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void seesWhatIsAddedChangedAndMoved() {
        Edits edits = world.portal.edits();
        int contact = edits.add(
                Entity.CONTACT,
                Map.of("name", "Анна", "fm", List.of(Map.of("typeId", "PHONE", "value", "8 (916) 123-45-67"))));
        int deal = edits.add(Entity.DEAL, Map.of("title", "new", "contactIds", List.of(contact)));
        edits.update(Entity.COMPANY, 3, Map.of("title", "ООО «Новое»"));
        edits.update(Entity.LEAD, 5, Map.of("stageId", "JUNK"));
        edits.moveDeal(7, 5, "C5:EXECUTING");

        world.untilAlike();

        assertThat(world.holdings.ids(EntityType.DEAL, deal - 1, deal)).containsExactly(deal);
    }

    @Test
    void seesAMassEditWithinOneSecondAlsoWhenItIsCutOff() {
        world.stop();
        List<Integer> all = IntStream.rangeClosed(1, 1_200).boxed().toList();
        world.portal.edits().updateAll(Entity.DEAL, all, Map.of("title", "edited"));
        // as the last step before a kill leaves it: in the middle of the window
        Instant began = Instant.now();
        world.writer.change(pen -> {
            pen.note(Bookmarks.at(EntityType.DEAL), "600");
            pen.note(Bookmarks.passBegan(EntityType.DEAL), began.toString());
        });

        world.restart().start().untilAlike();

        // all was right before the window came to its end
        SyncWorld.await(
                () -> Bookmarks.of(world.holdings).number(Bookmarks.at(EntityType.DEAL)) == 0,
                () -> "the window stays open: " + world.holdings.notes());
    }

    @Test
    void findsRecordsImportedWithOldTimes() {
        for (int i = 0; i < 120; i++) {
            int unused = world.portal
                    .edits()
                    .importOld(
                            Entity.CONTACT,
                            Map.of("name", "old " + i),
                            OffsetDateTime.parse("2020-02-03T04:05:06+03:00"));
        }
        world.untilAlike();
    }

    @Test
    void seesWhatIsCommittedAfterTheQueryThatShouldHaveSeenIt() throws Exception {
        Edits.Uncommitted late = world.portal.edits().updateLater(Entity.DEAL, 11, Map.of("title", "late"));
        Thread.sleep(1_500); // some polls pass by
        late.commit();
        world.untilAlike();
    }

    @Test
    void losesNothingWhenThePortalsClockGoesBack() throws Exception {
        world.portal.clockOffset(Duration.ofMinutes(-30));
        world.portal.edits().update(Entity.DEAL, 12, Map.of("title", "after the jump"));
        world.untilAlike();
    }

    @Test
    void losesNothingWhenThePortalsClockWentBackWhileWeWereAway() {
        world.stop();
        world.portal.clockOffset(Duration.ofMinutes(-30));
        world.portal.edits().update(Entity.DEAL, 12, Map.of("title", "after the jump"));
        world.restart().start().untilAlike();
    }

    @Test
    void readsEachEntityOnceUntilAllAreKnownHoweverMuchLooksNew() {
        // from now on the portal shows all 2,330 records as changed each time, more of them than one step reads
        world.portal.clockOffset(Duration.ofDays(-4_000));
        awaitSuccess();
        long before = world.synchroniser().status().counters().put();
        for (int i = 0; i < 3; i++) {
            awaitSuccess();
        }

        assertThat(world.synchroniser().status().counters().put() - before).isLessThan(2 * 3 * 2_330L);
        assertThat(world.differences()).isEmpty();
    }

    private void awaitSuccess() {
        Optional<Instant> before = world.synchroniser().status().lastSuccess();
        world.until(status -> !status.lastSuccess().equals(before));
    }

    @Test
    void removesWhatANoticeTellsOfAndThatIsGone() {
        world.portal.edits().delete(Entity.LEAD, 9);
        int rest = world.notices.add(List.of(new RecordRef(EntityType.LEAD, 9)), 100);
        world.synchroniser().wake();

        world.untilAlike();

        assertThat(rest).isZero();
        SyncWorld.await(() -> world.notices.waiting() == 0, () -> world.notices.waiting() + " notices wait");
        assertThat(world.synchroniser().status().counters().removed()).isEqualTo(1);
    }

    @Test
    void removesManyThatNoticesTellOfWithoutAsking() {
        // a comparison between the deletions and the word of them would find too many gone
        world.until(status -> status.sweep().lastCompared().isPresent());
        List<RecordRef> gone = new ArrayList<>();
        for (int id = 1; id <= 250; id++) {
            world.portal.edits().delete(Entity.LEAD, id);
            gone.add(new RecordRef(EntityType.LEAD, id));
        }
        int rest = world.notices.add(gone, 10_000);
        world.synchroniser().wake();

        world.untilAlike();

        assertThat(rest).isZero();
        assertThat(world.synchroniser().status().alarms()).isEmpty();
    }

    @Test
    void asksForWhatANoticeTellsOfAndForNothingElse() {
        world.with(world.settings.withPoll(Duration.ofHours(1)).withCatalogue(Duration.ofHours(1)))
                .start()
                .untilCurrent();
        world.until(status -> status.sweep().lastCompared().isPresent());
        world.portal.edits().update(Entity.DEAL, 12, Map.of("title", "told of"));
        world.portal.counters().clear();

        int rest = world.notices.add(List.of(new RecordRef(EntityType.DEAL, 12)), 100);
        world.synchroniser().wake();
        world.untilAlike();

        assertThat(rest).isZero();
        assertThat(world.portal.counters().commands()).containsExactly(Map.entry("crm.item.list", 1L));
        assertThat(world.notices.waiting()).isZero();
    }

    @Test
    void asksAgainForWhatANoticeTellsOfWhenThePortalFailed() {
        world.portal.faults().next(3, "crm.item.list", new Fault.Html(502));
        world.portal.edits().delete(Entity.LEAD, 9);
        assertThat(world.synchroniser().fetch(new RecordRef(EntityType.LEAD, 9)))
                .isTrue();

        world.untilAlike();

        SyncWorld.await(
                () -> !world.synchroniser().isWaiting(new RecordRef(EntityType.LEAD, 9)),
                () -> "still waits: " + world.synchroniser().status());
    }

    @Test
    void keepsWhatANoticeTellsOfAndWeMayNotSee() {
        world.portal.readable(Entity.LEAD, false);
        int rest = world.notices.add(List.of(new RecordRef(EntityType.LEAD, 9)), 100);
        world.synchroniser().wake();
        world.until(status -> world.notices.waiting() == 0);

        assertThat(rest).isZero();
        assertThat(world.holdings.ids(EntityType.LEAD, 8, 9)).hasSize(1);
    }

    @Test
    void putsARecordRightThatThePortalHoldsOlder() {
        Map<String, Object> restored = Map.of("title", "from the backup");
        int id = world.portal.edits().add(Entity.DEAL, restored);
        world.untilAlike();
        // the mirror knows a later state than the portal has after a backup was put back
        world.writer.change(pen -> pen.overwrite(new MirrorRecord(
                new CrmRecord(
                        new RecordRef(EntityType.DEAL, id),
                        true,
                        Instant.now().plusSeconds(3_600),
                        Map.of("TITLE", "from the future")),
                List.of(),
                List.of(),
                List.of())));

        world.untilAlike();

        assertThat(world.synchroniser().status().counters().refused()).isPositive();
    }

    @Test
    void tellsAtOnceThatItIsShutOutForAWhile() {
        world.portal.faults().next(1, "crm.item.list", new Fault.Answered(429, "OPERATION_TIME_LIMIT", "too long"));
        world.until(status -> status.trouble()
                .filter(trouble -> trouble.nextAttempt().isAfter(Instant.now().plusSeconds(20)))
                .isPresent());
    }

    @Test
    void goesThroughFaultsOfEachKind() {
        world.portal.faults().chance(0.2, new Fault.Html(502));
        world.portal.faults().chance(0.2, new Fault.Cut());
        world.portal.faults().chance(0.1, new Fault.Answered(503, "QUERY_LIMIT_EXCEEDED", "Too many requests"));
        for (int id = 1; id <= 60; id++) {
            world.portal.edits().update(Entity.CONTACT, id, Map.of("post", "after " + id));
        }
        world.until(status -> status.counters().failures() > 10);
        world.portal.faults().clear();
        world.untilAlike();
    }

    @Test
    void tellsThatTheWebhookWasRevokedAndRecoversByItself() {
        world.portal.webhookValid(false);
        world.portal.edits().update(Entity.DEAL, 30, Map.of("title", "meanwhile"));
        world.until(status -> status.phase() == SyncStatus.Phase.TROUBLE);

        SyncStatus.Trouble trouble = world.synchroniser().status().trouble().orElseThrow();
        assertThat(trouble.code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(trouble.advice()).contains("webhook");
        assertThat(world.holdings.count(EntityType.DEAL, 0, Long.MAX_VALUE)).isEqualTo(1_200);

        world.portal.webhookValid(true);
        world.untilCurrent().untilAlike();
        assertThat(world.synchroniser().status().trouble()).isEmpty();
    }

    @Test
    void goesOnWhenThePortalIsBackAndWhenItMoved() throws Exception {
        world.portal.goDown();
        world.portal.edits().update(Entity.DEAL, 31, Map.of("title", "while down"));
        world.until(status -> status.phase() == SyncStatus.Phase.TROUBLE);
        world.portal.comeUp();
        world.untilCurrent().untilAlike();

        URI now = world.portal.rename();
        world.portal.edits().update(Entity.DEAL, 32, Map.of("title", "moved"));
        world.untilAlike();
        world.until(status -> status.alarms().stream()
                .anyMatch(alarm -> alarm.kind() == SyncStatus.Alarm.Kind.PORTAL_MOVED
                        && alarm.sentence().contains(String.valueOf(now.getPort()))));
    }

    @Test
    void seesChangesOfTheCatalogue() {
        world.portal.catalog().addStage("DEAL_STAGE_5", "C5:EXTRA", "Extra", "");
        world.portal.catalog().renameFunnel(7, "Renamed");
        world.portal.catalog().addField(Entity.CONTACT, "UF_CRM_VIP", "enumeration", false, "VIP");
        int user = world.portal.staff().addUser(Map.of("NAME", "Neu", "LAST_NAME", "Mann", "UF_PHONE_INNER", "399"));
        world.portal.staff().dismiss(3);
        assertThat(user).isPositive();
        world.untilAlike();
    }

    @Test
    void keepsTheLastGoodCatalogueWhenItIsAnsweredInPart() {
        world.portal.faults().chance(1, "user.get", new Fault.Answered(403, "insufficient_scope", "no scope user"));
        world.until(
                status -> status.alarms().stream().anyMatch(alarm -> alarm.kind() == SyncStatus.Alarm.Kind.CATALOGUE));
        world.portal.edits().update(Entity.DEAL, 33, Map.of("title", "still read"));
        world.untilAlike();

        world.portal.faults().clear();
        world.until(status -> status.alarms().isEmpty());
    }
}
