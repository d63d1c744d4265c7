package org.crmroute.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crmroute.crm.EntityType;

/**
 * Starts the program as shipped on the big mirror: how long until the first call is answered, how long a whole AGI
 * session takes after that, and how much memory it holds. Arguments: the start script, the database, how often.
 */
public final class StartBench {

    private static final String HOST = "127.0.46.2";
    private static final int PORT = 4573;
    private static final int CALLS = 20_000;

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path database = Path.of(arguments[1]).toAbsolutePath();
        int times = Integer.parseInt(arguments[2]);
        List<String> numbers = BenchCrm.numbers(database, EntityType.CONTACT, 5_000);
        for (int i = 0; i < times; i++) {
            start(out, Path.of(arguments[0]).toAbsolutePath(), database, numbers, i == times - 1);
        }
    }

    private static void start(PrintStream out, Path program, Path database, List<String> numbers, boolean load)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CRMROUTE_DATABASE_URL", "jdbc:sqlite:" + database);
        builder.environment().put("CRMROUTE_AGI_HOST", HOST);
        builder.environment().put("CRMROUTE_HTTP_HOST", HOST);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answered(numbers.getFirst())) {
                if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30)) {
                    throw new IllegalStateException("crmroute serve did not answer");
                }
                Thread.sleep(5);
            }
            out.printf("start to first call answered: %.2f s%n", (System.nanoTime() - begin) / 1e9);
            if (load) {
                load(out, process, numbers);
            }
        } finally {
            process.destroy();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static void load(PrintStream out, Process process, List<String> numbers) throws IOException {
        double[] times = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begin = System.nanoTime();
            if (!answered(numbers.get(i % numbers.size()))) {
                throw new IllegalStateException("a call was not answered");
            }
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        out.printf(
                "a whole AGI session, %d one after the other: p50 %.2f ms, p99 %.2f ms%n",
                CALLS, times[CALLS / 2], times[CALLS * 99 / 100]);
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmHWM") || line.startsWith("VmRSS")) {
                out.println(line.replace('\t', ' '));
            }
        }
    }

    /** Speaks AGI as Asterisk does; whether all variables came. */
    private static boolean answered(String number) {
        try (Socket socket = new Socket(HOST, PORT);
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

                    """.formatted(HOST, number);
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
}
