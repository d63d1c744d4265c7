package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.config.ConfigurationReader;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Person;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.store.SqliteAuditLog;
import org.crmroute.store.SqliteMirrorWriter;
import org.crmroute.sync.SnapshotFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of scenarios over HTTP, with a real database; who asks is what the cookie says. */
class ScenarioPagesTest {

    private static final Pattern REVISION = Pattern.compile("id=\"revision\" name=\"revision\" value=\"([0-9]+)\"");

    private static final String SEED = """
            scenario: main
            rules:
              - id: legal
                when: {field: deal.stage, is: equals, value: Contract Negotiation}
                route: [{queue: legal}]
              - id: sales
                when: {field: deal.funnel, is: equals, value: Sales}
                route: [{queue: sales}]
            others: [{queue: reception}]
            """;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Parts parts;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("crmroute.yaml");
        Files.writeString(file, "database: {url: 'jdbc:sqlite:%s'}".formatted(folder.resolve("crmroute.db")));
        parts = Parts.open(
                ConfigurationReader.ofThisProcess().load(Optional.of(file)).configuration());
        mirror(Snapshot.ofPortal());
        Assets assets = new Assets();
        Pages pages = new Pages(assets, () -> 0, () -> true);
        Audit audit = new Audit(new SqliteAuditLog(parts.database()), parts.clock());
        Consumer<RoutesConfig> known = routes -> routes.before(request -> {
            String who = Optional.ofNullable(request.cookie("who")).orElse("anna");
            new Visit(new Person(who, who.equals("vera") ? Role.VIEWER : Role.ADMIN), "proof").note(request);
        });
        server = new HttpServer("127.0.0.1", 0, List.of(known, assets, pages, parts.scenarioPages(pages, audit)));
        server.start();
    }

    private void mirror(Snapshot snapshot) throws Exception {
        new SnapshotFolder(snapshot.writeTo(folder.resolve("snapshot")), parts.plan(), parts.clock())
                .importInto(new SqliteMirrorWriter(parts.database()));
        parts.tables().reload();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
        parts.close();
    }

    private HttpResponse<String> get(String path, String who) throws IOException, InterruptedException {
        return client.send(request(path, who).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private String page(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path, "anna");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, String who, String... fields)
            throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return client.send(
                request(path, who)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String who) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Cookie", "who=" + who);
    }

    private static String revision(String page) {
        Matcher matcher = REVISION.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    /** Changes the newest revision, as a page does that shows it. */
    private String changed(String path, String who, String... fields) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("revision", revision(get("/scenarios/main", who).body())));
        all.addAll(List.of(fields));
        HttpResponse<String> answer = post("/scenarios/main/draft/" + path, who, all.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> publish(String who) throws IOException, InterruptedException {
        String page = get("/scenarios/main/publish", who).body();
        Matcher form = Pattern.compile(
                        "name=\"revision\" value=\"([0-9]+)\">\\s*<input type=\"hidden\" name=\"over\" value=\"([0-9]+)\"")
                .matcher(page);
        assertThat(form.find()).as(page).isTrue();
        return post("/scenarios/main/publish", who, "revision", form.group(1), "over", form.group(2));
    }

    private ScenarioStore.Version inForce(String text) throws Exception {
        if (parts.scenarios().active().isEmpty()) {
            post("/scenarios", "anna", "name", "main");
        }
        changed("text", "anna", "text", text);
        assertThat(publish("anna").statusCode()).isEqualTo(302);
        return parts.scenarios().active().getFirst();
    }

    @Test
    void the_seed_example_is_built_from_nothing_by_forms_alone() throws Exception {
        assertThat(page("/scenarios")).contains("There is no scenario yet", "value=\"main\"");
        assertThat(post("/scenarios", "anna", "name", "main").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/scenarios/main"));

        HttpResponse<String> added = post("/scenarios/main/draft/rules", "anna", "revision", "1", "do", "add");
        assertThat(added.headers().firstValue("HX-Trigger-After-Settle"))
                .hasValueSatisfying(focus -> assertThat(focus).contains("r0.w.0.field"));
        assertThat(page("/scenarios/main/pick/fields?q=stage")).contains("data-value=\"deal.stage\"");
        String chosen = changed("rule/0", "anna", rule("legal", "deal.stage", "", "", "", ""));
        assertThat(chosen).contains("exactly matches");
        assertThat(page("/scenarios/main/pick/values?field=deal.stage&at=r0.w.0&q=contract"))
                .contains("data-value=\"UC_CONTRACT\"", "Sales / Contract Negotiation");
        changed("rule/0", "anna", rule("legal", "deal.stage", "equals", "", "UC_CONTRACT", "legal"));
        changed("rules", "anna", "do", "add");
        changed("rule/1", "anna", rule("sales", "deal.funnel", "", "", "", ""));
        changed("rule/1", "anna", rule("sales", "deal.funnel", "equals", "", "0", "sales"));
        changed("others", "anna", "do", "plus-step");
        String last = changed("others", "anna", "s.0.kind", "queue", "s.0.was", "queue", "s.0.target", "reception");
        assertThat(last).contains("Nothing to mend.");
        assertThat(publish("anna").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).contains("published=1"));

        assertThat(parts.scenarios().active()).singleElement().satisfies(version -> {
            assertThat(version.author()).isEqualTo("anna");
            assertThat(version.document())
                    .contains("value: {id: UC_CONTRACT, name: Contract Negotiation}", "value: {id: 0, name: Sales}");
        });
        assertThat(parts.tables().get().named("main")).isPresent();
        assertThat(page("/scenarios")).contains("in force: version 1");
        assertThat(new SqliteAuditLog(parts.database()).latest(Optional.empty(), Optional.empty(), 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).isEqualTo("scenarios.audit.published"));
    }

    private static String[] rule(String id, String field, String is, String value, String add, String queue) {
        return new String[] {
            "rule-id",
            id,
            "w.mode",
            "all",
            "w.0.kind",
            "condition",
            "w.0.field",
            field,
            "w.0.is",
            is,
            "w.0.v",
            value,
            "w.0.n",
            "",
            "w.0.add",
            add,
            "s.0.kind",
            "queue",
            "s.0.was",
            "queue",
            "s.0.target",
            queue
        };
    }

    @Test
    void stages_offered_are_those_of_the_funnel_beside() throws Exception {
        inForce(SEED);
        changed(
                "text",
                "anna",
                "text",
                SEED.replace(
                        "{field: deal.stage, is: equals, value: Contract Negotiation}",
                        "{all: [{field: deal.funnel, is: equals, value: Service}, {field: deal.stage, is: equals, value: Repair}]}"));

        assertThat(page("/scenarios/main/pick/values?field=deal.stage&at=r0.w.1&q="))
                .contains("C5:REPAIR")
                .doesNotContain("UC_CONTRACT", "C7:");
        assertThat(page("/scenarios/main/pick/employees?q=lyd")).contains("Lydia Lawyer (203)");
        assertThat(page("/scenarios/main/pick/employees?q=away")).contains("Nothing has that name");
    }

    @Test
    void a_text_that_is_none_is_kept_and_its_place_named() throws Exception {
        inForce(SEED);

        String broken = changed("text", "anna", "text", "scenario: main\nrules: [\n");

        assertThat(broken).contains("The form cannot show the text", "line 3, column 1");
        assertThat(page("/scenarios/main")).contains("rules: [\n</textarea>");
        HttpResponse<String> meanwhile =
                post("/scenarios/main/draft/others", "anna", "revision", revision(broken), "s.0.kind", "queue");
        assertThat(meanwhile.statusCode()).isEqualTo(409);
        String published = get("/scenarios/main/publish", "anna").body();
        assertThat(published).contains("cannot be published yet").doesNotContain("publish-now");
        assertThat(changed("text", "anna", "text", SEED)).contains("class=\"rules\"", "Nothing to mend.");
    }

    @Test
    void a_change_by_an_older_look_is_told_and_nothing_is_overwritten() throws Exception {
        inForce(SEED);
        String seen = revision(page("/scenarios/main"));
        changed("text", "anna", "text", SEED.replace("reception", "desk"));

        HttpResponse<String> late =
                post("/scenarios/main/draft/text", "anna", "revision", seen, "text", SEED.replace("reception", "late"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("changed in another window");
        assertThat(page("/scenarios/main")).contains("{queue: desk}").doesNotContain("late");
        assertThat(post("/scenarios/main/draft/delete", "anna", "revision", seen)
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("?stale"));
    }

    @Test
    void whoever_publishes_second_sees_what_the_first_changed_and_decides() throws Exception {
        inForce(SEED);
        changed("text", "anna", "text", SEED.replace("reception", "annas"));
        String annasPage = page("/scenarios/main/publish");
        changed("text", "boris", "text", SEED.replace("reception", "boriss"));
        assertThat(page("/scenarios/main")).contains("boris is changing this scenario too");
        publish("boris");

        HttpResponse<String> second =
                post("/scenarios/main/publish", "anna", "revision", revisionOfForm(annasPage), "over", "1");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("boris published version 2", "What boris changed", "boriss", "annas");
        assertThat(parts.scenarios().active().getFirst().version()).isEqualTo(2);
        post("/scenarios/main/draft/theirs", "anna", "revision", revisionOfForm(second.body()));
        assertThat(page("/scenarios/main")).contains("put aside", "queue: annas", "{queue: boriss}");
    }

    private static String revisionOfForm(String page) {
        Matcher matcher =
                Pattern.compile("name=\"revision\" value=\"([0-9]+)\"").matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void versions_are_compared_and_taken_back() throws Exception {
        inForce(SEED);
        inForce(SEED.replace("reception", "desk"));

        assertThat(page("/scenarios/main/history")).contains("Version 2", "Version 1", "anna");
        assertThat(page("/scenarios/main/history/2")).contains("<tr class=\"gone\">", "reception", "desk");
        HttpResponse<String> overtaken = post("/scenarios/main/history/1/rollback", "anna", "active", "1");
        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(post("/scenarios/main/history/1/rollback", "anna", "active", "2")
                        .statusCode())
                .isEqualTo(302);
        assertThat(parts.scenarios().active().getFirst().version()).isEqualTo(1);
        assertThat(parts.tables().get().named("main"))
                .hasValueSatisfying(s -> assertThat(s.version()).isEqualTo(1));
        assertThat(page("/scenarios/main/history")).contains("again ");
        assertThat(get("/scenarios/main/history/9", "anna").statusCode()).isEqualTo(404);
        assertThat(get("/scenarios/none/history", "anna").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_gone_from_the_crm_is_struck_out_and_another_rule_can_be_changed_all_the_same() throws Exception {
        inForce("""
                scenario: main
                rules:
                  - {id: repair, when: {field: deal.stage, is: any_of, value: [Repair, Contract Negotiation]}, route: [{queue: a}]}
                  - {id: vip, when: {field: contact.UF_CRM_VIP, is: not_empty}, route: [{queue: b}]}
                others: [{queue: reception}]
                """);
        mirror(Snapshot.ofPortal()
                .withoutRow("statuses", "STATUS_ID", "C5:REPAIR")
                .withoutField("contact", "ufCrmVip"));

        String page = page("/scenarios/main?rule=repair");
        assertThat(page).contains("<s>Repair</s>", "gone from the CRM", "out of force");
        assertThat(page("/scenarios/main?rule=vip"))
                .contains("<s class=\"was\"", "VIP", "This field is gone from the CRM");

        changed("others", "anna", "s.0.kind", "queue", "s.0.was", "queue", "s.0.target", "desk");
        assertThat(publish("anna").statusCode()).isEqualTo(302);
        ScenarioStore.Version version = parts.scenarios().active().getFirst();
        assertThat(version.version()).isEqualTo(2);
        assertThat(version.document()).contains("{id: \"C5:REPAIR\", name: Repair}", "title: VIP", "{queue: desk");
    }

    @Test
    void text_of_people_and_of_the_crm_stays_text() throws Exception {
        inForce(SEED.replace("id: legal\n", "id: legal\n    name: \"<script>alert(1)</script>\"\n"));

        assertThat(page("/scenarios/main?rule=legal"))
                .doesNotContain("<script>alert")
                .contains("&lt;script>alert(1)&lt;/script>");
        assertThat(page("/scenarios/main/history/1")).doesNotContain("<script>alert");
        String answer = changed("rule/0", "anna", rule("x", "\"><img src=x>", "\"><b>", "</textarea><i>", "", "<u>"));
        assertThat(answer).doesNotContain("<img", "<b>", "<i>", "<u>");
    }

    @Test
    void scenarios_of_a_name_there_is_and_names_that_are_none_are_refused() throws Exception {
        inForce(SEED);

        assertThat(post("/scenarios", "boris", "name", "main").statusCode()).isEqualTo(422);
        assertThat(post("/scenarios", "boris", "name", "../x").body()).contains("A name may hold");
        assertThat(get("/scenarios/none", "anna").statusCode()).isEqualTo(404);
        assertThat(get("/scenarios/main/rule/99", "anna").statusCode()).isEqualTo(409);
        assertThat(get("/scenarios/main/rule/x", "anna").statusCode()).isEqualTo(404);
    }

    @Test
    void a_viewer_sees_everything_and_finds_no_button() throws Exception {
        inForce(SEED);

        String page = get("/scenarios/main?rule=legal", "vera").body();

        assertThat(page)
                .contains("Contract Negotiation", "readonly", "<fieldset disabled")
                .doesNotContain("name=\"do\"", "Add a rule", "/draft/delete");
        assertThat(Map.of("list", get("/scenarios", "vera").body()))
                .extractingByKey("list")
                .asString()
                .doesNotContain("Add a scenario");
    }
}
