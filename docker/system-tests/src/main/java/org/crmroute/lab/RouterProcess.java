package org.crmroute.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The router as it is shipped, started by its own script, with a database of its own. */
public final class RouterProcess implements AutoCloseable {

    private static final int AGI_PORT = 4573;
    private static final int HTTP_PORT = 8080;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LabNetwork network;
    private final Path folder;
    private final Path configuration;
    private final List<Process> started = new ArrayList<>();

    private RouterProcess(LabNetwork network, Path folder, Path configuration) {
        this.network = network;
        this.folder = folder;
        this.configuration = configuration;
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
                http: {host: %s, port: 8080}
                database: {url: "jdbc:sqlite:%s"}
                %s""".formatted(
                        network.router(), AGI_PORT, network.router(), folder.resolve("crmroute.db"), more));
        return new RouterProcess(network, folder, configuration);
    }

    public Path database() {
        return folder.resolve("crmroute.db");
    }

    /** What a command of the program did. */
    public record Ran(int exit, String output) {}

    /** Runs a command of the program to its end. */
    public Ran run(String... arguments) throws IOException, InterruptedException {
        Process process = program(arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("crmroute " + String.join(" ", arguments) + " did not end");
        }
        return new Ran(process.exitValue(), output);
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
        Process process = program("serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        started.add(process);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(AGI_PORT)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("crmroute serve does not take calls: " + Files.readString(log()));
            }
            Thread.sleep(50);
        }
    }

    /** Waits until its pages answer, which is a moment after it takes calls. */
    public void awaitHttp() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(HTTP_PORT)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("crmroute serve does not answer at " + url("/"));
            }
            Thread.sleep(50);
        }
    }

    /** The link with which the first admin chooses a password: it stands in the log of the first start. */
    public String firstLink() throws IOException {
        Matcher link = Pattern.compile("http\\S+/set-up\\?token=\\S+").matcher(Files.readString(log()));
        if (!link.find()) {
            throw new IllegalStateException("no link in the log: " + Files.readString(log()));
        }
        return link.group();
    }

    private ProcessBuilder program(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Project.program().toString(), "--config", configuration.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(network.router(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** An address of its HTTP interface. */
    public URI url(String path) {
        return URI.create("http://" + network.router() + ":" + HTTP_PORT + path);
    }

    public Path log() {
        return folder.resolve("serve.log");
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** The process stays, its port still accepts, and nothing moves any more. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(running().pid()))
                .start()
                .waitFor();
    }

    private Process running() {
        return started.getLast();
    }

    /** Asks it to end, as an operator would. */
    public int stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("crmroute serve did not end within 15 s of SIGTERM");
        }
        return running().exitValue();
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
