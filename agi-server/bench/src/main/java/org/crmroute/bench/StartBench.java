package org.crmroute.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.EntityType;

/**
 * Starts the program as shipped on the big mirror: how long until the first call is answered, how long a whole AGI
 * session takes after that, and how much memory it holds. Arguments: the start script, the database, how often.
 */
public final class StartBench {

    private static final String HOST = "127.0.46.2";
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
        long begin = System.nanoTime();
        try (ShippedRouter router = ShippedRouter.serve(program, database, HOST, Map.of())) {
            router.awaitCall(numbers.getFirst());
            out.printf("start to first call answered: %.2f s%n", (System.nanoTime() - begin) / 1e9);
            if (load) {
                out.printf(
                        "a whole AGI session, %d one after the other: %s%n",
                        CALLS, Percentiles.of(router.sessions(numbers, CALLS)));
                out.println("memory: " + router.memory());
            }
        }
    }
}
