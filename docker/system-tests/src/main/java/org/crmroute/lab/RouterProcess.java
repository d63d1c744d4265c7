package org.crmroute.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The router as it is shipped, started by its own script, with a database of its own. */
public final class RouterProcess implements AutoCloseable {

    /** Lets a test ask the JSON API as an admin's program does. */
    public static final String API_TOKEN = "lab-token-of-at-least-thirty-two-characters";

    private static final int AGI_PORT = 4573;
    private static final int HTTP_PORT = 8080;

    private final LabNetwork network;
    private final Path folder;
    private final Program program;

    private RouterProcess(LabNetwork network, Path folder, Program program) {
        this.network = network;
        this.folder = folder;
        this.program = program;
    }

    /**
     * Sets one up; nothing runs yet.
     *
     * @param more of its configuration, whole sections in YAML
     */
    public static RouterProcess in(LabNetwork network, Path folder, String more) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("crmroute.yaml");
        Files.writeString(configuration, """
                agi: {host: %s, port: %d}
                http: {host: %s, port: %d, api_token: "%s"}
                database: {url: "jdbc:sqlite:%s"}
                %s""".formatted(
                        network.router(),
                        AGI_PORT,
                        network.router(),
                        HTTP_PORT,
                        API_TOKEN,
                        folder.resolve("crmroute.db"),
                        more));
        Program program = new Program(
                List.of(Project.program().toString(), "--config", configuration.toString()),
                folder,
                folder.resolve("serve.log"),
                new InetSocketAddress(network.router(), AGI_PORT));
        return new RouterProcess(network, folder, program);
    }

    public Path database() {
        return folder.resolve("crmroute.db");
    }

    /** What a command of the program did. */
    public record Ran(int exit, String output) {}

    /** Runs a command of the program to its end. */
    public Ran run(String... arguments) throws IOException, InterruptedException {
        return program.run(arguments);
    }

    /** As {@link #run}, for commands that must succeed. */
    public String mustRun(String... arguments) throws IOException, InterruptedException {
        Ran ran = run(arguments);
        if (ran.exit() != 0) {
            throw new IllegalStateException(
                    "crmroute %s ended with %d: %s".formatted(String.join(" ", arguments), ran.exit(), ran.output()));
        }
        return ran.output();
    }

    /** Starts {@code crmroute serve} and waits until it takes calls. */
    public void serve() throws IOException, InterruptedException {
        program.serve("serve");
    }

    /** Waits until its pages answer, which is a moment after it takes calls. */
    public void awaitHttp() throws IOException, InterruptedException {
        program.awaitListening(new InetSocketAddress(network.router(), HTTP_PORT));
    }

    /** The link with which the first admin chooses a password: it stands in the log of the first start. */
    public String firstLink() throws IOException {
        Matcher link = Pattern.compile("http\\S+/set-up\\?token=\\S+").matcher(Files.readString(log()));
        if (!link.find()) {
            throw new IllegalStateException("no link in the log: " + Files.readString(log()));
        }
        return link.group();
    }

    /** An address of its HTTP interface. */
    public URI url(String path) {
        return URI.create("http://" + network.router() + ":" + HTTP_PORT + path);
    }

    public Path log() {
        return program.log();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        program.kill();
    }

    /** The process stays, its port still accepts, and nothing moves any more. */
    public void freeze() throws IOException, InterruptedException {
        program.signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        program.signal("CONT");
    }

    /** Asks it to end, as an operator would. */
    public int stop() throws InterruptedException {
        return program.stop();
    }

    @Override
    public void close() {
        program.close();
    }
}
