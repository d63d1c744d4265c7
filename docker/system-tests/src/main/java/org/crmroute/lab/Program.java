package org.crmroute.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of ours as it is shipped, started by its own script, and what an unkind world does to it. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> command;
    private final Path folder;
    private final Path log;
    private final InetSocketAddress listens;
    private final List<Process> started = new ArrayList<>();

    /**
     * Sets one up; nothing runs yet.
     *
     * @param command script and options that every start has
     * @param folder where it runs and keeps its files
     * @param log what it prints while it serves
     * @param listens where it listens once it serves
     */
    Program(List<String> command, Path folder, Path log, InetSocketAddress listens) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.log = log;
        this.listens = listens;
    }

    Path log() {
        return log;
    }

    /** Runs a command of it to its end. */
    RouterProcess.Ran run(String... arguments) throws IOException, InterruptedException {
        Process process = with(arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command.getFirst() + " " + String.join(" ", arguments) + " did not end");
        }
        return new RouterProcess.Ran(process.exitValue(), output);
    }

    /** Starts serving and waits until it listens. */
    void serve(String... arguments) throws IOException, InterruptedException {
        Process process = with(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        started.add(process);
        awaitListening(listens);
    }

    /** Waits until it listens on one of its addresses. */
    void awaitListening(InetSocketAddress address) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening(address)) {
            if (!running().isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(
                        "%s does not listen on %s: %s".formatted(command.getFirst(), address, Files.readString(log)));
            }
            Thread.sleep(50);
        }
    }

    private ProcessBuilder with(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new ProcessBuilder(whole).directory(folder.toFile());
    }

    private static boolean isListening(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** The process stays, its port still accepts, and nothing moves any more; or the end of that. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(running().pid()))
                .start()
                .waitFor();
    }

    private Process running() {
        return started.getLast();
    }

    /** Asks it to end, as an operator would; its exit code. */
    int stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException(command.getFirst() + " did not end within 15 s of SIGTERM");
        }
        return running().exitValue();
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
