package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls arrive while the router dies, hangs or breaks off. Every one of them must land at Others: the queue
 * reception, where the router would send an unknown caller and the dialplan sends whoever it gets no decision for.
 */
class OutageIT {

    private static final Customer UNKNOWN = Customer.of("79990000001");
    private static final int PER_SECOND = 5;

    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        lab = Lab.start(new LabNetwork(31), folder, Asterisk.Waiting.MUSIC);
        lab.router().stop();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        lab.router().serve();
    }

    @AfterEach
    void kill() throws Exception {
        lab.router().kill();
    }

    private static void everyCallLandsAtOthers(Lab.Burst burst, int count) {
        assertThat(burst.allAnswered()).isTrue();
        assertThat(burst.outcomes())
                .hasSize(count)
                .allSatisfy(o -> assertThat(o.at()).isEqualTo("queue:reception"));
        assertThat(burst.late()).as("calls that waited more than 5 s").isZero();
    }

    private static long withoutDecision(Lab.Burst burst) {
        return burst.outcomes().stream().filter(Outcome::fallback).count();
    }

    @Test
    void nothingHappens() throws Exception {
        Lab.Burst burst = lab.calls(UNKNOWN, 10, PER_SECOND, () -> {});

        everyCallLandsAtOthers(burst, 10);
        assertThat(withoutDecision(burst)).isZero();
    }

    @Test
    void theRouterIsKilledAndComesBack() throws Exception {
        Lab.Burst burst = lab.calls(UNKNOWN, 60, PER_SECOND, () -> {
            Thread.sleep(2_000);
            lab.router().kill();
            Thread.sleep(3_000);
            lab.router().serve();
        });

        everyCallLandsAtOthers(burst, 60);
        assertThat(withoutDecision(burst)).as("calls during the outage").isBetween(5L, 50L);
    }

    @Test
    void theRouterHangsAndWakesUp() throws Exception {
        Lab.Burst burst = lab.calls(UNKNOWN, 50, PER_SECOND, () -> {
            Thread.sleep(2_000);
            lab.router().freeze();
            Thread.sleep(5_000);
            lab.router().thaw();
        });

        everyCallLandsAtOthers(burst, 50);
        assertThat(withoutDecision(burst)).as("calls during the outage").isBetween(5L, 45L);
    }

    @Test
    void theRouterIsCutInMidSession() throws Exception {
        lab.router().kill();
        try (Cutter cutter = Cutter.listen(lab.network().router())) {
            Lab.Burst burst = lab.calls(UNKNOWN, 20, PER_SECOND, () -> {});

            everyCallLandsAtOthers(burst, 20);
            assertThat(withoutDecision(burst)).isEqualTo(20);
            assertThat(cutter.sessions()).isEqualTo(20);
        }
        lab.router().serve();
    }

    @Test
    void theDatabaseVanishesAndComesBack() throws Exception {
        Path database = lab.router().database();
        Path away = database.resolveSibling("away.db");
        Lab.Burst gone = lab.calls(UNKNOWN, 10, PER_SECOND, () -> {});
        everyCallLandsAtOthers(gone, 10);

        Files.move(database, away);
        Lab.Burst without = lab.calls(UNKNOWN, 10, PER_SECOND, () -> {});
        Files.move(away, database);

        everyCallLandsAtOthers(without, 10);
        assertThat(without.outcomes()).allSatisfy(o -> assertThat(o.status()).isEqualTo("FAILED"));
        assertThat(withoutDecision(without))
                .as("the router still knew the scenario's Others")
                .isZero();
        long until = System.nanoTime() + 20_000_000_000L;
        List<Outcome> back = List.of();
        while (System.nanoTime() < until
                && back.stream().noneMatch(o -> o.status().equals("OTHERS"))) {
            back = lab.calls(UNKNOWN, 1, 1, () -> {}).outcomes();
        }
        assertThat(back).allSatisfy(o -> assertThat(o.status()).isEqualTo("OTHERS"));
    }

    @Test
    void theRouterIsAskedToStop() throws Exception {
        Lab.Burst burst = lab.calls(UNKNOWN, 20, PER_SECOND, () -> {
            Thread.sleep(1_000);
            assertThat(lab.router().stop()).isZero();
            lab.router().serve();
        });

        everyCallLandsAtOthers(burst, 20);
    }

    /** Speaks AGI as far as the first variables, then breaks off. */
    private static final class Cutter implements AutoCloseable {

        private final ServerSocket server;
        private final AtomicInteger sessions = new AtomicInteger();

        private Cutter(ServerSocket server) {
            this.server = server;
        }

        static Cutter listen(String address) throws IOException {
            Cutter cutter = new Cutter(new ServerSocket(4573, 50, InetAddress.getByName(address)));
            Thread.ofPlatform().daemon().name("cutter").start(cutter::accept);
            return cutter;
        }

        int sessions() {
            return sessions.get();
        }

        private void accept() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] environment = new byte[8192];
                    int read = socket.getInputStream().read(environment);
                    if (read > 0) {
                        socket.getOutputStream()
                                .write("SET VARIABLE \"CRM_TARGET\" \"crmroute-queue,sales,1\"\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                        sessions.incrementAndGet();
                    }
                } catch (IOException e) {
                    // the next caller, or the end of the test
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
