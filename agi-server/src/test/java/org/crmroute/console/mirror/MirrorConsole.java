package org.crmroute.console.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.console.MirrorFigures;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.AuditLog;
import org.crmroute.console.access.Person;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.console.warnings.Warnings;
import org.crmroute.console.warnings.WarningsPage;
import org.crmroute.routing.Integration;
import org.crmroute.routing.RoutingTables;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.store.Database;
import org.crmroute.store.SqliteCatalog;
import org.crmroute.store.SqliteIntegrationSwitch;
import org.crmroute.store.SqliteMirror;
import org.crmroute.store.SqliteScenarioStore;
import org.crmroute.sync.SyncWorld;

/** The pages about the mirror and the warnings over HTTP, on a real database; who reads them is said by each request. */
public final class MirrorConsole implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer http;
    private final ScenarioDesk desk;
    final RoutingTables tables;
    final Integration integration;
    final List<String> audit = new ArrayList<>();

    /**
     * Begins to serve.
     *
     * @param world what follows a portal; empty: none is configured
     * @param configured {@code bitrix24.enabled}
     */
    public MirrorConsole(Database database, Optional<SyncWorld> world, boolean configured) throws IOException {
        Clock clock = Clock.systemUTC();
        SqliteCatalog catalog = new SqliteCatalog(database);
        SqliteScenarioStore scenarios = new SqliteScenarioStore(database);
        integration = new Integration(configured, new SqliteIntegrationSwitch(database), clock);
        tables = new RoutingTables(scenarios, catalog::load, SyncWorld.PLAN, ZoneOffset.UTC, integration::isOn);
        integration.whenTurned(tables::followIntegration);
        integration.whenTurned(() -> world.ifPresent(w -> {
            w.integration = integration.isOn();
            w.synchroniser().integrationTurned();
        }));
        desk = new ScenarioDesk(scenarios, catalog::load, SyncWorld.PLAN, ZoneOffset.UTC, clock);
        Warnings warnings = new Warnings(tables);
        Pages pages = new Pages(new Assets(), warnings, () -> tables.get().integration());
        Optional<PortalConnection> portal =
                world.map(w -> new PortalConnection("portal.example.com", w.synchroniser()));
        Audit noting = new Audit(new Kept(), clock);
        http = new HttpServer(
                "127.0.0.1",
                0,
                List.of(
                        routes -> routes.before(request -> new Visit(
                                        new Person("anna", Role.valueOf(request.header("Role"))), "proof")
                                .note(request)),
                        pages,
                        new MirrorPages(
                                pages,
                                integration,
                                () -> new MirrorFigures(catalog.generation().filledAt(), catalog.counts()),
                                portal,
                                noting,
                                clock,
                                ZoneOffset.UTC),
                        new RecordPages(
                                pages,
                                new SqliteMirror(database, SyncWorld.PLAN)::record,
                                catalog::load,
                                portal,
                                () -> tables.get().integration(),
                                noting,
                                ZoneOffset.UTC),
                        new WarningsPage(pages, warnings)));
        tables.reload();
        http.start();
    }

    private final class Kept implements AuditLog {
        @Override
        public void add(Instant at, String who, String what, String subject, String detail) {
            audit.add("%s %s %s".formatted(who, what, subject));
        }

        @Override
        public List<Entry> latest(Optional<String> who, Optional<Long> before, int limit) {
            return List.of();
        }
    }

    /** Puts a scenario in force. */
    public void apply(String document) throws InvalidDocument {
        desk.apply(desk.check(new Source("scenario", document)), "olga");
        tables.reload();
    }

    /** Compiles the scenarios by the catalogue of now. */
    public void reload() {
        tables.reload();
    }

    HttpResponse<String> ask(HttpRequest.Builder request, Role role, String language) {
        try {
            return client.send(
                    request.header("Role", role.name())
                            .header("Accept-Language", language)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
    }

    /** A page, as an administrator sees it. */
    public String page(String path) {
        return get(path, Role.ADMIN, "en").body();
    }

    public HttpResponse<String> get(String path, Role role, String language) {
        return ask(to(path), role, language);
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ask(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                Role.ADMIN,
                "en");
    }

    @Override
    public void close() {
        http.close();
        client.close();
    }
}
