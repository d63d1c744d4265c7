package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of edits of every kind, while much goes wrong with the portal, its events and its clock, and with us. When
 * all is over, one comparison and one round of reading again make the mirror equal. A failure is repeated, up to the
 * threads' timing, with {@code -Dcrmroute.seed=N}.
 */
class LongRunTest {

    private static final int EDITS = 3_600;
    private static final int EDITS_BETWEEN_CHANGES = 60;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("crmroute.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @Test
    void theMirrorEqualsThePortalInTheEnd() throws Exception {
        System.out.println("LongRunTest: crmroute.seed=" + seed);
        PortalSettings settings =
                new PortalSettings().unlimited().seed(seed).operating(Duration.ofMinutes(8), Duration.ofSeconds(10));
        DatasetSize size = new DatasetSize(seed, 700, 1_200, 150, 300, 40, 4, 34);
        try (SyncWorld world = new SyncWorld(folder, size, settings)) {
            EventDoor door = EventDoor.open(world);
            try {
                int unused = random.nextBoolean()
                        ? world.portal.events().application(door.address())
                        : world.portal.events().webhook(door.address());
                world.start();
                door = live(world, door);
                settle(world);
                assertThat(world.synchroniser().status().counters().badRows()).isZero();
            } finally {
                door.close();
            }
        }
    }

    private EventDoor live(SyncWorld world, EventDoor first) throws Exception {
        EventDoor door = first;
        Weather weather = new Weather(world.portal, random);
        RecordLife records = new RecordLife(world.portal, random);
        CatalogueLife catalogue = new CatalogueLife(world.portal, random);
        for (int edit = 1; edit <= EDITS; edit++) {
            if (random.nextInt(25) == 0) {
                catalogue.step();
            } else {
                records.step();
            }
            if (edit % EDITS_BETWEEN_CHANGES == 0) {
                weather.change(edit < EDITS / 3);
                door = meddle(world, door);
            }
            Thread.sleep(random.nextInt(16));
        }
        weather.clear();
        records.end();
        return door;
    }

    /** What happens on our side. */
    private EventDoor meddle(SyncWorld world, EventDoor door) throws Exception {
        switch (random.nextInt(12)) {
            case 0, 1 -> world.restart().start();
            case 2 -> {
                world.restart().start();
                return door.reopen(world);
            }
            case 3 -> world.synchroniser().compareNow();
            case 4 -> world.synchroniser().sweepNow();
            case 5 -> world.synchroniser().requestFull();
            default -> {
                // all goes on as it was
            }
        }
        return door;
    }

    /** Everything that is under way ends, and then one sweep has to do. */
    private static void settle(SyncWorld world) throws Exception {
        world.portal.events().await();
        Thread.sleep(Weather.LATEST.plusMillis(500));
        SyncWorld.await(() -> isSettled(world), () -> world.synchroniser().status() + " " + fullMarks(world));
        long catalogues = catalogues(world);
        SyncWorld.await(() -> catalogues(world) >= catalogues + 2, () -> "the catalogue is not read");

        long rounds = world.synchroniser().status().sweep().rounds();
        world.synchroniser().sweepNow();
        world.until(status -> status.sweep().rounds() > rounds);
        world.untilAlike();
    }

    private static boolean isSettled(SyncWorld world) {
        SyncStatus status = world.synchroniser().status();
        return status.phase() == SyncStatus.Phase.CURRENT
                && status.trouble().isEmpty()
                && world.notices.waiting() == 0
                && isFullySynchronised(world);
    }

    private static String fullMarks(SyncWorld world) {
        Bookmarks marks = Bookmarks.of(world.holdings);
        return "asked " + marks.text(Bookmarks.FULL_ASKED) + ", finished " + marks.text(Bookmarks.FULL_FINISHED);
    }

    private static boolean isFullySynchronised(SyncWorld world) {
        Bookmarks marks = Bookmarks.of(world.holdings);
        String asked = marks.text(Bookmarks.FULL_ASKED);
        String finished = marks.text(Bookmarks.FULL_FINISHED);
        return !finished.isEmpty() && (asked.isEmpty() || asked.equals(finished));
    }

    private static long catalogues(SyncWorld world) {
        return world.portal.counters().commands().getOrDefault("crm.category.list", 0L);
    }
}
