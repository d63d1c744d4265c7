package org.crmroute.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.crmroute.lab.phone.Recording;

/** Asterisk in Docker, with the dialplan and the configuration of this checkout. */
public final class Asterisk implements AutoCloseable {

    private static final String IMAGE = "crmroute/asterisk:dev";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long a phone rings when nothing else is said; tests have no time for more. */
    static final Duration RING = Duration.ofSeconds(3);

    private final Container container;

    private Asterisk(Container container) {
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
    public static Asterisk start(LabNetwork network, Waiting waiting) throws IOException, InterruptedException {
        List<String> options = List.of(
                "--network=host",
                "--volume=" + Project.dialplan() + ":/opt/crmroute/dialplan:ro",
                "--volume=" + Project.asteriskConfiguration() + ":/usr/share/crmroute/etc:ro",
                "--volume=" + Project.asteriskStart() + ":/usr/local/bin/crmroute-asterisk:ro",
                "--env=CRMROUTE_LAB_RING=" + RING.toSeconds(),
                "--env=CRMROUTE_LAB_NET=" + network.prefix(),
                "--env=CRMROUTE_LAB_AGI=" + network.agiUrl(),
                "--env=CRMROUTE_LAB_FLOOR=" + network.floorUrl(),
                "--env=CRMROUTE_LAB_RTP=" + network.rtpPorts(),
                "--env=CRMROUTE_LAB_QUEUE_HEAR=" + waiting.name().toLowerCase(Locale.ROOT));
        Container container = Container.run("crmroute-lab-" + network.third(), options, IMAGE);
        try {
            container.awaitHealthy(PATIENCE);
        } catch (IllegalStateException e) {
            container.close();
            throw e;
        }
        return new Asterisk(container);
    }

    public Console console() {
        return container.console();
    }

    /** Runs a command of Asterisk's command line and returns what it prints. */
    public String command(String command) throws IOException, InterruptedException {
        return container.exec("asterisk", "-rx", command).output();
    }

    /** Begins to record what a channel says and hears, as WAV. */
    String record(String channel) throws IOException, InterruptedException {
        String path = "/var/spool/asterisk/monitor/" + channel.replace('/', '-') + ".wav";
        command("mixmonitor start " + channel + " " + path);
        return path;
    }

    /** What was recorded. */
    Recording recorded(String path) throws IOException, InterruptedException {
        return Recording.of(container.file(path));
    }

    /** Ends it as an operator would, and waits until it takes calls again; those that there are end. */
    public void restart() throws IOException, InterruptedException {
        container.restart();
        container.awaitHealthy(PATIENCE);
    }

    boolean fileExists(String path) throws IOException, InterruptedException {
        return container.exec("test", "-e", path).exit() == 0;
    }

    @Override
    public void close() {
        container.close();
    }
}
