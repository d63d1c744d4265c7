package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.console.access.Accounts.Outcome;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;

/** {@code /people}: who may sign in, and as what. */
public final class PeoplePage implements Consumer<RoutesConfig> {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Links links;
    private final Peers peers;
    private final Audit audit;
    private final Pages pages;
    private final Clock clock;

    PeoplePage(Accounts accounts, Sessions sessions, Links links, Peers peers, Audit audit, Pages pages, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
        this.peers = peers;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param typed the name that was typed and could not be taken
     * @param problem why something was not done
     * @param done what was done, to be told
     * @param link to hand on; shown this once
     */
    public record View(List<Row> rows, String typed, String problem, String done, Optional<Link> link) {}

    /**
     * An account.
     *
     * @param role {@code viewer}, {@code admin}
     * @param self whether it is the reader's own, which they cannot take from themselves
     */
    public record Row(
            String name, String role, boolean ready, boolean configured, String since, String signedIn, boolean self) {}

    /** A link with which somebody chooses a password. */
    public record Link(String name, String address) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/people", request -> show(request, 200, "", "", "", Optional.empty()), Role.ADMIN);
        routes.post("/people", this::add, Role.ADMIN);
        routes.post("/people/role", this::changeRole, Role.ADMIN);
        routes.post("/people/link", this::makeLink, Role.ADMIN);
        routes.post("/people/sign-out", this::signOut, Role.ADMIN);
        routes.post("/people/remove", this::remove, Role.ADMIN);
    }

    private void show(Context request, int status, String typed, String problem, String done, Optional<Link> link) {
        Page page = pages.page(request);
        String self = Visit.person(request).name();
        ZoneId zone = ZoneId.systemDefault();
        List<Row> rows = accounts.all().stream()
                .map(a -> new Row(
                        a.name(),
                        Roles.word(a.role()),
                        a.ready(),
                        a.configured(),
                        page.words().moment(a.since(), zone),
                        a.signedIn().map(at -> page.words().moment(at, zone)).orElse("–"),
                        a.name().equals(self)))
                .toList();
        request.status(status);
        pages.show(request, "access/people.jte", Map.of("view", new View(rows, typed, problem, done, link)));
    }

    private void refuse(Context request, String typed, String problem) {
        show(request, 422, typed, problem, "", Optional.empty());
    }

    private void tell(Context request, String done) {
        show(request, 200, "", "", done, Optional.empty());
    }

    private void add(Context request) {
        Page page = pages.page(request);
        String typed = Optional.ofNullable(request.formParam("name")).orElse("");
        Optional<String> name = Account.name(typed);
        Optional<Role> role = Roles.ofWord(request.formParam("role"));
        if (name.isEmpty() || role.isEmpty()) {
            refuse(request, typed, page.say("access.name-form"));
            return;
        }
        switch (accounts.add(name.get(), role.get(), clock.instant())) {
            case DONE -> {
                audit.note(Visit.person(request), "access.audit.added", name.get(), Roles.word(role.get()));
                handOver(request, name.get());
            }
            case FULL -> refuse(request, typed, page.say("access.full"));
            default -> refuse(request, typed, page.say("access.taken", name.get()));
        }
    }

    private void makeLink(Context request) {
        Optional<Account> account = named(request);
        if (account.isEmpty()) {
            refuse(request, "", pages.page(request).say("access.gone"));
        } else if (account.get().configured()) {
            refuse(request, "", pages.page(request).say("access.password-configured"));
        } else {
            audit.note(
                    Visit.person(request),
                    "access.audit.link-made",
                    account.get().name(),
                    "");
            handOver(request, account.get().name());
        }
    }

    private void handOver(Context request, String name) {
        String scheme = peers.of(request).https() ? "https" : "http";
        String host = Optional.ofNullable(request.header("Host")).orElse("localhost");
        Link link = new Link(name, scheme + "://" + host + links.forPerson(name));
        show(request, 200, "", "", "", Optional.of(link));
    }

    private Optional<Account> named(Context request) {
        return Optional.ofNullable(request.formParam("name"))
                .flatMap(Account::name)
                .flatMap(accounts::find);
    }

    private void changeRole(Context request) {
        String name = Optional.ofNullable(request.formParam("name")).orElse("");
        Optional<Role> role = Roles.ofWord(request.formParam("role"));
        Page page = pages.page(request);
        if (role.isEmpty() || isSelf(request, name)) {
            refuse(request, "", page.say("access.not-self"));
        } else if (did(request, accounts.changeRole(name, role.get()))) {
            audit.note(Visit.person(request), "access.audit.role", name, Roles.word(role.get()));
            tell(request, page.say("access.role-changed", name, Roles.inWords(page, role.get())));
        }
    }

    private void signOut(Context request) {
        Optional<Account> account = named(request);
        account.ifPresent(a -> {
            sessions.endOthers(a.name(), -1);
            audit.note(Visit.person(request), "access.audit.sessions-ended", a.name(), "");
        });
        tell(request, pages.page(request).say("access.sessions-ended"));
    }

    private void remove(Context request) {
        String name = Optional.ofNullable(request.formParam("name")).orElse("");
        Page page = pages.page(request);
        if (isSelf(request, name)) {
            refuse(request, "", page.say("access.not-self"));
        } else if (did(request, accounts.remove(name))) {
            audit.note(Visit.person(request), "access.audit.removed", name, "");
            tell(request, page.say("access.removed", name));
        }
    }

    private static boolean isSelf(Context request, String name) {
        return Visit.person(request).name().equals(name);
    }

    /** Whether it was done; if not, its asker is told why. */
    private boolean did(Context request, Outcome outcome) {
        Page page = pages.page(request);
        switch (outcome) {
            case DONE -> {
                return true;
            }
            case LAST_ADMIN -> refuse(request, "", page.say("access.last-admin"));
            case CONFIGURED -> refuse(request, "", page.say("access.configured-stays"));
            default -> refuse(request, "", page.say("access.gone"));
        }
        return false;
    }
}
