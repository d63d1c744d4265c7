package org.crmroute.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program as shipped, in a process of its own. */
final class ShippedRouter implements AutoCloseable {

    private static final int PORT = 4573;

    private final Process process;
    private final String host;

    private ShippedRouter(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    /** Starts the server on a loopback address of its own. */
    static ShippedRouter serve(Path program, Path database, String host, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = command(program, database, environment, "serve");
        builder.environment().put("CRMROUTE_AGI_HOST", host);
        builder.environment().put("CRMROUTE_HTTP_HOST", host);
        return new ShippedRouter(
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                host);
    }

    static ProcessBuilder command(Path program, Path database, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
        builder.environment().put("CRMROUTE_DATABASE_URL", "jdbc:sqlite:" + database);
        builder.environment().putAll(environment);
        return builder;
    }

    URI url(String path) {
        return URI.create("http://" + host + ":8080" + path);
    }

    /** Waits until a call is answered. */
    void awaitCall(String number) throws InterruptedException {
        long begin = System.nanoTime();
        while (!answered(number)) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30)) {
                throw new IllegalStateException("crmroute serve did not answer");
            }
            Thread.sleep(5);
        }
    }

    /** Whole AGI sessions one after the other, in milliseconds each. */
    double[] sessions(List<String> numbers, int count) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = session(numbers.get(i % numbers.size()));
        }
        return times;
    }

    /** A whole AGI session, in milliseconds. */
    double session(String number) {
        long begin = System.nanoTime();
        if (!answered(number)) {
            throw new IllegalStateException("a call was not answered");
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Resident memory, now and at most. */
    String memory() throws IOException {
        return memory(process);
    }

    static String memory(Process process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .collect(Collectors.joining(", "));
        }
    }

    /** Speaks AGI as Asterisk does; whether all variables came. */
    private boolean answered(String number) {
        try (Socket socket = new Socket(host, PORT);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(5_000);
            String environment = """
                    agi_network: yes
                    agi_network_script: route
                    agi_request: agi://%s/route
                    agi_channel: PJSIP/trunk-00000001
                    agi_language: en
                    agi_type: PJSIP
                    agi_uniqueid: 1.1
                    agi_version: 22.10.1
                    agi_callerid: %s
                    agi_calleridname: unknown
                    agi_callingpres: 0
                    agi_dnid: 74951234567
                    agi_context: crmroute
                    agi_extension: 74951234567
                    agi_priority: 1

                    """.formatted(host, number);
            socket.getOutputStream().write(environment.getBytes(StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                socket.getOutputStream().write("200 result=1\n".getBytes(StandardCharsets.US_ASCII));
                if (line.contains("CRM_STATUS")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
