package org.crmroute.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the router adds to a call: INVITE to 200 by SIPp, in turn through the router and through a FastAGI server that
 * knows the answer already. Both in one run, since one machine is as noisy for one as for the other.
 */
public final class Bench {

    static final int FLOOR_PORT = 4574;
    private static final Duration BOUND = Duration.ofMinutes(5);

    private final PrintStream out;
    private final Lab lab;
    private final List<Double> router = new ArrayList<>();
    private final List<Double> floor = new ArrayList<>();

    private Bench(Lab lab, PrintStream out) {
        this.lab = lab;
        this.out = out;
    }

    /** Arguments: calls a round, calls a second, rounds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int perSecond = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        if (calls > 20_000 || perSecond > 200 || rounds > 20) {
            throw new IllegalArgumentException("at most 20000 calls a round, 200 a second, 20 rounds");
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("crmroute-bench");
        LabNetwork network = new LabNetwork(45);
        try (Lab lab = Lab.start(network, folder, Asterisk.Waiting.MUSIC);
                NullRouter floor = NullRouter.listen(network.router(), FLOOR_PORT)) {
            out.printf("floor: %s%n", floor);
            new Bench(lab, out).run(calls, perSecond, rounds);
        }
    }

    private void run(int calls, int perSecond, int rounds) throws IOException, InterruptedException {
        out.printf("INVITE to 200, %d calls a round at %d/s, in turn; one round to warm up%n", calls, perSecond);
        round("router", Lab.DID, calls, perSecond, new ArrayList<>());
        round("floor", "floor" + Lab.DID, calls, perSecond, new ArrayList<>());
        for (int round = 1; round <= rounds; round++) {
            round("router", Lab.DID, calls, perSecond, router);
            round("floor", "floor" + Lab.DID, calls, perSecond, floor);
        }
        double[] through = sorted(router);
        double[] least = sorted(floor);
        out.printf("%n%-8s %8s %8s %8s %8s%n", "ms", "p50", "p90", "p99", "max");
        row("router", through);
        row("floor", least);
        out.printf(
                "the router adds %.1f ms at p50, %.1f ms at p99 (ratio %.2f, %.2f)%n",
                at(through, 50) - at(least, 50),
                at(through, 99) - at(least, 99),
                at(through, 50) / at(least, 50),
                at(through, 99) / at(least, 99));
    }

    private void round(String name, String did, int calls, int perSecond, List<Double> times)
            throws IOException, InterruptedException {
        Customer customer = Customer.of("79990000001");
        try (Sipp sipp = customer.call(lab.network(), did, calls, perSecond)) {
            int exit = sipp.await(BOUND);
            List<Double> answered = sipp.responseTimes();
            times.addAll(answered);
            out.printf(
                    "%-8s %5d answered, p50 %6.1f ms, p99 %6.1f ms%s%n",
                    name,
                    answered.size(),
                    at(sorted(answered), 50),
                    at(sorted(answered), 99),
                    exit == 0 ? "" : "  (some calls failed)");
        }
    }

    private void row(String name, double[] times) {
        out.printf("%-8s %8.1f %8.1f %8.1f %8.1f%n", name, at(times, 50), at(times, 90), at(times, 99), at(times, 100));
    }

    private static double[] sorted(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(double[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
