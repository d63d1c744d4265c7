package org.crmroute.console.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.crmroute.config.Configuration;
import org.crmroute.config.Network;
import org.crmroute.console.page.Assets;
import org.crmroute.console.page.Pages;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteAccounts;
import org.crmroute.store.SqliteApiTokens;
import org.crmroute.store.SqliteAuditLog;
import org.crmroute.store.SqliteInvitations;
import org.crmroute.store.SqliteSessions;

/** A console over HTTP with its real database, in which time passes when a test says so. */
final class ConsoleWorld implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    /** A real one of {@link #PASSWORD}, but of the least cost: tests sign in often. */
    private static final String HASH = new String(
            BCrypt.withDefaults().hash(4, PASSWORD.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);

    final MovingClock clock = new MovingClock();
    final Database database;
    final Accounts accounts;
    final Sessions sessions;
    final Invitations invitations;
    final ApiTokens tokens;
    final AuditLog log;
    final Audit audit;
    /** A page that is being looked at, which ends when a test says so. */
    final Semaphore watching = new Semaphore(0);

    final Semaphore ends = new Semaphore(0);
    private final Access access;
    private final HttpServer server;

    /** A page of each kind, as the areas of the console have them; whoever is shown one finds their name on it. */
    private void probes(RoutesConfig routes) {
        routes.get("/seen", request -> request.result(Visit.person(request).name()), Role.VIEWER);
        routes.get("/changed", request -> request.result("form"), Role.ADMIN);
        routes.post(
                "/changed",
                request -> request.result("changed by " + Visit.person(request).name()),
                Role.ADMIN);
        routes.get("/watched", this::watch, Role.VIEWER);
        routes.get("/forgotten", request -> request.result("secret"));
        routes.get("/health", request -> request.result("fine"));
    }

    private void watch(Context request) throws InterruptedException {
        watching.release();
        ends.acquire();
        request.result(Visit.of(request).orElseThrow().lasts().getAsBoolean() ? "still signed in" : "signed out");
    }

    ConsoleWorld(Path folder) throws IOException, DatabaseRefused {
        this(folder, new Configuration.Http("127.0.0.1", 0, List.of(), List.of(), Secret.NONE, Secret.NONE));
    }

    ConsoleWorld(Path folder, Configuration.Http settings) throws IOException, DatabaseRefused {
        this.database = Database.open(folder.resolve("crmroute.db"), clock);
        this.accounts = new SqliteAccounts(database);
        this.sessions = new SqliteSessions(database);
        this.invitations = new SqliteInvitations(database);
        this.tokens = new SqliteApiTokens(database);
        this.log = new SqliteAuditLog(database);
        this.audit = new Audit(log, clock);
        Assets assets = new Assets();
        Pages pages = new Pages(assets, () -> 0, () -> true);
        this.access = new Access(
                settings, new Access.Books(accounts, sessions, invitations, tokens, log, audit), pages, clock);
        List<Consumer<RoutesConfig>> all =
                new ArrayList<>(List.of(access, assets, pages, (Consumer<RoutesConfig>) this::probes));
        this.server = new HttpServer("127.0.0.1", 0, all);
        server.start();
    }

    /** Settings of a console behind a proxy at 127.0.0.1 that people know as calls.example.com. */
    static Configuration.Http behindProxy() {
        return new Configuration.Http(
                "127.0.0.1",
                0,
                List.of("calls.example.com"),
                List.of(new Network("127.0.0.0/8")),
                Secret.NONE,
                new Secret("0123456789abcdef0123456789abcdef"));
    }

    ConsoleWorld person(String name, Role role) {
        accounts.add(name, role, clock.instant());
        accounts.changePassword(name, HASH);
        return this;
    }

    Browser browser() {
        return new Browser(server.port());
    }

    Browser signedIn(String name) {
        Browser browser = browser();
        browser.post("/sign-in", "name", name, "password", PASSWORD).mustBe(302);
        return browser;
    }

    List<String> audited() {
        return log.latest(java.util.Optional.empty(), java.util.Optional.empty(), 100).stream()
                .map(e -> e.who() + " " + e.what() + " " + e.subject() + " " + e.detail())
                .map(String::strip)
                .toList();
    }

    @Override
    public void close() {
        server.close();
        access.close();
        database.close();
    }

    /** Stands still until it is moved. */
    static final class MovingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
