package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.javalin.config.RoutesConfig;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.crmroute.console.calls.LiveCalls;
import org.crmroute.runtime.http.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON API over HTTP, as a program uses it: every answer is as its OpenAPI document says. */
class ApiContractTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode OPEN_API = openApi();

    private static final String MAIN = """
            scenario: main
            rules:
              - id: legal
                name: Contracts go to Legal
                when: {field: deal.stage, is: not_empty}
                route: [{queue: legal, timeout: 60}]
            others: [{queue: reception}]
            """;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ContractServer server;

    private static JsonNode openApi() {
        try (InputStream in =
                Objects.requireNonNull(ApiContractTest.class.getResourceAsStream("/console/openapi.json"))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = ContractServer.in(folder);
        server.put(Snapshot.ofPortal()
                .contact("{id: 5, name: 'Иван <b>', lastName: 'Петров'}", "+79123456789")
                .deal("{id: 77, contactIds: [5], contactId: 5, title: 'Contract'}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private record Answer(int status, String type, String tag, JsonNode body) {
        Answer mustBe(int expected) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            return this;
        }
    }

    private Answer ask(String method, String path, String body) {
        return ask(method, path, body, Optional.of(ContractServer.API_TOKEN));
    }

    private Answer ask(String method, String path, String body, Optional<String> token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.http() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type =
                    response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
            String tag = response.headers().firstValue("ETag").orElse("");
            return new Answer(response.statusCode(), type, tag, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks, and holds the answer against the schema that the document gives for it. */
    private JsonNode asked(String method, String path, String template, String body, int status, String... headers) {
        Answer answer = ask(method, path, body, Optional.of(ContractServer.API_TOKEN), headers)
                .mustBe(status);
        JsonNode operation = OPEN_API.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        JsonNode response = operation.path("responses").path(String.valueOf(status));
        if (response.has("$ref")) {
            response = OPEN_API.at(response.path("$ref").asString().substring(1));
        }
        JsonNode schema = response.path("content").path(answer.type()).path("schema");
        assertThat(schema.isObject())
                .as("%s %s %d %s is described", method, template, status, answer.type())
                .isTrue();
        assertThat(schema(schema).validate(answer.body()))
                .as("%s", answer.body())
                .isEmpty();
        return answer.body();
    }

    private static Schema schema(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", OPEN_API.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    @Test
    void a_scenario_is_put_in_force_shown_and_taken_back() {
        JsonNode first = asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", MAIN, 200);
        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(first.path("author").asString()).isEqualTo("token:configuration");
        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", MAIN.replace("legal, t", "sales, t"), 200);

        JsonNode shown = asked("GET", "/api/scenarios/main", "/api/scenarios/{name}", "", 200);
        assertThat(shown.path("version").asInt()).isEqualTo(2);
        assertThat(shown.path("document").asString()).contains("queue: sales");
        assertThat(asked("GET", "/api/scenarios", "/api/scenarios", "", 200)
                        .at("/scenarios/0/name")
                        .asString())
                .isEqualTo("main");

        JsonNode back = asked(
                "POST", "/api/scenarios/main/rollback", "/api/scenarios/{name}/rollback", "{\"version\": 1}", 200);
        assertThat(back.path("active").asBoolean()).isTrue();
        JsonNode versions = asked("GET", "/api/scenarios/main/versions", "/api/scenarios/{name}/versions", "", 200);
        assertThat(versions.at("/versions/0/active").asBoolean()).isFalse();
        assertThat(versions.at("/versions/1/active").asBoolean()).isTrue();
        JsonNode second =
                asked("GET", "/api/scenarios/main/versions/2", "/api/scenarios/{name}/versions/{version}", "", 200);
        assertThat(second.path("source").asString()).contains("sales");
    }

    @Test
    void a_version_is_replaced_only_by_who_has_seen_it() {
        assertThat(asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", MAIN, 412, "If-Match", "*")
                        .path("detail")
                        .asString())
                .contains("no version is in force");
        Answer first = ask("PUT", "/api/scenarios/main", MAIN).mustBe(200);
        String seen = ask("GET", "/api/scenarios/main", "").mustBe(200).tag();
        assertThat(seen).isEqualTo("\"1\"").isEqualTo(first.tag());

        String mine = MAIN.replace("legal, t", "mine, t");
        assertThat(asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", mine, 200, "If-Match", seen)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        String late = MAIN.replace("legal, t", "late, t");
        assertThat(asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", late, 412, "If-Match", seen)
                        .path("detail")
                        .asString())
                .contains("version 2 is in force", "\"2\"");
        assertThat(ask("GET", "/api/scenarios/main", "").body().path("document").asString())
                .contains("queue: mine");
        assertThat(ask("GET", "/api/scenarios/main/versions", "").body().path("versions"))
                .hasSize(2);

        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", late, 412, "If-Match", "2");
        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", late, 200, "If-Match", "\"1\", W/\"2\"");
        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", mine, 200, "If-Match", "*");
        // what is wrong with the document is said first: to ask again with another tag would not help
        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", "scenario: main", 422, "If-Match", seen);
        asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", late, 200);
    }

    @Test
    void a_wrong_scenario_is_refused_with_every_place() {
        String wrong = MAIN.replace("deal.stage, is: not_empty", "deal.stage, is: equals, value: Nowhere");
        JsonNode problem = asked("PUT", "/api/scenarios/main", "/api/scenarios/{name}", wrong, 422);
        assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(5);
        assertThat(problem.at("/problems/0/message").asString()).contains("Nowhere");
        asked("POST", "/api/scenarios/main/check", "/api/scenarios/{name}/check", wrong, 422);
        asked("POST", "/api/scenarios/main/check", "/api/scenarios/{name}/check", MAIN, 200);
        assertThat(asked("PUT", "/api/scenarios/other", "/api/scenarios/{name}", MAIN, 422)
                        .path("detail")
                        .asString())
                .contains("of scenario 'main'");
        assertThat(asked("GET", "/api/scenarios", "/api/scenarios", "", 200).path("scenarios"))
                .isEmpty();
    }

    @Test
    void a_call_is_explained_and_a_real_one_is_found_in_the_log() throws Exception {
        server.apply(MAIN);
        ContractServer.await(
                Duration.ofSeconds(20),
                "the scenario is in force",
                () -> server.call()
                        .from("+79123456789")
                        .asking("scenario=main")
                        .call()
                        .variables()
                        .getOrDefault("CRM_STATUS", "")
                        .equals("ROUTED"));
        JsonNode explained = asked(
                "GET",
                "/api/explain?number=8%20912%20345-67-89&at=2026-03-01T10:00:00%2B03:00",
                "/api/explain",
                "",
                200);
        assertThat(explained.path("rule").asString()).isEqualTo("legal");
        assertThat(explained.at("/caller/name").asString()).isEqualTo("Иван <b> Петров");
        assertThat(explained.path("at").asString()).isEqualTo("2026-03-01T07:00:00Z");
        assertThat(asked("GET", "/api/explain?number=anonymous", "/api/explain", "", 200)
                        .path("reason")
                        .asString())
                .isEqualTo("ANONYMOUS");

        List<String> ids = new ArrayList<>();
        ContractServer.await(Duration.ofSeconds(20), "the call is logged", () -> {
            JsonNode found = asked(
                    "GET", "/api/decisions?caller=%2B79123456789&reason=rule_match&limit=5", "/api/decisions", "", 200);
            found.path("decisions").forEach(d -> ids.add(d.path("decision").asString()));
            return !ids.isEmpty();
        });
        JsonNode one = asked("GET", "/api/decisions/" + ids.getFirst(), "/api/decisions/{id}", "", 200);
        assertThat(one.path("rule").asString()).isEqualTo("legal");
        assertThat(one.path("trace")).isNotEmpty();
    }

    @Test
    void logged_calls_are_found_by_what_the_page_of_calls_asks_for() throws Exception {
        server.apply(MAIN, MAIN.replace("scenario: main", "scenario: night"));
        ContractServer.await(
                Duration.ofSeconds(20),
                "the scenarios are in force",
                () -> List.of("main", "night").stream()
                        .allMatch(s ->
                                server.call("anonymous", s).get("CRM_STATUS").equals("OTHERS")));
        String ivan = server.call()
                .from("+79123456789")
                .dialling("74951234567")
                .asking("scenario=main")
                .call()
                .get("CRM_DECISION");
        String stranger = server.call()
                .from("+79990000001")
                .dialling("74957654321")
                .asking("scenario=night")
                .call()
                .get("CRM_DECISION");
        ContractServer.await(
                Duration.ofSeconds(20),
                "the last call is logged",
                () -> found("limit=1").contains(stranger));

        assertThat(found("limit=2")).containsExactly(stranger, ivan);
        assertThat(found("limit=1&before=" + stranger)).containsExactly(ivan);
        assertThat(found("caller=8%20912%20345-67-89")).containsExactly(ivan);
        assertThat(found("caller=345678")).containsExactly(ivan);
        assertThat(found("caller=anonymous")).isNotEmpty().doesNotContain(ivan, stranger);
        assertThat(found("did=%2B7%20495%20123-45-67")).containsExactly(ivan);
        assertThat(found("scenario=night&caller=%2B79990000001")).containsExactly(stranger);
        assertThat(found("scenario=night&caller=%2B79123456789")).isEmpty();
        assertThat(found("status=routed")).containsExactly(ivan);
        assertThat(found("status=OTHERS&reason=unknown_caller")).containsExactly(stranger);
        assertThat(found("rule=legal")).containsExactly(ivan);
        Instant at = Instant.parse(ask("GET", "/api/decisions/" + ivan, "")
                .mustBe(200)
                .body()
                .path("at")
                .asString());
        assertThat(found("rule=legal&from=" + at)).containsExactly(ivan);
        assertThat(found("rule=legal&until=" + at)).isEmpty();
        assertThat(found("rule=legal&from=2026-03-01&until=2026-03-01T14:30")).isEmpty();
    }

    /** Ids of what the log finds. */
    private List<String> found(String query) {
        List<String> ids = new ArrayList<>();
        asked("GET", "/api/decisions?" + query, "/api/decisions", "", 200)
                .path("decisions")
                .forEach(d -> ids.add(d.path("decision").asString()));
        return ids;
    }

    @Test
    void the_catalogue_has_what_scenarios_may_name() {
        JsonNode catalog = asked("GET", "/api/catalog", "/api/catalog", "", 200);
        assertThat(catalog.path("fields").size()).isGreaterThan(20);
        assertThat(catalog.path("funnels")).isNotEmpty();
        assertThat(catalog.path("employees")).isNotEmpty();
        asked("GET", "/api/openapi.json", "/api/openapi.json", "", 200);
        asked("GET", "/api/sync", "/api/sync", "", 404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/explain,/api/explain,400",
        "GET,/api/explain?number=1&at=noon,/api/explain,400",
        "GET,/api/decisions?limit=101,/api/decisions,400",
        "GET,/api/decisions?limit=x,/api/decisions,400",
        "GET,/api/decisions?from=yesterday,/api/decisions,400",
        "GET,/api/decisions/nothing,/api/decisions/{id},404",
        "GET,/api/scenarios/none,/api/scenarios/{name},404",
        "GET,/api/scenarios/none/versions,/api/scenarios/{name}/versions,404",
        "GET,/api/scenarios/main/versions/x,/api/scenarios/{name}/versions/{version},404",
        "POST,/api/scenarios/main/rollback,/api/scenarios/{name}/rollback,400",
    })
    void what_is_asked_wrongly_is_answered_with_a_problem(String method, String path, String template, int status) {
        assertThat(asked(method, path, template, "", status).path("detail").asString())
                .isNotBlank();
    }

    @Test
    void nobody_is_answered_without_a_token() {
        OPEN_API.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> ask(
                                        method.toUpperCase(Locale.ROOT),
                                        path.getKey().replaceAll("[{}]", ""),
                                        "",
                                        Optional.empty())
                                .mustBe(401)));
    }

    /** What is registered and what is described are the same; and every page but the few open ones names a role. */
    @Test
    void the_document_describes_what_there_is() throws Exception {
        List<ParsedEndpoint> endpoints = endpoints();
        Set<String> registered = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        for (ParsedEndpoint endpoint : endpoints) {
            String method = endpoint.endpoint.method.name();
            if (!Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD").contains(method)) {
                continue;
            }
            String path = endpoint.endpoint.path;
            if (path.startsWith("/api/")) {
                registered.add(method + " " + path);
            }
            Roles roles = endpoint.endpoint.metadata(Roles.class);
            if (roles == null || roles.getRoles().isEmpty()) {
                open.add(method + " " + path);
            }
        }
        Set<String> described = new TreeSet<>();
        OPEN_API.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(registered).isEqualTo(described).hasSizeGreaterThan(10);
        assertThat(open)
                .containsExactly(
                        "GET /assets/{hash}/{name}",
                        "GET /set-up",
                        "GET /sign-in",
                        "POST /looks",
                        "POST /set-up",
                        "POST /sign-in");
    }

    private List<ParsedEndpoint> endpoints() throws Exception {
        List<ParsedEndpoint> found = new ArrayList<>();
        try (Parts parts = Parts.open(server.configuration());
                Console console = Console.of(
                        server.configuration(), parts, Wiring.decisions(parts), new LiveCalls(), Optional.empty())) {
            List<Consumer<RoutesConfig>> pages = new ArrayList<>(console.pages());
            pages.add(routes ->
                    found.addAll(routes.getCfg$javalin().internalRouter.allHttpHandlers()));
            try (HttpServer http = new HttpServer("127.0.0.1", 0, pages)) {
                http.start();
            }
        }
        return found;
    }
}
