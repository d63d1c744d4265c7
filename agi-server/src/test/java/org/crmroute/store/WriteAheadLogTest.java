package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log of a long synchronisation, while calls come in. */
@Timeout(120)
class WriteAheadLogTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final AtomicLong writes = new AtomicLong();
    private Database database;
    private SqliteMirrorWriter writer;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        writer = new SqliteMirrorWriter(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void staysShortEvenIfThereIsAlwaysSomebodyWhoReads() throws Exception {
        try (Relay relay = new Relay()) {
            // a slow machine may miss a moment to empty it
            assertThat(greatestLength((int) (4 * OpenDatabase.LONG_LOG / MIB))).isLessThan(3 * OpenDatabase.LONG_LOG);
            assertThat(relay).isNotNull();
        }
    }

    @Test
    void isEmptiedWhenSomebodyWhoReadForLongHasEnded() {
        long whileReading = database.read(session -> {
            try (ResultSet row =
                    session.prepared("SELECT count(*) FROM contact").executeQuery()) {
                assertThat(row.getLong(1)).isZero();
            }
            return greatestLength((int) (2 * OpenDatabase.LONG_LOG / MIB));
        });
        assertThat(whileReading).isGreaterThan(2 * OpenDatabase.LONG_LOG);

        greatestLength(10);

        assertThat(length()).isLessThanOrEqualTo(OpenDatabase.LONG_LOG);
    }

    /** Writes about a MiB again and again. */
    private long greatestLength(int times) {
        long greatest = 0;
        for (int i = 0; i < times; i++) {
            String value = String.valueOf(i % 10).repeat(MIB);
            writer.change(pen -> pen.note("much", value));
            writes.incrementAndGet();
            greatest = Math.max(greatest, length());
        }
        return greatest;
    }

    private long length() {
        try {
            return Files.size(folder.resolve("crmroute.db-wal"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Two who read in turns: none ends before the other has begun, and most see a write go by. */
    private final class Relay implements AutoCloseable {

        private static final int PATIENCE_MILLIS = 20;

        private final Semaphore[] begun = {new Semaphore(0), new Semaphore(0)};
        private final Thread[] runners = {runner(0), runner(1)};
        private volatile boolean ended;

        Relay() throws InterruptedException {
            runners[0].start();
            begun[0].acquire();
            runners[1].start();
        }

        private Thread runner(int self) {
            return Thread.ofPlatform().unstarted(() -> {
                while (!ended) {
                    database.read(session -> {
                        try (ResultSet row =
                                session.prepared("SELECT count(*) FROM lead").executeQuery()) {
                            row.next();
                        }
                        awaitWrite();
                        begun[self].release();
                        awaitOther(self);
                        return true;
                    });
                }
            });
        }

        private void awaitWrite() {
            long before = writes.get();
            for (int i = 0; i < PATIENCE_MILLIS && writes.get() == before; i++) {
                sleepAMoment();
            }
        }

        private void awaitOther(int self) {
            while (!ended && !begun[1 - self].tryAcquire()) {
                sleepAMoment();
            }
        }

        private static void sleepAMoment() {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            ended = true;
            for (Thread runner : runners) {
                while (runner.isAlive()) {
                    sleepAMoment();
                }
            }
        }
    }
}
