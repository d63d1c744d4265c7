package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.crmroute.lab.Lab;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.Project;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of the CRM, and what an administrator sees and does when something is wrong with it. */
class MirrorIT {

    private static final LabNetwork NETWORK = new LabNetwork(46);
    private static final int CONTRACT_CONTACT = 7;
    private static final int CONTRACT_DEAL = 77;
    private static final String CONTRACT_NUMBER = "79123456703";
    /** More than one batch brings. */
    private static final int MORE_CONTACTS = 6000;

    @TempDir
    static Path folder;

    private static Portal portal;
    private static ConsoleLab lab;
    private static AgiCaller caller;

    @BeforeAll
    static void start() throws Exception {
        portal = Portal.of(
                        Project.crm(),
                        new PortalSettings().listen(NETWORK.portal(), 8024).applicationToken(Lab.EVENTS_TOKEN))
                .start();
        for (int i = 0; i < MORE_CONTACTS; i++) {
            portal.edits().add(Entity.CONTACT, Map.of("name", "Customer", "lastName", "No. " + i));
        }
        lab = ConsoleLab.startFollowing(portal.webhook(), NETWORK, folder);
        portal.events().webhook(lab.router().url("/bitrix24/events"));
        caller = new AgiCaller(NETWORK);
        lab.setUp();
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            admin.page().navigate("/mirror");
            assertThat(state(admin.page())).containsText("current");
        }
        lab.router()
                .mustRun("scenario", "apply", Project.crm().resolve("main.yaml").toString());
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
        if (portal != null) {
            portal.close();
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The state of the mirror, in one word. */
    private static Locator state(Page page) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions()
                        .setName(Pattern.compile("^(State|Состояние)"))
                        .setLevel(2));
    }

    private static Locator said(Page page, String what) {
        return page.getByRole(AriaRole.STATUS).getByText(what);
    }

    /** Has it looked at by everybody else too. */
    private static void lookAlso(String address, String name, Looks... others) {
        for (Looks looks : others) {
            try (Reader reader = lab.signedIn(looks)) {
                reader.page().navigate(address);
                reader.look(name);
            }
        }
    }

    @Test
    void the_state_of_the_copy_is_told() {
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/mirror");
            assertThat(state(page)).containsText("current");
            Locator contacts =
                    page.locator(".mirror-counts div").filter(new Locator.FilterOptions().setHasText("Contacts"));
            assertThat(contacts).containsText(Pattern.compile("6.01\\d"));
            assertThat(page.getByRole(AriaRole.TABLE)).containsText("crm.item.list");
            admin.look("mirror");
        }
        lookAlso("/mirror", "mirror", Looks.DESKTOP_DARK, Looks.PHONE, Looks.PHONE_DARK);
    }

    @Test
    void a_full_reading_shows_how_far_it_is() {
        portal.faults().chance(1, "crm.item.list", new Fault.Slow(Duration.ofMillis(150)));
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/mirror");
            button(page, "Read all records again").click();
            assertThat(said(page, "All records will be read again")).isVisible();
            Locator bar = page.getByLabel("Full synchronisation");
            // begun small, so that the first of it is there soon
            assertThat(page.locator("#mirror-state"))
                    .containsText(
                            Pattern.compile("[1-9][\\d,]* of 6,0\\d\\d"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            assertThat(page.getByRole(AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName("Contacts")))
                    .isVisible();
            admin.look("mirror-full");
            try (Reader reader = lab.signedIn(Looks.PHONE_DARK)) {
                reader.page().navigate("/mirror");
                assertThat(reader.page().getByLabel("Полная синхронизация")).isVisible();
                reader.look("mirror-full");
            }
            portal.faults().clear();
            // the page follows by itself
            assertThat(bar).isHidden();
            assertThat(state(page)).containsText("current");
        } finally {
            portal.faults().clear();
        }
    }

    @Test
    void switched_off_every_call_takes_others_until_it_is_switched_on() throws IOException {
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            assertThat(caller.call(CONTRACT_NUMBER)).containsEntry("CRM_RULE", "legal");
            page.navigate("/mirror");
            page.getByText("Switch off…").click();
            button(page, "Switch off").click();
            assertThat(said(page, "The integration is switched off: every call takes Others"))
                    .isVisible();
            assertThat(caller.call(CONTRACT_NUMBER))
                    .containsEntry("CRM_REASON", "INTEGRATION_DISABLED")
                    .containsEntry("CRM_STATUS", "OTHERS");
            assertThat(state(page)).containsText("switched off");
            admin.look("mirror-off");
            page.navigate("/calls");
            assertThat(said(page, "every call takes Others")).isVisible();
            assertThat(page.locator("#calls-rows tr").first()).containsText("Integration is switched off");
            lookAlso("/mirror", "mirror-off", Looks.PHONE_DARK);

            page.navigate("/mirror");
            button(page, "Switch on").click();
            assertThat(said(page, "The integration is switched on.")).isVisible();
            assertThat(caller.call(CONTRACT_NUMBER)).containsEntry("CRM_RULE", "legal");
            assertThat(state(page)).containsText("current");
            page.navigate("/audit");
            assertThat(page.getByRole(AriaRole.ROW)
                            .filter(new Locator.FilterOptions().setHasText("switched the integration off")))
                    .containsText(ConsoleLab.ADMIN);
        }
    }

    @Test
    void a_record_is_fetched_anew_when_somebody_asks_for_it() {
        portal.eventFaults().lost(1.0);
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/mirror");
            page.getByLabel("Kind").selectOption("contact");
            page.getByLabel("Number", new Page.GetByLabelOptions().setExact(true))
                    .fill(Integer.toString(CONTRACT_CONTACT));
            button(page, "Show").click();
            assertThat(page.getByText("Olga Lawson")).isVisible();
            portal.edits().update(Entity.CONTACT, CONTRACT_CONTACT, Map.of("name", "<b>Olga</b>", "lastName", "Court"));
            page.reload();
            assertThat(page.getByText("Olga Lawson")).isVisible();
            button(page, "Fetch it from the portal").click();
            // without another click
            assertThat(page.getByText("<b>Olga</b> Court")).isVisible();
            assertThat(page.locator("main b")).hasCount(0);
            admin.look("mirror-record");
            lookAlso("/mirror/records/contact/" + CONTRACT_CONTACT, "mirror-record", Looks.PHONE);

            page.navigate("/mirror/records/deal/4711");
            assertThat(page.getByText("not in the copy")).isVisible();
        } finally {
            portal.eventFaults().clear();
        }
    }

    @Test
    void a_deleted_stage_is_told_everywhere_and_leads_to_where_it_is_mended() {
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/warnings");
            assertThat(page.getByText("All rules are in force")).isVisible();
            portal.catalog().deleteStage("DEAL_STAGE", "UC_CONTRACT");
            // no event tells of stages; one about fields has the whole catalogue read at once
            portal.catalog().addField(Entity.DEAL, "UF_CRM_NEW_1", "string", false, "New");
            Locator inNavigation = page.getByRole(AriaRole.NAVIGATION)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Warnings *1$")));
            page.waitForCondition(() -> {
                page.reload();
                return inNavigation.count() == 1;
            });
            Locator rule = page.getByRole(AriaRole.ARTICLE);
            assertThat(rule).containsText("Contract negotiation goes to Legal");
            assertThat(rule.locator("del")).containsText("Contract Negotiation");
            assertThat(rule).containsText("the stage “Contract Negotiation” (UC_CONTRACT) is gone from the CRM");
            admin.look("warnings");
            lookAlso("/warnings", "warnings", Looks.DESKTOP_DARK, Looks.PHONE, Looks.PHONE_DARK);

            rule.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Fill in what is missing"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*/scenarios/main#rule-legal$"));
            Locator card = page.locator(".rule")
                    .filter(new Locator.FilterOptions().setHasText("Contract negotiation goes to Legal"));
            assertThat(card).isInViewport();
            assertThat(card).containsText("out of force");
            assertThat(card).containsText("gone from the CRM");
            admin.look("warnings-editor");

            portal.catalog().addStage("DEAL_STAGE", "UC_CONTRACT", "Contract Negotiation", "");
            portal.catalog().addField(Entity.DEAL, "UF_CRM_NEW_2", "string", false, "New");
            page.waitForCondition(() -> {
                page.navigate("/warnings");
                return inNavigation.count() == 0;
            });
            assertThat(page.getByText("All rules are in force")).isVisible();
            admin.look("warnings-none");
        }
    }

    @Test
    void a_portal_that_is_away_is_told_with_what_to_do() throws IOException {
        try (Reader admin = lab.signedIn(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/mirror");
            portal.goDown();
            try {
                // word of a change arrives, and then the portal cannot be asked
                portal.edits().update(Entity.DEAL, CONTRACT_DEAL, Map.of("title", "Contract for 2028"));
                assertThat(page.getByText("The portal does not answer as it should"))
                        .isVisible();
                assertThat(state(page)).containsText("does not get on");
                assertThat(page.getByText("it is asked again by itself")).isVisible();
                assertThat(caller.call(CONTRACT_NUMBER)).containsEntry("CRM_RULE", "legal");
                admin.look("mirror-trouble");
                lookAlso("/mirror", "mirror-trouble", Looks.PHONE_DARK);
            } finally {
                portal.comeUp();
            }
            // it is asked again later each time
            assertThat(state(page))
                    .containsText("current", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            assertThat(page.getByText("The portal does not answer as it should"))
                    .isHidden();
        }
    }

    @Test
    void a_page_that_loses_the_server_says_so_and_goes_on_by_itself() {
        try (Reader admin = lab.signedIn(Looks.PHONE_DARK)) {
            Page page = admin.page();
            page.navigate("/mirror");
            page.route("**/mirror/state", Route::abort);
            Locator lost = page.getByRole(AriaRole.ALERT)
                    .filter(new Locator.FilterOptions().setHasText("Нет связи с сервером"));
            assertThat(lost).isVisible();
            admin.look("mirror-lost");
            page.unroute("**/mirror/state");
            assertThat(lost).isHidden();
            admin.expect("ERR_FAILED|htmx:");
        }
    }
}
