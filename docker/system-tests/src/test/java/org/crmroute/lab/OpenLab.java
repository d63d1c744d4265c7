package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A transfer lab for one test class. After each test everybody hangs up, and nothing may be left in Asterisk then. Its files (logs,
 * databases) stay in {@code target/lab-<network>} until the next run.
 */
final class OpenLab implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final List<Integer> STAFF = List.of(201, 202, 203, 204, 205, 206, 210);

    private static final Duration SOON = Duration.ofSeconds(5);

    private final LabNetwork network;
    private final Opening opening;
    private Optional<TransferLab> lab = Optional.empty();

    /** How a lab is started. */
    @FunctionalInterface
    interface Opening {
        TransferLab open(LabNetwork network, Path folder) throws IOException, InterruptedException;
    }

    private OpenLab(LabNetwork network, Opening opening) {
        this.network = network;
        this.opening = opening;
    }

    static OpenLab on(int network, Opening opening) {
        return new OpenLab(new LabNetwork(network), opening);
    }

    TransferLab lab() {
        return lab.orElseThrow();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = Project.scratch("lab-" + network.third());
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                old.sorted(Comparator.reverseOrder()).forEach(OpenLab::delete);
            }
        }
        Files.createDirectories(folder);
        lab = Optional.of(opening.open(network, folder));
        STAFF.forEach(lab()::phone);
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        lab().quiet();
        long until = System.nanoTime() + SOON.toNanos();
        while (lab().bridges() > 0 && System.nanoTime() < until) {
            Thread.sleep(100);
        }
        assertThat(lab().bridges()).as("bridges that are left").isZero();
        assertThat(lab().room().faults()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        lab.ifPresent(TransferLab::close);
    }
}
