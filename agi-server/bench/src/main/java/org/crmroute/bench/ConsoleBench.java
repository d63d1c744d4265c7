package org.crmroute.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteCatalog;
import org.crmroute.store.SqliteScenarioStore;

/**
 * How long each page of the console takes, as its browser sees it on this host, with the big mirror, 100,000 logged calls,
 * a scenario of 200 rules and 500 fields; and what calls notice of somebody who turns pages without a pause. Arguments:
 * the start script, the database, how often each page.
 */
public final class ConsoleBench {

    private static final String HOST = "127.0.46.3";
    private static final String TOKEN = "bench-token-of-more-than-thirty-two-characters";
    private static final int CALLS = 100_000;
    private static final int TEMPLATES = 500;
    private static final int RULES = 200;
    private static final int FIELDS = 500;
    private static final int SESSIONS = 4_000;
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"(\\d+)\"");

    private final ShippedRouter router;
    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream out;
    private final int times;

    private ConsoleBench(ShippedRouter router, PrintStream out, int times) {
        this.router = router;
        this.out = out;
        this.times = times;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path program = Path.of(arguments[0]).toAbsolutePath();
        Path database = Path.of(arguments[1]).toAbsolutePath();
        BenchCrm.open(database).close();
        List<String> numbers = BenchCrm.numbers(database, EntityType.CONTACT, TEMPLATES);
        widen(database);
        writeBig(database);
        Map<String, String> environment = Map.of("CRMROUTE_HTTP_API_TOKEN", TOKEN);
        try (ShippedRouter router = ShippedRouter.serve(program, database, HOST, environment)) {
            router.awaitCall(numbers.getFirst());
            router.sessions(numbers, TEMPLATES);
        }
        multiply(database);
        try (ShippedRouter router = ShippedRouter.serve(program, database, HOST, environment)) {
            router.awaitCall(numbers.getFirst());
            new ConsoleBench(router, out, Integer.parseInt(arguments[2])).run(numbers);
            out.println("memory: " + router.memory());
        }
    }

    private void run(List<String> numbers) throws IOException, InterruptedException {
        awaitHttp();
        String number = URLEncoder.encode(numbers.getFirst(), StandardCharsets.UTF_8);
        String call = first("/calls", "/calls/([0-9a-z]+)\"");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("scenarios", "/scenarios");
        pages.put("editor, 200 rules", "/scenarios/big");
        pages.put("editor, a rule opened", "/scenarios/big/rule/100");
        pages.put("editor, fields to pick", "/scenarios/big/pick/fields?q=");
        pages.put("history", "/scenarios/big/history");
        pages.put("publish", "/scenarios/big/publish");
        pages.put("warnings", "/warnings");
        pages.put("test a number, the form", "/test");
        pages.put("test a number", "/test?number=" + number);
        pages.put("calls", "/calls");
        pages.put("calls of a caller", "/calls?caller=" + number);
        pages.put("calls, a filter nothing fits", "/calls?caller=99999999&scenario=main");
        pages.put("one call", "/calls/" + call);
        pages.put("replay, the form", "/replay?scenario=big");
        pages.put("mirror", "/mirror");
        pages.put("a record", "/mirror/records/contact/5");
        pages.put("people", "/people");
        pages.put("changes", "/audit");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            out.printf("%-30s %s%n", page.getKey(), page(page.getValue()));
        }
        out.printf("%-30s %s%n", "editor, a rule moved (POST)", moves());
        calls(numbers, pages);
    }

    private Percentiles page(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).build();
        for (int i = 0; i < Math.min(times, 50); i++) {
            ask(request);
        }
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            ask(request);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return Percentiles.of(millis);
    }

    /** Moves the first of two hundred rules down one by one, so that each text is one nobody has seen before. */
    private Percentiles moves() throws IOException, InterruptedException {
        long revision = Long.parseLong(first("/scenarios/big", REVISION.pattern()));
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            String form = "revision=%d&do=move+%d+%d".formatted(revision, i % (RULES - 1), i % (RULES - 1) + 1);
            HttpRequest request = request("/scenarios/big/draft/rules")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("HX-Request", "true")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            long begin = System.nanoTime();
            String answer = ask(request);
            millis[i] = (System.nanoTime() - begin) / 1e6;
            Matcher next = REVISION.matcher(answer);
            if (!next.find()) {
                throw new IOException("the answer to a move names no revision");
            }
            revision = Long.parseLong(next.group(1));
        }
        return Percentiles.of(millis);
    }

    /** Calls alone, then calls while four people turn pages as quickly as they come; in one run, since machines differ. */
    private void calls(List<String> numbers, Map<String, String> pages) throws InterruptedException {
        router.sessions(numbers, SESSIONS);
        out.printf("%-30s %s%n", "calls alone", Percentiles.of(router.sessions(numbers, SESSIONS)));
        List<Thread> people = List.of(0, 1, 2, 3).stream()
                .map(i -> Thread.ofVirtual().start(() -> turnPages(List.copyOf(pages.values()), i)))
                .toList();
        out.printf("%-30s %s%n", "calls, four people on pages", Percentiles.of(router.sessions(numbers, SESSIONS)));
        people.forEach(Thread::interrupt);
        for (Thread person : people) {
            person.join();
        }
    }

    private void turnPages(List<String> paths, int from) {
        try {
            for (int i = from; !Thread.currentThread().isInterrupted(); i++) {
                ask(request(paths.get(i % paths.size())).build());
            }
        } catch (IOException e) {
            out.println("a page did not come: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path) {
        URI url = router.url("/");
        return HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/$", "") + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Accept", "text/html");
    }

    private String ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private String first(String path, String pattern) throws IOException, InterruptedException {
        Matcher found = Pattern.compile(pattern).matcher(ask(request(path).build()));
        if (!found.find()) {
            throw new IOException(path + " holds nothing like " + pattern);
        }
        return found.group(1);
    }

    private void awaitHttp() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                ask(request("/people").build());
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the console does not answer");
    }

    /** Custom fields enough that there are {@link #FIELDS} in all; no record holds them. */
    private static void widen(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM field WHERE name LIKE 'UF_CRM_WIDE_%'");
            statement.executeUpdate("""
                    WITH RECURSIVE more(n) AS (
                        SELECT (SELECT count(*) FROM field) + 1 UNION ALL SELECT n + 1 FROM more WHERE n < %d)
                    INSERT INTO field (entity, name, title, type, multiple)
                    SELECT 'deal', 'UF_CRM_WIDE_' || n, 'Широкое поле № ' || n, 'TEXT', 0 FROM more""".formatted(FIELDS));
        }
    }

    /** A scenario of two hundred rules that no call asks for. */
    private static void writeBig(Path file) throws DatabaseRefused, InvalidDocument {
        StringBuilder yaml = new StringBuilder("scenario: big\nrules:\n");
        for (int i = 0; i < RULES; i++) {
            yaml.append("""
                      - id: rule-%1$d
                        name: Правило № %1$d
                        when:
                          all:
                            - {field: deal.OPPORTUNITY, is: greater, value: %1$d000}
                            - {field: contact.NAME, is: contains, value: "nobody %1$d"}
                            - {field: deal.UF_CRM_WIDE_500, is: not_empty}
                        route: [{assignee: any, timeout: 20}, {queue: q%1$d}]
                    """.formatted(i));
        }
        yaml.append("others: [{queue: reception}]\n");
        try (Database database = Database.open(file, Clock.systemUTC())) {
            SqliteCatalog catalog = new SqliteCatalog(database);
            ScenarioDesk desk = new ScenarioDesk(
                    new SqliteScenarioStore(database), catalog::load, BenchCrm.PLAN, ZoneOffset.UTC, Clock.systemUTC());
            desk.apply(desk.check(new Source("bench", yaml.toString())), "bench");
        }
    }

    /** Makes a month of calls out of those just logged. */
    private static void multiply(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement("""
                            WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?1),
                                 newest AS (SELECT *, row_number() OVER (ORDER BY seq) AS place
                                            FROM (SELECT * FROM decision ORDER BY seq DESC LIMIT ?2))
                            INSERT INTO decision (id, at, caller, did, scenario, version, status, reason, rule, record, target,
                                                  micros, document, name, mirror)
                            SELECT printf('bench%08d', n), ?3 - (?1 - n) * 25000, caller, did, scenario, version, status, reason,
                                   rule, record, target, micros, document, name, mirror
                            FROM copy JOIN newest ON place = 1 + n % ?2""")) {
                statement.executeUpdate("DELETE FROM decision WHERE id LIKE 'bench%'");
                insert.setInt(1, CALLS);
                insert.setInt(2, TEMPLATES);
                insert.setLong(3, Instant.now().toEpochMilli());
                insert.executeUpdate();
                statement.executeUpdate("DELETE FROM tally");
                statement.executeUpdate("""
                        INSERT INTO tally SELECT at / 900000, scenario, version, status, reason, rule, count(*), sum(micros),
                            max(micros) FROM decision GROUP BY 1, 2, 3, 4, 5, 6""");
                statement.executeUpdate("DELETE FROM rule_hits");
                statement.executeUpdate("""
                        INSERT INTO rule_hits SELECT scenario, version, rule, count(*), max(at) FROM decision
                        WHERE rule <> '' GROUP BY 1, 2, 3""");
            }
            connection.commit();
        }
    }
}
