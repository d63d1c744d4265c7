package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.crmroute.lab.Conversation;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.TransferLab;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on real phones are seen on the page, and handed on by it. */
class LiveCallsIT {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int SAM = 204;

    @TempDir
    static Path folder;

    private static TransferLab lab;
    private static ConsoleLab console;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab = TransferLab.start(new LabNetwork(56), folder);
        List.of(203, SAM, 205, 206, TransferLab.OPERATOR).forEach(lab::phone);
        console = ConsoleLab.before(lab.router());
        console.setUp();
    }

    @AfterAll
    static void stop() {
        console.close();
        lab.close();
    }

    @AfterEach
    void everybodyHangsUp() throws IOException, InterruptedException {
        lab.quiet();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator rowOf(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Opens the form of the only call and chooses by keyboard, as somebody in a hurry does. */
    private static void choose(Page page, String handOn, String typed, String chosen) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + handOn + " .*\\+7")))
                .click();
        Locator target = page.getByRole(AriaRole.COMBOBOX);
        assertThat(target).isFocused();
        target.fill(typed);
        assertThat(page.getByRole(AriaRole.LISTBOX).getByRole(AriaRole.OPTION).first())
                .containsText(chosen.replaceFirst(" ·.*", ""));
        target.press("Enter");
        assertThat(target).hasValue(chosen);
    }

    @Test
    void a_call_is_seen_and_handed_on_after_a_word_with_the_colleague() throws Exception {
        try (Reader admin = console.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/live");
            assertThat(page.getByText("Nobody is on the phone")).isVisible();

            Conversation conversation = lab.queued();

            Locator row = rowOf(page, "+7 912 345-67-03");
            assertThat(row).containsText("Lydia Lawyer");
            assertThat(row).containsText("talking");
            assertThat(row).containsText("queue legal");
            admin.look("live");
            SipPhone sam = lab.phone(SAM);
            int before = sam.incoming().size();
            choose(page, "Hand on", "sam", "Sam Support · 204");
            admin.look("live-form");
            button(page, "Talk first, then hand on").click();
            assertThat(page.getByRole(AriaRole.STATUS)
                            .filter(new Locator.FilterOptions().setHasText("being connected to Sam Support")))
                    .isVisible();
            Call leg = Conversation.next(sam, before);
            leg.awaitHearsOnly(conversation.agent().tone(), SOON);
            assertThat(page.getByText("agent and target talk, customer hears music"))
                    .isVisible();
            admin.look("live-consulting");

            button(page, "Swap").click();
            conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
            assertThat(page.getByText("customer and agent talk, target hears music"))
                    .isVisible();
            button(page, "Complete").click();

            conversation.awaitCustomerTalksTo(sam, leg);
            // her name stands in the call's own row, too, until the page has followed
            Locator ended = rowOf(page, "handed on").filter(new Locator.FilterOptions().setHasText("Lydia Lawyer"));
            assertThat(ended).containsText("Sam Support · 204");
            assertThat(rowOf(page, "queue legal")).containsText("Sam Support");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Why here"))
                    .click();
            assertThat(page.getByText("Contract negotiation goes to Legal", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            page.navigate("/audit");
            assertThat(rowOf(page, "completed a transfer")).containsText(ConsoleLab.ADMIN);
            assertThat(rowOf(page, "attended → extension:204")).containsText("handed a call on");
        }
    }

    @Test
    void what_cannot_be_is_told_and_the_call_goes_on() throws Exception {
        try (Reader admin = console.admin(Looks.PHONE_DARK)) {
            Page page = admin.page();
            Conversation conversation = lab.dialled();
            page.navigate("/live");
            assertThat(rowOf(page, "+7 912 345-67-01")).containsText("Максим Шестой");
            admin.look("live");

            choose(page, "Перевести", "299", "299");
            button(page, "Сразу").click();

            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("В Asterisk нет такого");
            admin.expect("422");
            admin.look("live-refused");
            conversation.awaitTalk();

            lab.transfers().kill();
            assertThat(page.getByText("Программа переводов не отвечает.")).isVisible();
            admin.look("live-away");
            conversation.awaitTalk();
            lab.transfers().serve();
            assertThat(rowOf(page, "+7 912 345-67-01")).isVisible();

            SipPhone sam = lab.phone(SAM);
            int before = sam.incoming().size();
            choose(page, "Перевести", "204", "Sam Support · 204");
            button(page, "Сразу").click();
            conversation.awaitCustomerTalksTo(sam, Conversation.next(sam, before));
        }
    }
}
