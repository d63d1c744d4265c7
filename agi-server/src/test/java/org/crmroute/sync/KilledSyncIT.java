package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.crmroute.portal.Dataset;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as it is shipped, killed with signal 9 five times while it reads 200,000 records, and in the end the
 * mirror equals the portal: nothing is lost, and what was read is not read again.
 */
class KilledSyncIT {

    private static final int KILLS = 5;
    private static final DatasetSize SIZE = new DatasetSize(3, 80_000, 90_000, 10_000, 20_000, 60, 5, 40);
    private static final long RECORDS = 200_000;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("crmroute.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @Test
    void losesNothingWhenKilledAgainAndAgain() throws Exception {
        System.out.println("KilledSyncIT: crmroute.seed=" + seed);
        PortalSettings settings = new PortalSettings().unlimited();
        try (Portal portal = Portal.of(new Dataset(SIZE), settings).start()) {
            configure(portal);
            List<Long> cursors = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                long target = RECORDS * kill / KILLS + random.nextInt((int) (RECORDS / KILLS) - 10_000) + 1;
                Process process = kill == 0 ? crmroute("sync", "--full") : crmroute("sync");
                cursors.add(awaitRows(process, target));
                // between two transactions or in the midst of one
                Thread.sleep(random.nextInt(60));
                kill(process);
                portal.edits().delete(Entity.LEAD, 100 + kill);
                portal.edits().update(Entity.DEAL, 50 + kill, Map.of("title", "after kill " + kill));
            }

            Process last = crmroute("sync");
            assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(last.exitValue()).as(this::output).isZero();

            assertThat(cursors).isSorted().doesNotHaveDuplicates().allMatch(rows -> rows > 0);
            long pages = portal.counters().commands().getOrDefault("crm.item.list", 0L);
            assertThat(pages * 50).as("rows served at most").isLessThan(3 * RECORDS);
            assertThat(new MirrorComparison(portal, database(), SyncWorld.PLAN).differences())
                    .as(this::output)
                    .isEmpty();
        }
    }

    private Path database() {
        return folder.resolve("crmroute.db");
    }

    private void configure(Portal portal) throws IOException {
        Path webhook = Files.writeString(folder.resolve("webhook"), portal.webhook() + "\n");
        Path unused = Files.writeString(folder.resolve("crmroute.yaml"), """
                database: {url: "jdbc:sqlite:%s"}
                bitrix24: {webhook_file: "%s", plan: enterprise}
                """.formatted(database(), webhook));
    }

    private Process crmroute(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("target/crmroute/bin/crmroute").toAbsolutePath().toString(),
                "--config",
                folder.resolve("crmroute.yaml").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CRMROUTE_CACHE", folder.resolve("cache").toString());
        return builder.start();
    }

    private void kill(Process process) throws InterruptedException {
        assertThat(process.isAlive()).as(this::output).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
    }

    private long awaitRows(Process process, long target) {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        long rows = rows();
        while (rows < target) {
            assertThat(process.isAlive()).as(this::output).isTrue();
            assertThat(System.nanoTime()).as(this::output).isLessThan(until);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            rows = rows();
        }
        return rows;
    }

    /**
     * Read by the full synchronisation so far, as the database has it. Asked only beside a process that lives: whoever
     * opens the database after a kill mends it, and that is for the program to do.
     */
    private long rows() {
        if (!Files.exists(database())) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + database() + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(sum(value), 0) FROM sync_note WHERE key LIKE '%.full.done'")) {
            return row.getLong(1);
        } catch (SQLException e) {
            // it is being made, or locked at the moment
            return 0;
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
