package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.runtime.log.RareLog;
import org.slf4j.LoggerFactory;

/** {@code /sign-in}, {@code /sign-out} and {@code /set-up}, where a link lets somebody choose a password. */
public final class SignInPages implements Consumer<RoutesConfig> {

    private final Accounts accounts;
    private final Invitations invitations;
    private final Passwords passwords;
    private final Visits visits;
    private final Peers peers;
    private final Attempts attempts;
    private final Audit audit;
    private final Pages pages;
    private final Clock clock;
    private final RareLog wrong = new RareLog(LoggerFactory.getLogger(SignInPages.class));

    /** @param attempts counts wrong passwords, wherever they are typed */
    SignInPages(
            Accounts accounts,
            Invitations invitations,
            Passwords passwords,
            Visits visits,
            Peers peers,
            Attempts attempts,
            Audit audit,
            Pages pages,
            Clock clock) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.passwords = passwords;
        this.visits = visits;
        this.peers = peers;
        this.attempts = attempts;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * The sign-in form.
     *
     * @param name as typed before
     * @param back where to go after
     * @param problem why it did not work; empty: not tried yet
     * @param nobody whether nobody can sign in yet
     */
    public record SignIn(String name, String back, String problem, boolean nobody) {}

    /**
     * The form that chooses a password.
     *
     * @param token the link's
     * @param account for whom; empty: they choose a name too
     * @param name as typed before
     * @param problem why it did not work; empty: not tried yet
     */
    public record SetUp(String token, String account, String name, String problem) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/sign-in", request -> showSignIn(request, 200, "", ""));
        routes.post("/sign-in", this::signIn);
        routes.post("/sign-out", this::signOut, Role.VIEWER);
        routes.get("/set-up", this::openLink);
        routes.post("/set-up", this::setUp);
    }

    private void showSignIn(Context request, int status, String name, String problem) {
        String back = Optional.ofNullable(request.formParam("back")).orElseGet(() -> request.queryParam("back"));
        request.status(status);
        pages.show(
                request,
                "access/sign-in.jte",
                Map.of("form", new SignIn(name, Back.path(back), problem, !accounts.anyAdmin())));
    }

    private void signIn(Context request) throws Passwords.Busy {
        String typed = Optional.ofNullable(request.formParam("name")).orElse("");
        String password = Optional.ofNullable(request.formParam("password")).orElse("");
        String name = Account.name(typed).orElse("");
        String address = peers.of(request).address();
        Page page = pages.page(request);
        Optional<Duration> wait = attempts.count(address, name);
        if (wait.isPresent()) {
            wrong.warn("Too many wrong passwords from {}; they wait", address);
            request.header("Retry-After", String.valueOf(wait.get().toSeconds() + 1));
            String lasting = page.words().lasting(wait.get().plusSeconds(1));
            showSignIn(request, 429, typed, page.say("access.too-many", lasting));
            return;
        }
        if (!passwords.matches(password, accounts.password(name))) {
            wrong.warn("A wrong name or password from {}", address);
            showSignIn(request, 422, typed, page.say("access.wrong"));
            return;
        }
        attempts.right(address, name);
        letIn(request, name, "access.audit.signed-in");
        request.redirect(Back.path(request.formParam("back")));
    }

    private void letIn(Context request, String name, String what) {
        Account account = accounts.find(name).orElseThrow(() -> new Refusal(Refusal.Reason.SIGNED_OUT));
        visits.open(request, name);
        accounts.signedIn(name, clock.instant());
        audit.note(account.person(), what, name, peers.of(request).address());
    }

    private void signOut(Context request) {
        Person person = Visit.person(request);
        visits.end(request);
        audit.note(person, "access.audit.signed-out", person.name(), "");
        request.redirect("/sign-in");
    }

    private void openLink(Context request) {
        String token = Optional.ofNullable(request.queryParam("token")).orElse("");
        Optional<String> account = invited(token);
        if (account.isEmpty()) {
            showUsedLink(request);
        } else {
            showSetUp(request, 200, new SetUp(token, account.get(), "", ""));
        }
    }

    private Optional<String> invited(String token) {
        return invitations.account(Token.hash(token), clock.instant());
    }

    private void showSetUp(Context request, int status, SetUp form) {
        request.status(status);
        pages.show(request, "access/set-up.jte", Map.of("form", form));
    }

    private void showUsedLink(Context request) {
        request.status(404);
        pages.show(
                request,
                "access/refused.jte",
                Map.of("detail", pages.page(request).say("access.link-used")));
    }

    private void setUp(Context request) throws Passwords.Busy {
        String token = Optional.ofNullable(request.formParam("token")).orElse("");
        Optional<String> invited = invited(token);
        if (invited.isEmpty()) {
            showUsedLink(request);
            return;
        }
        String typed = Optional.ofNullable(request.formParam("name")).orElse("");
        boolean first = invited.get().equals(Invitations.NOBODY);
        Optional<String> name = first ? Account.name(typed) : invited;
        Optional<String> problem = name.isEmpty()
                ? Optional.of(pages.page(request).say("access.name-form"))
                : NewPassword.problem(request, pages.page(request), name.get());
        if (problem.isPresent()) {
            showSetUp(request, 422, new SetUp(token, invited.get(), typed, problem.get()));
            return;
        }
        String hash = passwords.hash(NewPassword.of(request));
        Optional<Account> account = accounts.accept(Token.hash(token), name.orElseThrow(), hash, clock.instant());
        if (account.isEmpty()) {
            showUsedLink(request);
            return;
        }
        letIn(request, account.get().name(), "access.audit.link-used");
        request.redirect("/");
    }
}
