package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.console.access.Sessions.Session;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;

/** {@code /account}: one's own password, and the browsers one is signed in with. */
public final class AccountPage implements Consumer<RoutesConfig> {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Visits visits;
    private final Peers peers;
    private final Attempts attempts;
    private final Audit audit;
    private final Pages pages;
    private final Clock clock;

    AccountPage(
            Accounts accounts,
            Sessions sessions,
            Passwords passwords,
            Visits visits,
            Peers peers,
            Attempts attempts,
            Audit audit,
            Pages pages,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.visits = visits;
        this.peers = peers;
        this.attempts = attempts;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param configured whether the configuration gives the password
     * @param problem why the password was not changed
     * @param done what was done, to be told
     */
    public record View(
            String name, String role, boolean configured, List<Browser> browsers, String problem, String done) {}

    /**
     * A browser that is signed in.
     *
     * @param here whether it is the one that asks
     */
    public record Browser(long id, String agent, String address, String began, String seen, boolean here) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/account", request -> show(request, 200, "", done(request)), Role.VIEWER);
        routes.post("/account/password", this::changePassword, Role.VIEWER);
        routes.post("/account/sessions/{id}/end", this::end, Role.VIEWER);
        routes.post("/account/sessions/end", this::endOthers, Role.VIEWER);
    }

    private String done(Context request) {
        Page page = pages.page(request);
        return switch (Optional.ofNullable(request.queryParam("done")).orElse("")) {
            case "password" -> page.say("access.password-changed");
            case "ended" -> page.say("access.session-ended");
            default -> "";
        };
    }

    private void show(Context request, int status, String problem, String done) {
        Page page = pages.page(request);
        Person person = Visit.person(request);
        Optional<Session> here = visits.of(request);
        Instant now = clock.instant();
        List<Browser> browsers = sessions.of(person.name()).stream()
                .map(s -> new Browser(
                        s.id(),
                        Agent.inWords(s.agent()),
                        s.address(),
                        page.words().moment(s.began(), ZoneId.systemDefault()),
                        page.words().lasting(Duration.between(s.seen(), now)),
                        here.filter(h -> h.id() == s.id()).isPresent()))
                .toList();
        View view = new View(
                person.name(),
                Roles.inWords(page, person.role()),
                accounts.find(person.name()).map(Account::configured).orElse(true),
                browsers,
                problem,
                done);
        request.status(status);
        pages.show(request, "access/account.jte", Map.of("view", view));
    }

    private void changePassword(Context request) throws Passwords.Busy {
        Person person = Visit.person(request);
        Page page = pages.page(request);
        String address = peers.of(request).address();
        // whoever finds a browser left alone must not be able to try passwords with it either
        Optional<Duration> wait = attempts.count(address, person.name());
        if (wait.isPresent()) {
            show(
                    request,
                    429,
                    page.say("access.too-many", page.words().lasting(wait.get().plusSeconds(1))),
                    "");
            return;
        }
        String current = Optional.ofNullable(request.formParam("current")).orElse("");
        if (!passwords.matches(current, accounts.password(person.name()))) {
            show(request, 422, page.say("access.current-wrong"), "");
            return;
        }
        attempts.right(address, person.name());
        Optional<String> problem = NewPassword.problem(request, page, person.name());
        if (problem.isPresent()) {
            show(request, 422, problem.get(), "");
            return;
        }
        String hash = passwords.hash(NewPassword.of(request));
        if (accounts.changePassword(person.name(), hash) != Accounts.Outcome.DONE) {
            show(request, 422, page.say("access.password-configured"), "");
            return;
        }
        visits.open(request, person.name());
        audit.note(person, "access.audit.password", person.name(), "");
        request.redirect("/account?done=password");
    }

    private void end(Context request) {
        Person person = Visit.person(request);
        long id = RowId.of(request);
        if (sessions.end(person.name(), id)) {
            audit.note(person, "access.audit.session-ended", person.name(), "");
        }
        request.redirect("/account?done=ended");
    }

    private void endOthers(Context request) {
        Person person = Visit.person(request);
        sessions.endOthers(person.name(), visits.of(request).map(Session::id).orElse(-1L));
        audit.note(person, "access.audit.sessions-ended", person.name(), "");
        request.redirect("/account?done=ended");
    }
}
