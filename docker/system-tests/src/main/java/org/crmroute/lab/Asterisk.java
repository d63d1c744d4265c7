package org.crmroute.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Asterisk in Docker, with the dialplan of this checkout. */
public final class Asterisk implements AutoCloseable {

    private static final String IMAGE = "crmroute/asterisk:dev";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericContainer<?> container;
    private final Console console = new Console();

    private Asterisk(GenericContainer<?> container) {
        this.container = container;
    }

    /** What a caller hears who waits in a queue. */
    public enum Waiting {
        /** Ringing; the call is answered when an agent answers. */
        RINGING,
        /** Music; the call is answered at once. */
        MUSIC
    }

    /** Starts it and waits until it takes calls. */
    public static Asterisk start(LabNetwork network, Waiting waiting) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withNetworkMode("host")
                .withLabel("org.crmroute.lab", network.prefix())
                .withEnv("CRMROUTE_LAB_NET", network.prefix())
                .withEnv("CRMROUTE_LAB_AGI", network.agiUrl())
                .withEnv("CRMROUTE_LAB_FLOOR", network.floorUrl())
                .withEnv("CRMROUTE_LAB_RTP", network.rtpPorts())
                .withEnv("CRMROUTE_LAB_QUEUE_HEAR", waiting.name().toLowerCase(Locale.ROOT))
                .withFileSystemBind(Project.dialplan().toString(), "/opt/crmroute/dialplan", BindMode.READ_ONLY)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE));
        Asterisk asterisk = new Asterisk(container);
        container.withLogConsumer(frame -> asterisk.console.hear(frame.getUtf8String()));
        container.start();
        return asterisk;
    }

    public Console console() {
        return console;
    }

    /** Runs a command of Asterisk's command line and returns what it prints. */
    public String command(String command) throws IOException, InterruptedException {
        return container.execInContainer("asterisk", "-rx", command).getStdout();
    }

    boolean fileExists(String path) throws IOException, InterruptedException {
        return container.execInContainer("test", "-e", path).getExitCode() == 0;
    }

    @Override
    public void close() {
        container.stop();
    }
}
