package org.crmroute.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crmroute.runtime.log.Logging;
import org.junit.jupiter.api.Test;

/** Ends real processes with real signals, at the moments that matter. */
class LifetimeTest {

    @Test
    void who_is_told_to_end_closes_the_last_part_first_and_succeeds() throws Exception {
        try (Child child = new Child("runs")) {
            child.until("ready");
            child.tellToEnd();
            assertThat(child.exit()).isZero();
            assertThat(child.said).containsSubsequence("closed second", "closed first");
        }
    }

    @Test
    void who_is_told_to_end_in_mid_start_finishes_that_step_closes_and_succeeds() throws Exception {
        try (Child child = new Child("waits")) {
            child.until("half");
            child.tellToEnd();
            child.until("Stopping");
            child.goOn();
            assertThat(child.exit()).isZero();
            assertThat(child.said)
                    .containsSubsequence("step done", "closed second", "closed first")
                    .doesNotContain("ready");
        }
    }

    @Test
    void a_start_that_fails_while_told_to_end_is_not_reported_as_a_failure_to_start() throws Exception {
        try (Child child = new Child("breaks late")) {
            child.until("half");
            child.tellToEnd();
            child.until("Stopping");
            child.goOn();
            assertThat(child.exit()).isZero();
            assertThat(child.said).contains("closed first").doesNotContain("start failed: no such host");
        }
    }

    @Test
    void a_start_that_fails_leaves_nothing_open_and_its_own_exit_code() throws Exception {
        try (Child child = new Child("breaks")) {
            assertThat(child.exit()).isEqualTo(78);
            assertThat(child.said).containsSubsequence("closed first", "start failed: no such host");
        }
    }

    @Test
    void who_ends_in_failure_closes_and_says_so_by_its_exit_code() throws Exception {
        try (Child child = new Child("gives up")) {
            assertThat(child.exit()).isEqualTo(7);
            assertThat(child.said).contains("closed first");
        }
    }

    /** A server in a process of its own. */
    private static final class Child implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;
        private final List<String> said = new ArrayList<>();

        Child(String how) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Server.class.getName(),
                            how)
                    .redirectErrorStream(true)
                    .start();
            out = process.inputReader();
        }

        /** SIGTERM. */
        void tellToEnd() {
            process.toHandle().destroy();
        }

        void goOn() throws IOException {
            process.outputWriter().write("\n");
            process.outputWriter().flush();
        }

        void until(String word) throws IOException {
            String line = out.readLine();
            while (line != null) {
                said.add(line);
                if (line.endsWith(word)) {
                    return;
                }
                line = out.readLine();
            }
            throw new AssertionError("never said " + word + ": " + said);
        }

        int exit() throws InterruptedException {
            out.lines().forEach(said::add);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** The process that is ended. */
    static final class Server {

        private Server() {}

        public static void main(String[] how) throws IOException {
            Logging.serve(Logging.Format.TEXT, Logging.Verbosity.INFO);
            Lifetime lifetime = new Lifetime();
            try {
                lifetime.run(() -> {
                    lifetime.keep(() -> System.out.println("closed first"));
                    switch (how[0]) {
                        case "waits" -> {
                            System.out.println("half");
                            System.in.read();
                            System.out.println("step done");
                        }
                        case "breaks" -> throw new IOException("no such host");
                        case "breaks late" -> {
                            System.out.println("half");
                            System.in.read();
                            throw new IOException("no such host");
                        }
                        case "gives up" -> lifetime.fail(7);
                        default -> {}
                    }
                    lifetime.keep(() -> System.out.println("closed second"));
                    System.out.println("ready");
                });
            } catch (IOException e) {
                System.out.println("start failed: " + e.getMessage());
                System.exit(78);
            }
        }
    }
}
