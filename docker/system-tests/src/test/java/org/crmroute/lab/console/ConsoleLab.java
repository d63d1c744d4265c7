package org.crmroute.lab.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.crmroute.lab.Lab;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.Project;
import org.crmroute.lab.RouterProcess;

/** The router as it is shipped with the small CRM in its mirror, and a browser before it. */
final class ConsoleLab implements AutoCloseable {

    static final String ADMIN = "anna";
    static final String PASSWORD = "four words in row";

    private final RouterProcess router;
    private final Chromium chromium;
    private List<Cookie> session = List.of();

    private ConsoleLab(RouterProcess router, Chromium chromium) {
        this.router = router;
        this.chromium = chromium;
    }

    /** Starts both; nobody can sign in yet. */
    static ConsoleLab start(LabNetwork network, Path folder) throws IOException, InterruptedException {
        return start(network, folder, Project.crm());
    }

    /** As the other one, with another folder of records in its mirror. */
    static ConsoleLab start(LabNetwork network, Path folder, Path crm) throws IOException, InterruptedException {
        RouterProcess router = RouterProcess.in(network, folder, "");
        router.mustRun("import", crm.toString());
        return start(router);
    }

    /** As the other one, with an empty mirror that begins to follow a portal; it asks of itself every ten minutes. */
    static ConsoleLab startFollowing(URI webhook, LabNetwork network, Path folder)
            throws IOException, InterruptedException {
        return start(RouterProcess.in(network, folder, """
                bitrix24: {webhook: "%s", events_token: "%s", poll: 10m}
                """.formatted(webhook, Lab.EVENTS_TOKEN)));
    }

    private static ConsoleLab start(RouterProcess router) throws IOException, InterruptedException {
        router.serve();
        return before(router);
    }

    /** Sits down before a router that runs; nobody can sign in yet. */
    static ConsoleLab before(RouterProcess router) throws IOException, InterruptedException {
        router.awaitHttp();
        return new ConsoleLab(router, Chromium.start());
    }

    RouterProcess router() {
        return router;
    }

    String site() {
        return router.url("").toString();
    }

    Reader reader(Looks looks) {
        return chromium.reader(site(), looks);
    }

    /** Makes the first admin out of somebody who reads the server's log, as they would on the first day. */
    void setUp() throws IOException {
        try (Reader reader = reader(Looks.DESKTOP)) {
            Page page = reader.page();
            page.navigate(router.firstLink());
            page.getByLabel("Name").fill(ADMIN);
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            page.getByLabel("New password once more").fill(PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save and sign in"))
                    .click();
            page.waitForURL(site() + "/");
        }
    }

    /** Somebody who is signed in as the admin. */
    Reader admin(Looks looks) {
        return admin(looks, ADMIN);
    }

    /** Somebody who is signed in as a certain admin. */
    Reader admin(Looks looks, String name) {
        Reader reader = reader(looks);
        signIn(reader.page(), looks, name);
        return reader;
    }

    /** Makes another admin, whom the first one invites; their password is the same. */
    void invite(String name) {
        try (Reader admin = admin(Looks.DESKTOP);
                Reader other = reader(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/people");
            page.locator("form[action='/people'] input[name=name]").fill(name);
            page.locator("form[action='/people'] select[name=role]").selectOption("admin");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Add").setExact(true))
                    .click();
            other.page().navigate(page.locator("input.secret").inputValue());
            other.page().locator("input[name=password]").fill(PASSWORD);
            other.page().locator("input[name=again]").fill(PASSWORD);
            other.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save and sign in"))
                    .click();
            other.page().waitForURL(site() + "/");
        }
    }

    /** The same with the session of whoever was the first; its end is the end for all of them. */
    Reader signedIn(Looks looks) {
        if (session.isEmpty()) {
            Reader first = admin(looks);
            session = first.context().cookies();
            return first;
        }
        Reader reader = reader(looks);
        reader.context()
                .addCookies(session.stream()
                        .map(cookie -> new Cookie(cookie.name, cookie.value).setUrl(site()))
                        .toList());
        return reader;
    }

    static void signIn(Page page, Looks looks) {
        signIn(page, looks, ADMIN);
    }

    static void signIn(Page page, Looks looks, String name) {
        page.navigate("/sign-in");
        enter(page, looks, name);
    }

    /** Fills in the page of signing in that is shown. */
    static void enter(Page page, Looks looks, String name) {
        boolean russian = looks.language().equals("ru");
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(russian ? "Войти" : "Sign in"))
                .click();
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    @Override
    public void close() {
        chromium.close();
        router.close();
    }
}
