package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Phone.Habit.ANSWERS;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.crmroute.lab.Asterisk;
import org.crmroute.lab.Customer;
import org.crmroute.lab.Lab;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first day. On a system without an account and without a scenario somebody opens the link of the log and, by the page
 * alone, has funnel Sales go to the sales department, stage Contract Negotiation to Legal, and all others to the reception. The
 * next call, over SIP through a real Asterisk, does so; the one before took the dialplan's own way out.
 *
 * <p>That it takes a person less than three minutes is shown by counting, not by a clock, which would time this machine: every
 * click, key and word that is new on the page is counted as it happens in the browser, at the pace of the keystroke-level model
 * for somebody who is no typist, with a thought before each act and half of each page read ({@link Hands} names the figures).
 * The sum, from pasting the link to the note that the scenario is in force, must stay below 180 seconds.
 */
class SeedExampleIT {

    private static final double THREE_MINUTES = 180;

    private static final Customer WITH_SALES_DEAL = Customer.of("79123456702");
    private static final Customer AT_CONTRACT_NEGOTIATION = Customer.of("79123456703");
    private static final Customer NOBODY_KNOWS = Customer.of("79990000000");

    @Test
    void the_first_scenario_takes_less_than_three_minutes_and_the_next_call_obeys_it(@TempDir Path folder)
            throws Exception {
        try (Lab lab = Lab.startBlank(new LabNetwork(43), folder, Asterisk.Waiting.RINGING)) {
            for (int extension : new int[] {201, 203, 210}) {
                lab.phone(extension, ANSWERS);
            }
            Outcome before = lab.call(AT_CONTRACT_NEGOTIATION);
            assertThat(before.fallback()).isTrue();
            assertThat(before.by()).isEqualTo("210");
            assertThat(before.rule()).isEmpty();

            lab.router().awaitHttp();
            try (ConsoleLab console = ConsoleLab.before(lab.router());
                    Reader person = console.reader(Looks.DESKTOP)) {
                Hands hands = new Hands(person.page());
                build(hands, person.page(), lab.router().firstLink());
                System.out.println("The seed example takes " + hands.inWords());
                person.look("seed-example");
                assertThat(hands.seconds()).as(hands.inWords()).isLessThan(THREE_MINUTES);
                Outcome sales = lab.call(WITH_SALES_DEAL);
                assertThat(sales.at()).isEqualTo("queue:sales");
                assertThat(sales.by()).isEqualTo("201");
                assertThat(sales.record()).isEqualTo("deal:76");
                Outcome legal = lab.call(AT_CONTRACT_NEGOTIATION);
                assertThat(legal.at()).isEqualTo("queue:legal");
                assertThat(legal.by()).isEqualTo("203");
                assertThat(legal.record()).isEqualTo("deal:77");
                Outcome others = lab.call(NOBODY_KNOWS);
                assertThat(others.status()).isEqualTo("OTHERS");
                assertThat(others.at()).isEqualTo("queue:reception");
                assertThat(others.by()).isEqualTo("210");
                assertThat(others.fallback()).isFalse();
            }
        }
    }

    private static void build(Hands hands, Page page, String link) {
        hands.open(link).read();
        hands.type(ConsoleLab.ADMIN).press("Tab").type(ConsoleLab.PASSWORD).press("Tab");
        hands.type(ConsoleLab.PASSWORD).press("Enter");
        Locator scenarios = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main navigation"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Scenarios"));
        assertThat(scenarios).isVisible();
        hands.read().click(scenarios);
        assertThat(page.getByLabel("Name")).hasValue("main");
        hands.read().click(Editor.button(page, "Add"));

        Editor editor = Editor.at(page);
        hands.read().click(Editor.button(page, "+ Add a rule"));
        rule(hands, editor, "funnel", "Funnel (deal)", "sales", "sales");
        hands.click(Editor.button(page, "+ Add a rule"));
        assertThat(editor.titles()).hasCount(2);
        rule(hands, editor, "stage", "Stage (deal)", "contract", "legal");
        // the narrower rule goes first
        hands.click(editor.rule(2)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Move the rule up"))
                .first());
        assertThat(editor.toggle(1)).containsText("rule-2");

        hands.click(Editor.button(editor.others(), "+ Choose where to call"));
        hands.isAt(editor.others().getByLabel("queue").and(page.locator("input")))
                .type("reception")
                .press("Tab");
        assertThat(editor.check()).containsText("Nothing to mend.");
        hands.read().click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check and publish")));
        page.waitForURL("**/publish");
        hands.read().click(Editor.button(page, "Publish now"));
        assertThat(page.getByText("Version 1 is in force: the next call follows it."))
                .isVisible();
        hands.read();
    }

    private static void rule(Hands hands, Editor editor, String field, String title, String value, String queue) {
        Locator rule = editor.page().locator(".rule.open");
        hands.isAt(Editor.fields(rule));
        take(hands, editor, field);
        hands.isAt(Editor.value(rule, title));
        take(hands, editor, value);
        hands.click(rule.getByLabel("queue").and(editor.page().locator("input")))
                .type(queue)
                .press("Tab");
    }

    /** Types a part of what is wanted, looks at what the list offers then, and takes the first. */
    private static void take(Hands hands, Editor editor, String part) {
        hands.type(part);
        assertThat(editor.offered().first()).hasAttribute("aria-selected", "true");
        hands.read().press("Enter");
    }
}
