package org.crmroute.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Docker container, by the command line that people use as well. */
final class Container implements AutoCloseable {

    private final String name;
    private final Console console = new Console();
    private final Process following;

    private Container(String name, Process following) {
        this.name = name;
        this.following = following;
        Thread.ofPlatform().daemon().name("console of " + name).start(this::listen);
    }

    /** Runs an image under a name of its own; one that a killed run left behind under it is removed first. */
    static Container run(String name, List<String> options, String image) throws IOException, InterruptedException {
        docker("rm", "--force", name);
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--name", name));
        run.addAll(options);
        run.add(image);
        Ran ran = docker(run.toArray(String[]::new));
        if (ran.exit() != 0) {
            throw new IllegalStateException("docker run %s: %s".formatted(image, ran.output()));
        }
        return new Container(name, follow(name, "all"));
    }

    /** Listens to one that runs already, from now on. */
    static Container attach(String name) throws IOException {
        return new Container(name, follow(name, "0"));
    }

    private static Process follow(String name, String tail) throws IOException {
        return new ProcessBuilder("docker", "logs", "--follow", "--tail", tail, name)
                .redirectErrorStream(true)
                .start();
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(following.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.hear(line);
            }
        } catch (IOException e) {
            console.hear("the console broke off: " + e.getMessage());
        }
    }

    Console console() {
        return console;
    }

    /** What a command did and said. */
    record Ran(int exit, String output) {}

    /** Runs a command inside. */
    Ran exec(String... command) throws IOException, InterruptedException {
        List<String> exec = new ArrayList<>(List.of("exec", name));
        exec.addAll(List.of(command));
        return docker(exec.toArray(String[]::new));
    }

    /** The content of a file inside; empty when there is none. */
    byte[] file(String path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("docker", "exec", name, "cat", path)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] content = process.getInputStream().readAllBytes();
        process.waitFor();
        return content;
    }

    /** Stops it and starts it again. */
    void restart() throws IOException, InterruptedException {
        Ran ran = docker("restart", name);
        if (ran.exit() != 0) {
            throw new IllegalStateException("docker restart %s: %s".formatted(name, ran.output()));
        }
    }

    /** Waits until its health check says that it works. */
    void awaitHealthy(Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!docker("inspect", "--format", "{{.State.Health.Status}}", name)
                .output()
                .strip()
                .equals("healthy")) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "%s is not healthy after %s: %s".formatted(name, patience, String.join("\n", console.lines())));
            }
            Thread.sleep(200);
        }
    }

    private static Ran docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }

    /** Stops listening; the container goes on. */
    void detach() {
        following.destroy();
    }

    /** Removes the container. */
    @Override
    public void close() {
        detach();
        try {
            docker("rm", "--force", "--volumes", name);
        } catch (IOException e) {
            throw new IllegalStateException("docker rm " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
