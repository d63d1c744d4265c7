package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.config.ConfigurationReader;
import org.crmroute.console.access.Person;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.calls.LiveCalls;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.store.SqliteDecisionLog;
import org.crmroute.store.SqliteMirrorWriter;
import org.crmroute.sync.SnapshotFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console's pages about calls, over HTTP, with a mirror, scenarios and a log as they are in a server. */
@Timeout(120)
class CallPagesTest {

    private static final String EVIL = "<script>alert(1)</script>";

    private static final Snapshot CRM = Snapshot.ofPortal()
            .contact("{id: 5, name: 'Ivan', lastName: '" + EVIL + "', assignedById: 1}", "+79123456701")
            .deal("{id: 77, contactIds: [5], stageId: 'UC_CONTRACT', assignedById: 2}")
            .contact("{id: 6, name: '=cmd()', assignedById: 1}", "+79123456702")
            .deal("{id: 78, contactIds: [6], stageId: 'NEW'}");

    private static final String MAIN = """
            scenario: main
            dids: ["+74951234567"]
            rules:
              - id: legal
                when:
                  all:
                    - {field: deal.funnel, is: equals, value: Sales}
                    - {field: deal.stage,  is: equals, value: Contract Negotiation}
                route:
                  - {queue: legal, timeout: 60}
              - id: service
                name: Repairs & co
                when: {field: deal.funnel, is: equals, value: Service}
                route: [{queue: service}]
            others:
              - {queue: reception}
            """;

    @TempDir
    static Path folder;

    private static final Map<String, String> DRAFTS = new ConcurrentHashMap<>();
    private static final LiveCalls LIVE = new LiveCalls();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Parts parts;
    private static SqliteDecisionLog log;
    private static CallAreas areas;
    private static HttpServer http;
    private static int called;

    @BeforeAll
    static void start() throws Exception {
        Path file = folder.resolve("crmroute.yaml");
        Files.writeString(file, "database: {url: 'jdbc:sqlite:%s'}".formatted(folder.resolve("crmroute.db")));
        parts = Parts.open(
                ConfigurationReader.ofThisProcess().load(Optional.of(file)).configuration());
        new SnapshotFolder(CRM.writeTo(folder.resolve("snapshot")), parts.plan(), parts.clock())
                .importInto(new SqliteMirrorWriter(parts.database()));
        parts.desk().apply(parts.desk().check(new Source("main", MAIN)), "anna");
        parts.tables().reload();
        log = new SqliteDecisionLog(parts.database(), DecisionDocument::json, Duration.ofDays(90), parts.clock());
        log.start(() -> parts.catalog().generation().filledAt(), LIVE);
        Assets assets = new Assets();
        Pages frame = new Pages(assets, () -> 0, () -> true);
        areas = new CallAreas(parts, log, LIVE, (name, author) -> Optional.ofNullable(DRAFTS.get(author)), frame);
        List<Consumer<RoutesConfig>> pages = new ArrayList<>();
        pages.add(routes -> routes.before(request -> new Visit(
                        new Person(Optional.ofNullable(request.header("X-Who")).orElse("anna"), Role.ADMIN), "proof")
                .note(request)));
        pages.addAll(areas.pages());
        http = new HttpServer("127.0.0.1", 0, pages);
        http.start();
        call("+79123456701");
        call("+79123456702");
        call("+79990000001");
        call("");
    }

    @AfterAll
    static void stop() {
        LIVE.close();
        http.close();
        areas.close();
        log.close();
        parts.close();
    }

    /** Decides and logs a call as the AGI server would. */
    private static String call(String number) {
        return call(number, Instant.now());
    }

    private static String call(String number, Instant at) {
        Party caller = number.isEmpty() ? new Party.Anonymous("") : parts.plan().read(number);
        RouteRequest request = new RouteRequest(
                IncomingCall.simulated(caller, parts.plan().read("+74951234567"), at), Optional.empty());
        String id = "d" + ++called;
        long written = log.written();
        log.add(new RoutedCall(id, request, parts.router().decide(request), 184));
        ContractServer.await(Duration.ofSeconds(10), "the call is logged", () -> log.written() > written);
        return id;
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int rows(String page) {
        return page.split("<a href=\"/calls/d", -1).length - 1;
    }

    @Test
    void the_list_shows_calls_and_what_the_crm_says_is_only_text() throws Exception {
        String page = get("/calls").body();
        assertThat(page)
                .contains("+7 912 345-67-01", "queue legal", "Ivan &lt;script", "Number withheld")
                .doesNotContain(EVIL);
        assertThat(get("/calls", "Accept-Language", "ru").body()).contains("очередь legal", "Номер скрыт");
    }

    @Test
    void the_list_is_filtered_by_whatever_was_typed() throws Exception {
        assertThat(get("/calls?caller=" + encoded("8 (912) 345-67-01")).body())
                .contains("+7 912 345-67-01")
                .doesNotContain("+7 912 345-67-02");
        assertThat(get("/calls?caller=67-02").body())
                .contains("+7 912 345-67-02")
                .doesNotContain("+7 912 345-67-01");
        assertThat(rows(get("/calls?caller=anonymous").body())).isEqualTo(1);
        assertThat(rows(get("/calls?reason=unknown_caller&from=2021-01-01").body()))
                .isBetween(1, 2);
        assertThat(rows(get("/calls?rule=legal&status=ROUTED&scenario=main&did=" + encoded("84951234567"))
                        .body()))
                .isPositive();
        assertThat(get("/calls?rule=" + encoded("' OR 1=1 --")).body()).contains("No calls fit the filter");
        assertThat(get("/calls?from=yesterday").body()).contains("The period cannot be read");
        assertThat(rows(get("/calls?until=2001-01-01").body())).isZero();
    }

    @Test
    void a_long_list_is_paged_without_leaving_any_out() throws Exception {
        Instant day = Instant.parse("2020-05-05T12:00:00Z");
        for (int i = 0; i < 120; i++) {
            call("+79995550000", day);
        }
        String query = "caller=" + encoded("+79995550000");
        String page = get("/calls?" + query).body();
        int seen = rows(page);
        while (page.contains("rel=\"next\"")) {
            String next = page.replaceAll("(?s).*href=\"(/calls[^\"]*)\" rel=\"next\".*", "$1")
                    .replace("&amp;", "&");
            page = get(next).body();
            assertThat(page).doesNotContain("sse-connect");
            seen += rows(page);
        }
        assertThat(seen).isEqualTo(120);
    }

    @Test
    void one_call_shows_its_whole_trace() throws Exception {
        String page = get("/calls/d1").body();
        assertThat(page)
                .contains("Call from +7 912 345-67-01", "exactly matches", "Contract Negotiation", "deal:77", "decides")
                .contains("/test?number=%2B79123456701&amp;did=%2B74951234567&amp;scenario=main")
                .contains("Age of the CRM copy", "CRM_DECISION")
                .doesNotContain(EVIL);
        HttpResponse<String> gone = get("/calls/none");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("decisions.keep");
    }

    @Test
    void a_file_holds_them_all_and_no_formula() throws Exception {
        HttpResponse<String> file = get("/calls.csv?caller=" + encoded("+79123456702"));
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=calls.csv");
        String[] lines = file.body().split("\r\n", -1);
        assertThat(lines[0])
                .isEqualTo("\uFEFFid,time,caller,name,did,scenario,version,status,reason,rule,record,target,"
                        + "microseconds,mirror_age_seconds");
        assertThat(lines[1])
                .contains(",+79123456702,'=cmd(),+74951234567,main,1,OTHERS,NO_MATCH,,,queue reception,184,");
        assertThat(get("/calls.csv", "Accept-Language", "ru").body()).startsWith("\uFEFFid;time;");
        assertThat(get("/calls.csv?from=x").statusCode()).isEqualTo(400);
    }

    @Test
    void calls_come_in_by_themselves_and_only_those_that_fit() throws Exception {
        HttpResponse<InputStream> stream = CLIENT.send(
                HttpRequest.newBuilder(address("/calls/live?rule=legal")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).startsWith(":");
            call("+79990000002");
            String id = call("+79123456701");
            String event = "";
            while (!event.startsWith("event:")) {
                event = String.valueOf(events.readLine());
            }
            assertThat(event).isEqualTo("event: call");
            assertThat(events.readLine()).isEqualTo("id: " + id);
            assertThat(events.readLine()).startsWith("data: ");
        }
    }

    @Test
    void the_overview_counts_today_and_names_what_nobody_matches() throws Exception {
        String page = get("/").body();
        assertThat(page)
                .contains("<svg", "A rule matched", "+7 999 000-00-01")
                .contains("Repairs &amp; co", "/scenarios/main#rule-service")
                .doesNotContain("#rule-legal");
    }

    @Test
    void a_number_is_tested_as_a_call_would_go_and_nothing_is_logged() throws Exception {
        long before = log.written();
        String page = get("/test?number=" + encoded("+79123456701")).body();
        assertThat(page).contains("queue legal", "In force").doesNotContain(EVIL, "My draft <");
        assertThat(log.written()).isEqualTo(before);
        assertThat(get("/test").body()).doesNotContain("In force");
        assertThat(get("/test?number=1&at=never").body()).contains("The period cannot be read");
    }

    @Test
    void what_if_the_crm_held_something_else() throws Exception {
        String number = "/test?number=" + encoded("+79123456702");
        assertThat(get(number).body()).contains("queue reception");
        assertThat(get(number + "&what=deal.stage&is.deal.stage=UC_CONTRACT").body())
                .contains("queue legal");
        // the stage of another funnel moves the deal there; a caller without a deal gets one
        assertThat(get(number + "&what=deal.stage&is.deal.stage=C5:REPAIR").body())
                .contains("queue service");
        assertThat(get("/test?number=anonymous&what=deal.funnel&is.deal.funnel=5")
                        .body())
                .contains("queue service", "imagined deal");
        // a closed one does not count
        assertThat(get("/test?number=" + encoded("+79123456701") + "&what=deal.stage&is.deal.stage=LOSE")
                        .body())
                .contains("queue reception");
        assertThat(get("/test?add=" + encoded(EVIL)).body())
                .contains("no field")
                .doesNotContain(EVIL);
        assertThat(get("/test?add=deal.stage").body())
                .contains("name=\"is.deal.stage\"", "Sales / Contract Negotiation");
    }

    @Test
    void a_draft_stands_beside_what_is_in_force() throws Exception {
        DRAFTS.put("boris", MAIN.replace("queue: legal", "queue: lawyers"));
        DRAFTS.put("vera", MAIN.replace("Contract Negotiation", "No such stage"));
        String number = "/test?number=" + encoded("+79123456701");
        assertThat(get(number, "X-Who", "boris").body())
                .contains("queue legal", "queue lawyers", "The draft would send this call elsewhere");
        assertThat(get(number + "&side=draft", "X-Who", "boris").body())
                .contains("queue lawyers")
                .doesNotContain("queue legal");
        assertThat(get(number, "X-Who", "vera").body()).contains("No such stage", "queue legal");
    }

    @Test
    void a_replay_tells_what_a_draft_would_change() throws Exception {
        DRAFTS.put("olga", MAIN.replace("queue: legal", "queue: lawyers"));
        HttpResponse<String> begun = CLIENT.send(
                HttpRequest.newBuilder(address("/replay"))
                        .header("X-Who", "olga")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("scenario=main&calls=1000"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(begun.statusCode()).isEqualTo(302);
        String run = begun.headers().firstValue("Location").orElseThrow();
        ContractServer.await(Duration.ofSeconds(30), "the replay ends", () -> {
            try {
                return get(run, "X-Who", "olga").body().contains("would go elsewhere");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(get(run, "X-Who", "olga").body()).contains("queue legal", "queue lawyers", "From where to where");
        assertThat(get(run, "X-Who", "boris").statusCode()).isEqualTo(404);
        assertThat(get("/replay", "X-Who", "nobody").body()).contains("You have no draft");
    }
}
