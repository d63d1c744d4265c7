package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.crmroute.lab.LabNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios are built, checked, published and taken back, on the page alone; the CRM has 500 fields more than the small one. */
class EditorIT {

    private static final int SPARE_FIELDS = 500;
    private static final int RULES = 200;

    /** Three rules that ask nothing of each other. */
    private static final String THREE_RULES = """
            scenario: %s
            rules:
              - {id: a, name: Anna's, when: {field: deal.TITLE, is: contains, value: gold}, route: [{queue: sales}]}
              - {id: b, name: Boris's, when: {field: deal.TITLE, is: contains, value: silver}, route: [{queue: sales}]}
              - {id: c, name: Clara's, when: {field: deal.TITLE, is: contains, value: repair}, route: [{queue: sales}]}
            others:
              - {queue: reception}
            """;

    @TempDir
    static Path folder;

    private static ConsoleLab lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        CrmFolder crm = CrmFolder.copyIn(folder);
        crm.addFields(SPARE_FIELDS);
        lab = ConsoleLab.start(new LabNetwork(42), folder, crm.path());
        lab.setUp();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void a_scenario_is_built_by_choosing_alone() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor editor = Editor.add(admin.page(), "built");
            Page page = editor.page();
            Locator rule = editor.addRule();
            rule.getByLabel("Name of the rule").fill("Contracts go to Legal");
            editor.choose(Editor.fields(rule).first(), "funnel", "Funnel");
            assertThat(Editor.comparison(rule, 0)).not().containsText("is greater than");
            editor.choose(Editor.value(rule, "Funnel (deal)"), "sal", "Sales");

            Editor.button(rule, "+ Condition").click();
            editor.choose(Editor.fields(rule).nth(1), "stage", "Stage");
            Locator stage = Editor.value(rule, "Stage (deal)");
            stage.click();
            // of the funnel beside it, and of no other
            assertThat(editor.offered().filter(new Locator.FilterOptions().setHasText("Won")))
                    .hasCount(1);
            assertThat(editor.offered().filter(new Locator.FilterOptions().setHasText("Self-service")))
                    .hasCount(0);
            editor.choose(stage, "contract", "Contract Negotiation");

            Editor.button(rule, "+ Group").first().click();
            editor.choose(Editor.fields(rule).nth(2), "vip", "VIP class");
            editor.choose(Editor.value(rule, "VIP class (contact)"), "gold", "Gold");
            Editor.button(rule, "+ Condition").nth(0).click();
            editor.choose(Editor.fields(rule).nth(3), "amount", "Amount");
            Editor.comparison(rule, 3).selectOption("is greater than");
            Editor.value(rule, "Amount (deal)").fill("15000");
            Editor.value(rule, "Amount (deal)").blur();
            assertThat(editor.text()).hasValue(Pattern.compile("any:.*Gold.*greater, value: \"?15000", Pattern.DOTALL));

            rule.getByLabel("queue").and(page.locator("input")).fill("legal");
            rule.getByLabel("wait").fill("15");
            Editor.button(rule, "+ If nobody answers, then").click();
            rule.getByLabel("What to call").nth(1).selectOption("employee");
            editor.choose(rule.getByLabel("employee").and(page.locator("input")), "lyd", "Lydia Lawyer");

            Editor.button(editor.others(), "+ Choose where to call").click();
            editor.others().getByLabel("queue").and(page.locator("input")).fill("reception");
            editor.others().getByLabel("queue").and(page.locator("input")).blur();
            page.getByText("Settings").first().click();
            page.getByLabel("Numbers called").fill("8 (495) 111-00-01");
            page.getByLabel("Numbers called").blur();

            assertThat(editor.check()).containsText("Nothing to mend.");
            assertThat(editor.text())
                    .hasValue(Pattern.compile(
                            "Contracts go to Legal.*Sales.*Contract Negotiation.*legal.*15.*Lydia Lawyer.*others.*reception",
                            Pattern.DOTALL));
            admin.look("editor-built");
            editor.publish(1);
            page.navigate("/scenarios");
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("built")))
                    .containsText(Pattern.compile("in force: version 1.*8 \\(495\\) 111-00-01", Pattern.DOTALL));
            admin.look("scenarios");
        }
    }

    @Test
    void what_is_wrong_is_said_at_its_place_and_keeps_the_draft_from_calls() {
        try (Reader admin = lab.admin(Looks.DESKTOP_DARK)) {
            Editor editor = Editor.add(admin.page(), "wrong");
            Page page = editor.page();
            assertThat(editor.check()).containsText("Say where all other callers go");
            Editor.button(editor.others(), "+ Choose where to call").click();
            editor.others().getByLabel("queue").and(page.locator("input")).fill("reception");
            Locator rule = editor.addRule();
            assertThat(rule.getByText("Choose a field of the CRM.")).isVisible();
            editor.choose(Editor.fields(rule).first(), "amount", "Amount");
            Editor.value(rule, "Amount (deal)").fill("much");
            Locator queue = rule.getByLabel("queue").and(page.locator("input"));
            queue.fill("отдел продаж");
            queue.blur();
            assertThat(rule.getByText("\"отдел продаж\" is no name of a queue")).isVisible();
            queue.fill("sales");
            queue.blur();
            assertThat(rule.getByText("\"much\" is no amount")).isVisible();
            admin.look("editor-wrong");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check and publish"))
                    .click();
            assertThat(page.getByRole(AriaRole.ALERT).getByText("It cannot be published yet"))
                    .isVisible();
            assertThat(Editor.button(page, "Publish now")).hasCount(0);
            admin.look("publish-wrong");
            page.getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions().setHasText("is no amount"))
                    .getByRole(AriaRole.LINK)
                    .click();
            // the rule opened by itself
            assertThat(Editor.value(editor.rule(1), "Amount (deal)")).hasValue("much");
            assertThat(Editor.value(editor.rule(1), "Amount (deal)")).isInViewport();
        }
    }

    @Test
    void rules_change_places_by_dragging_by_keys_and_by_buttons() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor editor = Editor.add(admin.page(), "order", THREE_RULES.formatted("order"));
            assertThat(editor.titles()).hasText(new String[] {"Anna's", "Boris's", "Clara's"});

            editor.rule(3)
                    .getByTitle("Drag to change the order")
                    .dragTo(editor.rule(1), new Locator.DragToOptions().setTargetPosition(200, 4));
            assertThat(editor.titles()).hasText(new String[] {"Clara's", "Anna's", "Boris's"});

            // the second press comes before the answer to the first, and means the same rule
            editor.toggle(3).focus();
            admin.page().keyboard().press("Alt+ArrowUp");
            admin.page().keyboard().press("Alt+ArrowUp");
            assertThat(editor.titles()).hasText(new String[] {"Boris's", "Clara's", "Anna's"});

            Editor.button(admin.page(), "Move the rule down: Boris's").click();
            assertThat(editor.titles()).hasText(new String[] {"Clara's", "Boris's", "Anna's"});
            assertThat(editor.text()).hasValue(Pattern.compile("Clara.*Boris.*Anna", Pattern.DOTALL));

            Editor.button(admin.page(), "Undo").click();
            assertThat(editor.titles()).hasText(new String[] {"Boris's", "Clara's", "Anna's"});
        }
    }

    @Test
    void form_and_text_follow_each_other_and_a_text_that_is_none_is_kept() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor editor = Editor.add(admin.page(), "text", THREE_RULES.formatted("text"));
            assertThat(editor.titles()).hasCount(3);
            editor.toggle(2).click();
            editor.rule(2).getByLabel("Name of the rule").fill("Bella's");
            editor.rule(2).getByLabel("Name of the rule").blur();
            assertThat(editor.text()).hasValue(Pattern.compile("name: \"?Bella's"));

            String right = editor.text().inputValue();
            String broken = right.replace("others:", "others: [");
            editor.write(broken);
            assertThat(editor.page().getByText("The form cannot show the text as it is"))
                    .isVisible();
            assertThat(editor.check()).containsText(Pattern.compile("line \\d+, column \\d+"));
            assertThat(editor.titles()).hasCount(0);
            admin.look("editor-broken-text");
            editor.page().reload();
            assertThat(editor.text()).hasValue(broken);

            editor.write(right.replace("Clara's", "Carla's"));
            assertThat(editor.titles()).hasText(new String[] {"Anna's", "Bella's", "Carla's"});
        }
    }

    @Test
    void history_tells_what_changed_and_leads_back() {
        try (Reader admin = lab.admin(Looks.DESKTOP_DARK)) {
            Editor editor = Editor.add(admin.page(), "past", THREE_RULES.formatted("past"));
            Page page = editor.page();
            assertThat(editor.titles()).hasCount(3);
            editor.publish(1);
            Locator queue = editor.others().getByLabel("queue").and(page.locator("input"));
            queue.fill("night");
            queue.blur();
            editor.isKept();
            editor.publish(2);

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("History"))
                    .click();
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Version 2")))
                    .containsText(Pattern.compile(ConsoleLab.ADMIN + ".*in force", Pattern.DOTALL));
            admin.look("history");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Version 2"))
                    .click();
            Locator changed = page.getByRole(
                    AriaRole.REGION, new Page.GetByRoleOptions().setName("What it changed against version 1"));
            assertThat(changed.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("night")))
                    .containsText("+");
            assertThat(changed.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("reception")))
                    .containsText("−");
            admin.look("version");

            page.navigate("/scenarios/past/history/1");
            Editor.button(page, "Put version 1 in force again").click();
            assertThat(page.getByText("Version 1 is in force")).isVisible();
            assertThat(editor.text()).hasValue(Pattern.compile("reception"));
            page.navigate("/scenarios/past/history");
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Version 1")))
                    .containsText(Pattern.compile("in force.*again", Pattern.DOTALL));
        }
    }

    @Test
    void the_keyboard_is_enough() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/scenarios");
            Keys keys = new Keys(page);
            keys.tabTo("Name").type("keys").press("Enter");
            page.waitForURL("**/scenarios/keys");
            Editor editor = Editor.open(page, "keys");
            keys.tabTo("+ Add a rule").press("Enter");
            keys.awaitAt("Field of the CRM").type("funnel").press("Enter");
            keys.awaitAt("Value of Funnel (deal)").type("service").press("Enter");
            keys.tabTo("queue").type("support");
            keys.tabTo("+ Add a rule").press("Enter");
            keys.awaitAt("Field of the CRM")
                    .type("stage")
                    .press("ArrowDown")
                    .press("ArrowUp")
                    .press("Enter");
            keys.awaitAt("Value of Stage (deal)").type("contract").press("Enter");
            keys.tabTo("queue").type("legal");
            keys.tabTo("+ Choose where to call").press("Enter");
            keys.awaitAt("queue").type("reception").press("Tab");
            assertThat(editor.check()).containsText("Nothing to mend.");
            assertThat(editor.titles()).hasCount(2);
            keys.backTo(Pattern.compile("^2 .*")).press("Alt+ArrowUp");
            assertThat(editor.text()).hasValue(Pattern.compile("legal.*support.*reception", Pattern.DOTALL));
            keys.backTo("Check and publish").press("Enter");
            page.waitForURL("**/publish");
            keys.tabTo("Publish now").press("Enter");
            assertThat(page.getByText("Version 1 is in force")).isVisible();
        }
    }

    @Test
    void a_telephone_is_wide_enough() {
        try (Reader admin = lab.admin(Looks.PHONE)) {
            Page page = admin.page();
            page.navigate("/scenarios");
            page.locator("input[name=name]").fill("phone");
            Editor.button(page, "Добавить").click();
            page.waitForURL("**/scenarios/phone");
            Locator text = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Текстом (YAML)"));
            text.fill(THREE_RULES.formatted("phone"));
            text.blur();
            assertThat(page.locator(".rule-title")).hasCount(3);
            page.locator(".rule-toggle").first().tap();
            assertThat(page.locator(".rule.open form.card")).isVisible();
            admin.look("editor");
            page.locator("a#publish").tap();
            page.waitForURL("**/publish");
            admin.look("publish");
        }
        try (Reader admin = lab.admin(Looks.PHONE_DARK)) {
            admin.page().navigate("/scenarios");
            admin.look("scenarios");
            admin.page().navigate("/scenarios/phone?rule=c");
            assertThat(admin.page().locator(".rule.open form.card")).isVisible();
            admin.look("editor");
        }
    }

    /** Times are the benchmark's business; here it is what the browser has to hold and what travels. */
    @Test
    void two_hundred_rules_and_five_hundred_fields_stay_in_hand() {
        StringBuilder text = new StringBuilder("scenario: long\nrules:\n");
        for (int i = 1; i <= RULES; i++) {
            text.append(
                    "  - {id: r%1$d, name: Rule %1$d, when: {field: deal.UF_CRM_SPARE_%1$d, is: equals, value: v%1$d}, route: [{queue: q%1$d}]}\n"
                            .formatted(i));
        }
        text.append("others:\n  - {queue: reception}\n");
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Editor editor = Editor.add(admin.page(), "long", text.toString());
            Page page = editor.page();
            assertThat(editor.titles()).hasCount(RULES);
            page.reload();
            int closed = elements(page);
            assertThat(closed).as("elements on the page").isLessThan(RULES * 20 + 500);

            Response card = page.waitForResponse(
                    response -> response.url().contains("/rule/" + (RULES - 1)),
                    () -> editor.toggle(RULES).click());
            assertThat(card.body().length).as("bytes of one card").isLessThan(10_000);
            Locator rule = editor.rule(RULES);
            assertThat(Editor.fields(rule)).isVisible();
            assertThat(elements(page) - closed).as("elements of an open card").isLessThan(100);

            Editor.fields(rule).click();
            Editor.fields(rule).fill("");
            assertThat(editor.offered()).hasCount(100);
            assertThat(page.getByText(Pattern.compile("\\d+ more: type a part of the name")))
                    .isVisible();
            editor.choose(Editor.fields(rule), "spare 499", "Spare field 499");
            Editor.value(rule, "Spare field 499 (deal)").fill("last");
            Response kept = page.waitForResponse(
                    response -> response.url().endsWith("/draft/rule/" + (RULES - 1)),
                    () -> Editor.value(rule, "Spare field 499 (deal)").blur());
            // the card, what is said of the draft, and the text; not the 199 others
            assertThat(kept.body().length).as("bytes of a change").isLessThan(80_000);
            assertThat(editor.text()).hasValue(Pattern.compile("UF_CRM_SPARE_499.*last", Pattern.DOTALL));

            editor.toggle(RULES).press("Alt+ArrowUp");
            assertThat(editor.titles().nth(RULES - 2)).hasText("Rule " + RULES);
            editor.publish(1);
            assertThat(editor.titles()).hasCount(RULES);
        }
    }

    private static int elements(Page page) {
        return ((Number) page.evaluate("document.querySelectorAll('*').length")).intValue();
    }
}
