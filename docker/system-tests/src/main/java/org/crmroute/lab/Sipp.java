package org.crmroute.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs SIPp; every process has a bound on its time and is ended with the lab. */
final class Sipp implements AutoCloseable {

    private static final Pattern BUCKET = Pattern.compile("ResponseTimeRepartition[^<>]*_(<|>=)(\\d+)");

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    private final Process process;
    private final Path folder;

    private Sipp(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a scenario.
     *
     * @param bound when it ends by itself at the latest
     */
    static Sipp start(String scenario, Duration bound, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory("crmroute-sipp");
        List<String> command = new ArrayList<>(List.of("sipp"));
        command.addAll(arguments);
        command.addAll(List.of(
                "-sf",
                Project.sipp(scenario).toString(),
                "-nostdin",
                "-timeout",
                bound.toSeconds() + "s",
                "-trace_stat",
                "-stf",
                folder.resolve("stat.csv").toString(),
                "-fd",
                "1",
                "-trace_rtt",
                "-rtt_freq",
                "1"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen.txt").toFile())
                .start();
        return new Sipp(process, folder);
    }

    /** Waits for the end; sipp's exit code: 0 when every call went as the scenario says. */
    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IllegalStateException("sipp did not end within " + patience);
        }
        return process.exitValue();
    }

    boolean running() {
        return process.isAlive();
    }

    /** What it printed; for a failure's message. */
    String screen() throws IOException {
        return Files.readString(folder.resolve("screen.txt"));
    }

    /** How many calls were answered later than so many milliseconds, by SIPp's own count; a bound of its buckets. */
    int answeredLaterThan(int millis) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("stat.csv"));
        String[] names = lines.getFirst().split(";", -1);
        String[] last = lines.getLast().split(";", -1);
        int late = 0;
        for (int i = 0; i < names.length; i++) {
            Matcher bucket = BUCKET.matcher(names[i]);
            if (bucket.matches() && (bucket.group(1).equals(">=") || Integer.parseInt(bucket.group(2)) > millis)) {
                late += Integer.parseInt(last[i].strip());
            }
        }
        return late;
    }

    /** Milliseconds from INVITE to 200 of every call that was answered. */
    List<Double> responseTimes() throws IOException {
        List<Double> times = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("_rtt.csv")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] columns = line.split(";", -1);
                    if (columns.length >= 2
                            && NUMBER.matcher(columns[1].strip()).matches()) {
                        times.add(Double.parseDouble(columns[1].strip()));
                    }
                }
            }
        }
        return times;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
