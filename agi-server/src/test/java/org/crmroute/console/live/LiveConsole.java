package org.crmroute.console.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crmroute.call.Extension;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.AuditLog;
import org.crmroute.console.access.Person;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.calls.PhoneText;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Employee;
import org.crmroute.crm.Staff;
import org.crmroute.runtime.http.HttpServer;

/** The page over HTTP before a scripted ari-app; who reads it is said by each request. */
final class LiveConsole implements AutoCloseable {

    static final NumberPlan PLAN = new NumberPlan("RU", 10);

    static final NumberText NUMBERS =
            (number, words) -> PhoneText.of(PLAN.read(number).key(), words);

    static final Catalog CATALOG = new Catalog(
            List.of(),
            List.of(),
            List.of(),
            new Staff(
                    List.of(
                            employee(1, "Anna Orlova", true, "201"),
                            employee(2, "Boris Petrov", true, "202"),
                            employee(3, "Anna Dismissed", false, "203"),
                            new Employee(4, "Anna Phoneless", true, Optional.empty(), List.of())),
                    List.of()));

    /** Short, so that tests of one who is silent are. */
    static final Duration LOOK = Duration.ofMillis(400);

    final List<String> audit = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TransferApp app;
    private final HttpServer http;

    LiveConsole(ScriptedTransfers transfers) throws IOException {
        Clock clock = Clock.systemUTC();
        Pages pages = new Pages(new Assets(), () -> 0, () -> true);
        app = new TransferApp(transfers.settings(), LOOK, Duration.ofSeconds(1));
        http = new HttpServer(
                "127.0.0.1",
                0,
                List.of(
                        routes -> routes.before(request -> new Visit(
                                        new Person("anna", Role.valueOf(request.header("Role"))), "proof")
                                .note(request)),
                        pages,
                        new LivePages(
                                pages,
                                app,
                                () -> CATALOG,
                                () -> Set.of("legal", "sales"),
                                PLAN,
                                NUMBERS,
                                new Audit(new Kept(), clock),
                                clock,
                                ZoneOffset.UTC)));
        http.start();
    }

    private static Employee employee(long id, String name, boolean active, String inner) {
        return new Employee(id, name, active, Extension.of(inner), List.of());
    }

    private final class Kept implements AuditLog {
        @Override
        public void add(Instant at, String who, String what, String subject, String detail) {
            audit.add("%s %s %s %s".formatted(who, what, subject, detail));
        }

        @Override
        public List<Entry> latest(Optional<String> who, Optional<Long> before, int limit) {
            return List.of();
        }
    }

    /** A page as an admin sees it. */
    String page(String path) {
        return get(path, Role.ADMIN, "en").body();
    }

    HttpResponse<String> get(String path, Role role, String language) {
        return ask(to(path).header("Role", role.name()).header("Accept-Language", language));
    }

    /** A form as htmx posts it. */
    HttpResponse<String> post(String path, String... form) {
        return ask(posting(path, form).header("HX-Request", "true").header("Accept-Language", "en"));
    }

    /** A form as a browser posts it that runs no scripts. */
    HttpResponse<String> postPlainly(String path, String... form) {
        return ask(posting(path, form).header("Accept-Language", "ru"));
    }

    private HttpRequest.Builder posting(String path, String... form) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < form.length; i += 2) {
            body.append(form[i])
                    .append('=')
                    .append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return to(path).header("Role", "ADMIN")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // before the servers, which would wait for their connections
        client.close();
        app.close();
        http.close();
    }
}
