package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.sync.SyncLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileSyncLockTest {

    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void name() {
        database = folder.resolve("crmroute.db");
    }

    @Test
    void isHeldByOneUntilClosed() {
        SyncLock.Held first = new FileSyncLock(database).tryHold().orElseThrow();

        assertThat(new FileSyncLock(database).tryHold()).isEmpty();
        first.close();
        try (SyncLock.Held second = new FileSyncLock(database).tryHold().orElseThrow()) {
            first.close();
            assertThat(second).isNotNull();
            assertThat(new FileSyncLock(database).tryHold()).isEmpty();
        }
        assertThat(folder.resolve("crmroute.db.sync")).isEmptyFile();
    }

    @Test
    void isOfOneDatabase() {
        try (SyncLock.Held one = new FileSyncLock(database).tryHold().orElseThrow();
                SyncLock.Held other =
                        new FileSyncLock(folder.resolve("other.db")).tryHold().orElseThrow()) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void isTheSameByAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (SyncLock.Held held = new FileSyncLock(database).tryHold().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(new FileSyncLock(link.resolve("../link/crmroute.db")).tryHold())
                    .isEmpty();
        }
    }

    @Test
    void ofAnotherProcessEndsWhenThatIsKilled() throws Exception {
        Process other = holder();
        try {
            assertThat(new FileSyncLock(database).tryHold()).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }

        try (SyncLock.Held held = new FileSyncLock(database).tryHold().orElseThrow()) {
            assertThat(held).isNotNull();
        }
    }

    @Test
    void heldHereKeepsAnotherProcessOutEvenAfterOthersAskedHere() throws Exception {
        try (SyncLock.Held held = new FileSyncLock(database).tryHold().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(new FileSyncLock(database).tryHold()).isEmpty();

            Process other = holderProcess();

            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(Holder.NOT_HELD);
        }
    }

    @Test
    void saysWhereItCannotBeMade() {
        FileSyncLock nowhere = new FileSyncLock(folder.resolve("nowhere/crmroute.db"));

        assertThatThrownBy(nowhere::tryHold)
                .isInstanceOf(MirrorUnavailable.class)
                .hasMessageContaining("crmroute.db.sync");
    }

    private Process holder() throws IOException {
        Process process = holderProcess();
        assertThat(process.inputReader().readLine()).isEqualTo("held");
        return process;
    }

    private Process holderProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another process: holds the lock until it is killed. */
    static final class Holder {

        static final int NOT_HELD = 3;

        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            Optional<SyncLock.Held> held = new FileSyncLock(Path.of(args[0])).tryHold();
            if (held.isEmpty()) {
                System.exit(NOT_HELD);
            }
            System.out.println("held");
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
