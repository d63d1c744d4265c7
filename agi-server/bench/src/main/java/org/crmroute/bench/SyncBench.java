package org.crmroute.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.crmroute.crm.EntityType;
import org.crmroute.portal.Dataset;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;

/**
 * The program as shipped follows a portal that has Bitrix24's limits and takes its time for each page: how quickly a
 * mirror fills compared with what the limits allow, how soon a change is there, and what calls notice of it. Arguments:
 * the start script, a folder to work in, how many records, milliseconds a page.
 */
public final class SyncBench {

    private static final String HOST = "127.0.46.4";
    private static final String PORTAL = "127.0.46.5";
    private static final String TOKEN = "bench-events";
    private static final String API_TOKEN = "bench-0123456789abcdef0123456789abcdef";
    private static final int CHANGES = 40;
    private static final String CURRENT = "\"phase\":\"CURRENT\"";

    /** Beside a mirror that is current, a full synchronisation shows by its entities only. */
    private static final String UNDER_WAY = "\"complete\":false";

    private static final int CALLS = 4_000;

    /** Bitrix24 lets a method work so long in so long. */
    private static final Duration OPERATING = Duration.ofMinutes(8);

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path program;
    private final Path database;
    private final Portal portal;
    private final int records;

    private SyncBench(Path program, Path database, Portal portal, int records) {
        this.program = program;
        this.database = database;
        this.portal = portal;
        this.records = records;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(work);
        Path database = work.resolve("sync.db");
        for (String end : new String[] {"", "-wal", "-shm", ".sync"}) {
            Files.deleteIfExists(Path.of(database + end));
        }
        int records = Integer.parseInt(arguments[2]);
        int pageMillis = Integer.parseInt(arguments[3]);
        DatasetSize size =
                new DatasetSize(7, records * 60 / 100, records * 30 / 100, records / 20, records / 20, 200, 6, 40);
        PortalSettings settings = new PortalSettings()
                .listen(PORTAL, 0)
                .applicationToken(TOKEN)
                .pageTime(Duration.ofMillis(pageMillis))
                .operating(OPERATING, WINDOW);
        try (Portal portal = Portal.of(new Dataset(size), settings).start()) {
            SyncBench bench = new SyncBench(Path.of(arguments[0]).toAbsolutePath(), database, portal, records);
            bench.fill();
            bench.follow();
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "CRMROUTE_BITRIX24_WEBHOOK",
                portal.webhook().toString(),
                "CRMROUTE_BITRIX24_EVENTS_TOKEN",
                TOKEN,
                "CRMROUTE_HTTP_API_TOKEN",
                API_TOKEN,
                "CRMROUTE_HTTP_PORT",
                "8080");
    }

    private void fill() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = ShippedRouter.command(program, database, environment(), "sync", "--full")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        String memory = "";
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            memory = ShippedRouter.memory(process);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException("crmroute sync ended with " + process.exitValue());
        }
        double worked = portal.counters().billedSeconds().getOrDefault("crm.item.list", 0.0);
        double bound = boundSeconds(worked);
        out.printf(
                "full: %,d records in %.1f s = %.0f records/s; the portal worked %.1f s (%.0f ms a page), which its limits"
                        + " allow in %.1f s: %.1f %%%n",
                records,
                seconds,
                records / seconds,
                worked,
                worked / Math.ceil(records / 50.0) * 1000,
                bound,
                100 * bound / seconds);
        out.println("full: " + memory);
        out.println("full: the portal served " + portal.counters().requests() + ", errors "
                + portal.counters().errors());
    }

    /** The least time in which the portal can do that work: one thing after the other, within the operating limit. */
    private static double boundSeconds(double work) {
        double windows = Math.floor(work / OPERATING.toSeconds());
        return windows * WINDOW.toSeconds() + (work - windows * OPERATING.toSeconds());
    }

    private void follow() throws Exception {
        List<String> numbers = BenchCrm.numbers(database, EntityType.CONTACT, 2_000);
        BenchCrm.open(database).close();
        try (ShippedRouter router = ShippedRouter.serve(program, database, HOST, environment());
                HttpClient http = HttpClient.newHttpClient();
                Connection mirror = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            router.awaitCall(numbers.getFirst());
            await(http, router, status -> status.contains(CURRENT));
            calls(http, router, numbers);
            portal.events().webhook(router.url("/bitrix24/events"));
            out.println("change → mirrored, with events: " + changes(mirror, 0));
            portal.events().clear();
            out.println("change → mirrored, by polls alone: " + changes(mirror, 1_000));
            out.println("server: " + router.memory());
        }
    }

    private Percentiles changes(Connection mirror, int pauseMillis) throws SQLException, InterruptedException {
        double[] times = new double[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            int id = 1 + i * 37 % portal.count(Entity.DEAL);
            String title = "changed " + System.nanoTime();
            Thread.sleep(pauseMillis);
            long begin = System.nanoTime();
            portal.edits().update(Entity.DEAL, id, Map.of("title", title));
            awaitTitle(mirror, id, title);
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        return Percentiles.of(times);
    }

    private static void awaitTitle(Connection mirror, int id, String title) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        try (PreparedStatement select = mirror.prepareStatement("SELECT 1 FROM deal WHERE id = ? AND instr(body, ?)")) {
            select.setInt(1, id);
            select.setString(2, title);
            while (true) {
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return;
                    }
                }
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
                    throw new IllegalStateException("deal " + id + " is not mirrored");
                }
                Thread.sleep(5);
            }
        }
    }

    /** Calls in turn while nothing happens and while all records are read again, in one run. */
    private void calls(HttpClient http, ShippedRouter router, List<String> numbers)
            throws IOException, InterruptedException {
        Percentiles warm = Percentiles.of(router.sessions(numbers, CALLS));
        out.println("calls, warming up: " + warm);
        for (int round = 1; round <= 2; round++) {
            Percentiles idle = Percentiles.of(router.sessions(numbers, CALLS));
            Process full = ShippedRouter.command(program, database, environment(), "sync", "--full")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(http, router, status -> status.contains(UNDER_WAY));
            List<Double> during = new ArrayList<>();
            while (during.size() < CALLS && full.isAlive()) {
                during.add(router.session(numbers.get(during.size() % numbers.size())));
            }
            Percentiles busy =
                    Percentiles.of(during.stream().mapToDouble(d -> d).toArray());
            out.printf(
                    "calls, round %d: idle %s; during full (%d calls) %s; p99 ratio %.2f%n",
                    round, idle, during.size(), busy, busy.p99() / idle.p99());
            full.destroy();
            full.waitFor();
            await(http, router, status -> !status.contains(UNDER_WAY));
        }
    }

    /** HTTP begins to answer a little after the first call is. */
    private static void await(HttpClient http, ShippedRouter router, Predicate<String> wanted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(router.url("/api/sync"))
                .header("Authorization", "Bearer " + API_TOKEN)
                .build();
        long begin = System.nanoTime();
        while (true) {
            try {
                String status =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                if (wanted.test(status)) {
                    return;
                }
            } catch (ConnectException e) {
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30)) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
    }
}
