package org.crmroute.lab.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.Project;
import org.crmroute.lab.RouterProcess;

/** The router as it is shipped with the small CRM in its mirror, and a browser before it. */
final class ConsoleLab implements AutoCloseable {

    static final String ADMIN = "anna";
    static final String PASSWORD = "four words in row";

    private final RouterProcess router;
    private final Chromium chromium;

    private ConsoleLab(RouterProcess router, Chromium chromium) {
        this.router = router;
        this.chromium = chromium;
    }

    /** Starts both; nobody can sign in yet. */
    static ConsoleLab start(LabNetwork network, Path folder) throws IOException, InterruptedException {
        RouterProcess router = RouterProcess.in(network, folder, "");
        router.mustRun("import", Project.crm().toString());
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
        Reader reader = reader(looks);
        signIn(reader.page(), looks);
        return reader;
    }

    static void signIn(Page page, Looks looks) {
        page.navigate("/sign-in");
        boolean russian = looks.language().equals("ru");
        page.locator("input[name=name]").fill(ADMIN);
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
