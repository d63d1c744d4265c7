package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.crmroute.lab.LabNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may come in between while somebody changes a scenario; nothing they entered is lost. */
class EditorTroubleIT {

    private static final String OTHER_ADMIN = "boris";

    @TempDir
    static Path folder;

    private static CrmFolder crm;
    private static ConsoleLab lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        crm = CrmFolder.copyIn(folder);
        lab = ConsoleLab.start(new LabNetwork(44), folder, crm.path());
        lab.setUp();
        lab.invite(OTHER_ADMIN);
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static Editor oneRule(Page page, String name) {
        Editor editor = Editor.add(page, name, """
                scenario: %s
                rules:
                  - {id: a, name: Big orders, when: {field: deal.OPPORTUNITY, is: greater, value: "10000"}, route: [{queue: sales}]}
                others:
                  - {queue: reception}
                """.formatted(name));
        assertThat(editor.titles()).hasText("Big orders");
        return editor;
    }

    private static Locator openedName(Editor editor) {
        editor.toggle(1).click();
        Locator name = editor.rule(1).getByLabel("Name of the rule");
        assertThat(name).isVisible();
        return name;
    }

    private static Locator trouble(Page page) {
        return page.getByRole(AriaRole.ALERT);
    }

    @Test
    void a_lost_connection_is_told_and_the_change_sent_again() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor editor = oneRule(admin.page(), "lost");
            Locator name = openedName(editor);
            admin.context().setOffline(true);
            name.fill("Bigger orders");
            name.blur();
            assertThat(trouble(editor.page())).containsText("No connection to the server");
            expectLost(admin);
            admin.look("editor-lost");
            Editor.button(editor.page(), "Try again").click();
            assertThat(trouble(editor.page())).containsText("No connection to the server");
            expectLost(admin);

            admin.context().setOffline(false);
            Editor.button(editor.page(), "Try again").click();
            assertThat(editor.text()).hasValue(Pattern.compile("Bigger orders"));
            assertThat(trouble(editor.page())).isHidden();

            // a button says what it asks for also the second time
            admin.context().setOffline(true);
            Editor.button(editor.rule(1), "+ Condition").click();
            assertThat(trouble(editor.page())).containsText("No connection to the server");
            admin.context().setOffline(false);
            Editor.button(editor.page(), "Try again").click();
            assertThat(Editor.fields(editor.rule(1))).hasCount(2);
            expectLost(admin);
        }
    }

    /** The browser complains, and so does htmx, of the request that was not sent. */
    private static void expectLost(Reader reader) {
        reader.expect("ERR_INTERNET_DISCONNECTED");
        reader.expect("htmx:(afterRequest|sendError)");
    }

    @Test
    void whoever_goes_on_before_their_choice_was_found_has_made_it() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            Editor editor = Editor.add(page, "slow");
            Editor.button(page, "+ Add a rule").click();
            Keys keys = new Keys(page);
            keys.awaitAt("Field of the CRM").type("funnel").press("Enter");
            keys.awaitAt("Value of Funnel (deal)");
            List<Route> held = new ArrayList<>();
            page.route("**/pick/values**", held::add);
            keys.type("service").press("Enter");
            keys.tabTo("queue").type("support");
            keys.tabTo("+ Add a rule").press("Enter");
            page.waitForTimeout(500);
            page.unroute("**/pick/values**");
            held.forEach(Route::resume);

            assertThat(editor.titles()).hasCount(2);
            assertThat(editor.text()).hasValue(Pattern.compile("value: \\S*Service.*support", Pattern.DOTALL));
        }
    }

    @Test
    void a_button_pressed_before_the_answer_to_the_last_field_counts_and_so_does_the_next() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            Editor editor = oneRule(page, "quick");
            Locator rule = editor.addRule();
            editor.choose(Editor.fields(rule), "funnel", "Funnel");
            editor.choose(Editor.value(rule, "Funnel (deal)"), "service", "Service");
            // what is still missing stands beside the buttons, and goes with the answer
            assertThat(editor.rule(2).getByText("1 thing to mend")).isVisible();
            List<Route> held = new ArrayList<>();
            page.route("**/draft/rule/**", held::add);
            Locator queue = rule.getByLabel("queue").and(page.locator("input"));
            queue.fill("support");
            queue.press("Tab");
            up(editor, 2).click();
            page.waitForTimeout(500);
            page.unroute("**/draft/rule/**");
            held.forEach(Route::resume);

            assertThat(editor.titles()).hasText(new String[] {"rule-1", "Big orders"});
            up(editor, 2).click();
            assertThat(editor.titles()).hasText(new String[] {"Big orders", "rule-1"});
        }
    }

    private static Locator up(Editor editor, int rule) {
        return editor.rule(rule).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Move the rule up"));
    }

    @Test
    void whoever_is_signed_out_goes_on_after_signing_in_in_another_tab() {
        try (Reader admin = lab.admin(Looks.DESKTOP_DARK)) {
            Editor editor = oneRule(admin.page(), "expired");
            Locator name = openedName(editor);
            Page tab = admin.tab();
            tab.navigate("/account");
            Editor.button(tab, "Sign out").first().click();
            tab.waitForURL("**/sign-in");

            name.fill("Great orders");
            name.blur();
            assertThat(trouble(editor.page())).containsText("You are signed out");
            admin.expect("401");
            admin.look("editor-signed-out");
            Page signIn = editor.page()
                    .waitForPopup(() -> trouble(editor.page())
                            .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Sign in"))
                            .click());
            ConsoleLab.enter(signIn, Looks.DESKTOP_DARK, ConsoleLab.ADMIN);
            assertThat(name).hasValue("Great orders");
            Editor.button(editor.page(), "Try again").click();
            assertThat(editor.text()).hasValue(Pattern.compile("Great orders"));
            assertThat(trouble(editor.page())).isHidden();
            editor.publish(1);
        }
    }

    @Test
    void of_two_admins_the_second_is_told_and_chooses() {
        try (Reader anna = lab.admin(Looks.DESKTOP);
                Reader boris = lab.admin(Looks.DESKTOP_DARK, OTHER_ADMIN)) {
            oneRule(anna.page(), "both").publish(1);
            Editor annas = Editor.open(anna.page(), "both");
            Editor boriss = Editor.open(boris.page(), "both");
            rename(annas, "Anna's orders");
            rename(boriss, "Boris's orders");
            boris.page().reload();
            assertThat(boris.page().getByText("anna is changing this scenario too"))
                    .isVisible();
            boriss.publish(2);

            Page page = anna.page();
            askToPublish(page);
            assertThat(page.getByText(Pattern.compile("boris published version 2 .* after you began")))
                    .isVisible();
            assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What boris changed"))
                            .getByText("Boris's orders"))
                    .isVisible();
            assertThat(page.getByText("Anna's orders")).isVisible();
            anna.look("publish-overtaken");
            Editor.button(page, "Go on from theirs").click();
            assertThat(annas.titles()).hasText("Boris's orders");
            page.getByText("Your own earlier text was put aside").click();
            assertThat(page.locator("pre").getByText("Anna's orders")).isVisible();
            anna.look("editor-aside");

            rename(annas, "Common orders");
            rename(Editor.open(boris.page(), "both"), "Boris's again");
            annas.publish(3);
            askToPublish(boris.page());
            Editor.button(boris.page(), "Publish mine in place of version 3").click();
            assertThat(boris.page().getByText("Version 4 is in force")).isVisible();
            boris.page().navigate("/scenarios/both/history/3");
            assertThat(boris.page().getByText("Common orders").first()).isVisible();
        }
    }

    private static void rename(Editor editor, String name) {
        Locator field = openedName(editor);
        field.fill(name);
        field.blur();
        assertThat(editor.text()).hasValue(Pattern.compile(name));
    }

    private static void askToPublish(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check and publish"))
                .click();
        page.waitForURL("**/publish");
    }

    @Test
    void a_window_that_shows_an_older_state_overwrites_nothing() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor first = oneRule(admin.page(), "twice");
            Editor second = Editor.open(admin.tab(), "twice");
            rename(second, "From the second window");

            Locator name = openedName(first);
            name.fill("From the first window");
            name.blur();
            assertThat(trouble(first.page())).containsText("changed in another window meanwhile");
            admin.expect("409");
            assertThat(name).hasValue("From the first window");
            first.page().reload();
            assertThat(first.titles()).hasText("From the second window");
        }
    }

    @Test
    void what_is_gone_from_the_crm_is_struck_out_until_somebody_fills_it_in() throws Exception {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            Editor editor = Editor.add(page, "gone", """
                    scenario: gone
                    rules:
                      - id: menu
                        name: Self-service
                        when: {field: deal.stage, is: equals, value: Partners / Self-service}
                        route: [{queue: support}]
                    others:
                      - {queue: reception}
                    """);
            assertThat(editor.titles()).hasText("Self-service");
            editor.publish(1);

            crm.deleteStage("C7:IVR", "C7:NEW");
            lab.router().mustRun("import", crm.path().toString());
            Locator link = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main navigation"))
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Warnings"));
            awaitWarning(page, link);
            link.click();
            admin.look("warnings");
            Editor.button(page, "Fill in what is missing").click();
            Locator rule = editor.rule(1);
            assertThat(rule.getByText("out of force", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            Locator missing = rule.locator("s");
            assertThat(missing).containsText("Self-service");
            assertThat(rule.getByText("gone from the CRM", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            admin.look("editor-gone");

            rule.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Take out")))
                    .click();
            editor.choose(Editor.value(rule, "Stage (deal)"), "partners", "New");
            assertThat(rule.locator("s")).hasCount(0);
            editor.publish(2);
            assertThat(rule.getByText("out of force")).hasCount(0);
        }
    }

    /** The router looks for what other programs changed every second or so. */
    private static void awaitWarning(Page page, Locator link) {
        for (int i = 0; i < 40; i++) {
            page.navigate("/scenarios");
            if (link.innerText().matches("(?s).*\\d.*")) {
                return;
            }
            page.waitForTimeout(250);
        }
        throw new AssertionError("no warning: " + link.innerText());
    }
}
