package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.portal.Entity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The integration is switched off: the portal is left alone, and nothing is lost by that. */
class SwitchedOffTest {

    @TempDir
    Path folder;

    private SyncWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new SyncWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void turn(boolean on) {
        world.integration = on;
        world.synchroniser().integrationTurned();
    }

    private void assertLeftAlone() throws InterruptedException {
        long asked = world.portal.counters().allRequests();
        Thread.sleep(1_500); // some polls and catalogues
        assertThat(world.portal.counters().allRequests()).isEqualTo(asked);
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        world.start().untilCurrent();

        turn(false);
        world.until(status -> status.phase() == SyncStatus.Phase.SWITCHED_OFF);
        world.portal.edits().update(Entity.DEAL, 12, Map.of("title", "meanwhile"));
        world.portal.edits().delete(Entity.LEAD, 9);
        int rest = world.notices.add(List.of(new RecordRef(EntityType.LEAD, 9)), 100);
        world.synchroniser().wake();
        assertThat(rest).isZero();
        assertLeftAlone();
        assertThat(world.notices.waiting()).as("events wait").isEqualTo(1);

        turn(true);
        world.untilCurrent().untilAlike();
        SyncWorld.await(() -> world.notices.waiting() == 0, () -> world.notices.waiting() + " notices wait");
    }

    @Test
    void asksNothingWhenItIsOffFromTheStart() throws Exception {
        world.integration = false;
        world.start().until(status -> status.phase() == SyncStatus.Phase.SWITCHED_OFF);
        assertThat(world.portal.counters().allRequests()).isZero();
        assertLeftAlone();

        turn(true);
        world.untilCurrent().untilAlike();
    }

    @Test
    void forgetsItsTroubleAndLetsTheLockGo() throws Exception {
        world.portal.webhookValid(false);
        world.start().until(status -> status.phase() == SyncStatus.Phase.TROUBLE);

        turn(false);
        world.until(status -> status.phase() == SyncStatus.Phase.SWITCHED_OFF);
        assertThat(world.synchroniser().status().trouble()).isEmpty();
        assertLeftAlone();

        world.portal.webhookValid(true);
        world.integration = true; // another process asks first
        try (Synchroniser another = world.another()) {
            assertThat(another.runUntilCurrent(false, status -> {}).trouble()).isEmpty();
        }
    }

    @Test
    void endsACommandThatWaits() throws Exception {
        try (Synchroniser command = world.another()) {
            SyncStatus last = command.runUntilCurrent(false, status -> {
                if (status.phase() == SyncStatus.Phase.FULL) {
                    world.integration = false;
                }
            });
            assertThat(last.phase()).isEqualTo(SyncStatus.Phase.SWITCHED_OFF);
        }
    }
}
