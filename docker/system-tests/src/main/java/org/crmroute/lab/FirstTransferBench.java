package org.crmroute.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Ear;
import org.crmroute.lab.phone.SipPhone;

/**
 * What the first transfer of a new process costs a customer, and the second: the transfer app is started again and again,
 * and each time two calls are handed on. With another build to compare with, both in turn, since one machine is as noisy
 * for one as for the other; each with the class archive of its last end, and without one, as after an installation.
 */
public final class FirstTransferBench {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** So long they go on talking afterwards: gaps come late. */
    private static final Duration AFTERWARDS = Duration.ofMillis(300);

    private static final int TARGET = 204;

    private final TransferLab lab;
    private final Path folder;
    private final PrintStream out;

    private FirstTransferBench(TransferLab lab, Path folder, PrintStream out) {
        this.lab = lab;
        this.folder = folder;
        this.out = out;
    }

    /** Arguments: starts of each kind; the script {@code bin/crmroute-transfers} of another build. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        if (starts < 1 || starts > 50) {
            throw new IllegalArgumentException("1 to 50 starts");
        }
        Map<String, Path> builds = new LinkedHashMap<>();
        builds.put("this", Project.transfers());
        if (arguments.length > 1) {
            builds.put("other", Path.of(arguments[1]).toAbsolutePath());
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("crmroute-bench");
        try (TransferLab lab = TransferLab.startWithoutApp(new LabNetwork(47), folder)) {
            new FirstTransferBench(lab, folder, out).run(starts, builds);
        }
    }

    /**
     * What one transfer was like; milliseconds.
     *
     * @param answered until the API answered the wish
     * @param joined until customer and target heard each other; the target's phone rings for 100 ms of it
     * @param silence the longest time in which the customer heard nothing
     */
    private record Transferred(long answered, long joined, long silence) {}

    /** @param ready until it listened; milliseconds */
    private record Started(long ready, Transferred first, Transferred second) {}

    private void run(int starts, Map<String, Path> builds) throws IOException, InterruptedException {
        Map<String, List<Started>> all = new LinkedHashMap<>();
        for (int round = 0; round <= starts; round++) {
            for (Map.Entry<String, Path> build : builds.entrySet()) {
                for (boolean archive : new boolean[] {false, true}) {
                    Path archives = folder.resolve(archive ? build.getKey() : build.getKey() + round);
                    String kind = build.getKey() + (archive ? "" : ", no archive");
                    Started started = start(lab.transfers().of(build.getValue(), archives));
                    // the first round makes the archives, and this very process needs it as well
                    out.printf("%-18s %s%s%n", kind, started, round == 0 ? " (does not count)" : "");
                    if (round > 0) {
                        all.computeIfAbsent(kind, k -> new ArrayList<>()).add(started);
                    }
                }
            }
        }
        out.printf("%nms, median and longest of %d%n", starts);
        out.printf("%-18s %13s %13s %13s %13s%n", "", "ready", "answered", "joined", "silence");
        all.forEach((kind, each) -> {
            row(kind + ", 1st", each, Started::first);
            row(kind + ", 2nd", each, Started::second);
        });
    }

    private void row(String kind, List<Started> all, Function<Started, Transferred> which) {
        out.printf(
                "%-24s %s %s %s %s%n",
                kind,
                cell(all, Started::ready),
                cell(all, s -> which.apply(s).answered()),
                cell(all, s -> which.apply(s).joined()),
                cell(all, s -> which.apply(s).silence()));
    }

    private static String cell(List<Started> all, Function<Started, Long> value) {
        List<Long> sorted =
                all.stream().map(value).sorted(Comparator.naturalOrder()).toList();
        return "%6d %6d".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    private Started start(TransfersProcess app) throws IOException, InterruptedException {
        long from = System.nanoTime();
        try {
            app.serve();
            long ready = millisSince(from);
            return new Started(ready, transfer(app.client()), transfer(app.client()));
        } finally {
            app.stop();
        }
    }

    private Transferred transfer(TransfersClient client) throws IOException, InterruptedException {
        Conversation conversation = lab.dialled();
        SipPhone target = lab.phone(TARGET);
        int before = target.incoming().size();
        String call = client.callOf(conversation.customer().number()).path("id").asString();

        long from = System.nanoTime();
        TransfersClient.Answer answer = client.ask(call, "blind", "extension:" + TARGET);
        long answered = millisSince(from);
        if (answer.status() != 201) {
            throw new IllegalStateException("The transfer was refused: " + answer);
        }
        Call leg = target.awaitIncoming(before, PATIENCE);
        leg.awaitHears(conversation.customer().tone(), PATIENCE);
        conversation.customerLeg().awaitHears(target.tone(), PATIENCE);
        Thread.sleep(AFTERWARDS.toMillis());
        long to = System.nanoTime();

        Ear customer = conversation.customerLeg().ear();
        Duration targetHears = leg.ear().longestGap(conversation.customer().tone(), from, to);
        Duration customerHears = customer.longestGap(target.tone(), from, to);
        Transferred transferred = new Transferred(
                answered,
                Math.max(targetHears.toMillis(), customerHears.toMillis()),
                customer.longestSilence(from, to).toMillis());
        conversation.customerLeg().hangUp();
        lab.quiet();
        return transferred;
    }

    private static long millisSince(long from) {
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }
}
