package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.crmroute.lab.LabNetwork;
import org.crmroute.lab.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why calls went where they went, and where they would go. */
class CallsIT {

    private static final LabNetwork NETWORK = new LabNetwork(45);

    private static final String CONTRACT = "79123456703";
    private static final String SALES = "79123456702";
    private static final String STRANGER = "79990000001";

    /** Calls himself what a browser or a spreadsheet would carry out. */
    private static final String HOSTILE = "79123456714";

    private static final String HOSTILE_NAME =
            "=cmd|' /C calc'!A0 <img src=x onerror=pwned=1></td><script>pwned=2</script>";

    /** Many enough that a replay of them can be stopped. */
    private static final int MANY = 2000;

    private static final List<Looks> ALL_LOOKS =
            List.of(Looks.DESKTOP, Looks.DESKTOP_DARK, Looks.PHONE, Looks.PHONE_DARK);

    @TempDir
    static Path folder;

    private static ConsoleLab lab;
    private static AgiCaller caller;

    @BeforeAll
    static void start() throws Exception {
        lab = ConsoleLab.start(NETWORK, folder);
        caller = new AgiCaller(NETWORK);
        lab.router()
                .mustRun("scenario", "apply", Project.crm().resolve("main.yaml").toString());
        lab.setUp();
        callOften(SALES, MANY);
        for (String number : List.of(STRANGER, "", "79123456701", HOSTILE, CONTRACT, STRANGER, SALES, CONTRACT)) {
            caller.call(number);
        }
    }

    private static void callOften(String number, int times) throws Exception {
        try (ExecutorService phones = Executors.newFixedThreadPool(4)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                calls.add(phones.submit(() -> caller.call(number)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator rows(Page page) {
        return page.locator("#calls-rows tr");
    }

    /** The reader's draft, made of what is in force. */
    private static void draft(Page page, UnaryOperator<String> change) {
        page.navigate("/scenarios/main");
        Locator text = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("As text (YAML)"));
        String before = text.inputValue();
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        page.waitForResponse("**/draft/text", () -> {
            text.fill(after);
            text.blur();
        });
    }

    private static void dropDraft(Page page) {
        page.navigate("/scenarios/main");
        page.getByText("Discard the draft").click();
        button(page, "Yes, discard it").click();
        assertThat(page.getByText("Discard the draft")).isHidden();
    }

    @Test
    void the_overview_tells_of_the_day() {
        for (Looks looks : ALL_LOOKS) {
            try (Reader reader = lab.signedIn(looks)) {
                Page page = reader.page();
                boolean russian = looks.language().equals("ru");
                page.navigate("/");
                assertThat(page.getByRole(AriaRole.IMG))
                        .hasAttribute("aria-label", Pattern.compile(russian ? "Звонки по часам: 2" : "by hour: 2"));
                Locator strangers =
                        page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("000-00-01"));
                assertThat(strangers).containsText(russian ? "Нет в CRM" : "Not in the CRM");
                // the rule of the partners never had a call, the lawyers' had some
                Locator idle = page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions()
                                .setName(russian ? "Правила, которые ничего не решили" : "Rules that decided nothing"));
                assertThat(idle.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("partner")))
                        .isVisible();
                assertThat(idle.getByText("Contract negotiation goes to Legal")).hasCount(0);
                reader.look("overview");
            }
        }
    }

    @Test
    void the_list_is_turned_over_page_by_page() {
        try (Reader reader = lab.signedIn(Looks.DESKTOP)) {
            Page page = reader.page();
            page.navigate("/calls");
            assertThat(rows(page)).hasCount(50);
            String newest = address(page);
            link(page, "Older calls").click();
            assertThat(page).hasURL(Pattern.compile("before="));
            assertThat(rows(page)).hasCount(50);
            assertThat(page.locator("#calls-rows a[href='" + newest + "']")).hasCount(0);
            link(page, "Newest calls").click();
            assertThat(rows(page).first().getByRole(AriaRole.LINK)).hasAttribute("href", newest);
        }
    }

    private static String address(Page page) {
        return String.valueOf(rows(page).first().getByRole(AriaRole.LINK).getAttribute("href"));
    }

    @Test
    void a_filter_finds_a_caller_in_any_way_a_number_is_written() {
        for (Looks looks : ALL_LOOKS) {
            try (Reader reader = lab.signedIn(looks)) {
                Page page = reader.page();
                boolean russian = looks.language().equals("ru");
                page.navigate("/calls");
                page.getByText(russian ? "Фильтр" : "Filter", new Page.GetByTextOptions().setExact(true))
                        .click();
                page.getByLabel(russian ? "Кто звонит" : "Caller").fill("8 (912) 345-67-03");
                page.getByLabel(russian ? "Почему" : "Why").selectOption("RULE_MATCH");
                button(page, russian ? "Показать" : "Show").click();
                assertThat(page).hasURL(Pattern.compile("caller=8"));
                assertThat(rows(page).first()).containsText("Olga Lawson");
                assertThat(rows(page).filter(new Locator.FilterOptions().setHasNotText("legal")))
                        .hasCount(0);
                reader.look("calls");
            }
        }
    }

    @Test
    void a_filter_that_nothing_fits_says_so_and_a_period_that_makes_no_sense_is_told() {
        try (Reader reader = lab.signedIn(Looks.DESKTOP_DARK)) {
            Page page = reader.page();
            page.navigate("/calls?caller=anonymous");
            assertThat(rows(page)).hasCount(1);
            assertThat(rows(page)).containsText("Number withheld");
            page.navigate("/calls?rule=menu");
            assertThat(page.getByText("No calls fit the filter")).isVisible();
            reader.look("calls-none");
            page.navigate("/calls?from=yesterday");
            assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("The period")))
                    .isVisible();
            reader.expect("does not conform");
        }
    }

    @Test
    void a_call_comes_in_by_itself_where_it_fits_the_filter() throws IOException {
        try (Reader reader = lab.signedIn(Looks.DESKTOP)) {
            Page page = reader.page();
            Page filtered = reader.tab();
            page.waitForResponse("**/calls/live*", () -> page.navigate("/calls"));
            filtered.waitForResponse("**/calls/live*", () -> filtered.navigate("/calls?rule=legal"));
            caller.call("79123456708");
            assertThat(rows(page).first()).containsText("Left Behind");
            assertThat(page.getByRole(AriaRole.STATUS).getByText("since you opened this page: 1"))
                    .isVisible();
            caller.call(CONTRACT);
            assertThat(rows(page).first()).containsText("Olga Lawson");
            assertThat(rows(filtered).first()).containsText("Olga Lawson");
            assertThat(filtered.getByRole(AriaRole.STATUS).getByText("since you opened this page: 1"))
                    .isVisible();
            assertThat(rows(filtered).getByText("Left Behind")).hasCount(0);

            link(page, "Stop updating").click();
            assertThat(link(page, "Update live")).isVisible();
            assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
        }
    }

    @Test
    void names_from_the_crm_are_text_wherever_they_stand() throws IOException {
        for (Looks looks : ALL_LOOKS) {
            try (Reader reader = lab.signedIn(looks)) {
                Page page = reader.page();
                page.waitForResponse("**/calls/live*", () -> page.navigate("/calls"));
                String before = address(page);
                caller.call(HOSTILE);
                assertThat(rows(page).first().getByRole(AriaRole.LINK)).not().hasAttribute("href", before);
                assertThat(rows(page).first().getByText(HOSTILE_NAME)).isVisible();
                rows(page).first().getByRole(AriaRole.LINK).click();
                assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                        .containsText("912 345-67-14");
                assertThat(page.getByText(HOSTILE_NAME).first()).isVisible();
                assertThat(page.locator("main img, main script")).hasCount(0);
                assertThat(page.evaluate("typeof pwned")).isEqualTo("undefined");
                reader.look("call");
            }
        }
    }

    @Test
    void one_call_shows_what_every_rule_asked_and_found() {
        try (Reader reader = lab.signedIn(Looks.DESKTOP)) {
            Page page = reader.page();
            page.navigate("/calls?rule=sales");
            rows(page).first().getByRole(AriaRole.LINK).click();
            Locator rules = page.locator(".tried");
            assertThat(rules.nth(0)).containsText("does not fit");
            assertThat(rules.nth(0)).containsText("Contract Negotiation");
            assertThat(rules.nth(1)).containsText("decides");
            assertThat(rules).hasCount(2);
            page.getByText("The whole decision as JSON").click();
            assertThat(page.locator("pre")).containsText("\"rule\" : \"sales\"");
            reader.look("call-of-a-rule");
            link(page, "Test this number now")
                    .or(button(page, "Test this number now"))
                    .click();
            assertThat(page.getByLabel("Caller’s number, or “anonymous”")).hasValue("+" + SALES);
            page.navigate("/calls/00000000-0000-0000-0000-000000000000");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText("No such call");
            reader.expect("404");
        }
    }

    @Test
    void the_file_holds_what_fits_and_no_formula() throws IOException {
        try (Reader reader = lab.signedIn(Looks.DESKTOP);
                Reader russian = lab.signedIn(Looks.PHONE)) {
            List<String> lines = download(reader.page(), "/calls?caller=+" + HOSTILE, "Download as CSV");
            assertThat(lines.getFirst()).startsWith("\uFEFFid,time,caller,name,did");
            assertThat(lines.size()).isGreaterThan(1);
            assertThat(lines.subList(1, lines.size()))
                    .allSatisfy(line ->
                            assertThat(line).contains(",+" + HOSTILE + ",'" + HOSTILE_NAME + ",+74951234567,main,"));

            // as many as there are, not as many as the page shows
            List<String> all = download(russian.page(), "/calls?rule=sales", "Скачать CSV");
            assertThat(all.getFirst()).startsWith("\uFEFFid;time;caller");
            assertThat(all.size()).isGreaterThan(MANY);
        }
    }

    private static List<String> download(Page page, String address, String link) throws IOException {
        page.navigate(address);
        Download download = page.waitForDownload(() -> link(page, link).click());
        assertThat(download.suggestedFilename()).isEqualTo("calls.csv");
        return Files.readAllLines(download.path());
    }

    @Test
    void a_lost_connection_is_told_and_what_came_meanwhile_is_caught_up_on() throws Exception {
        try (Reader reader = lab.signedIn(Looks.DESKTOP)) {
            Page page = reader.page();
            page.waitForResponse("**/calls/live*", () -> page.navigate("/calls"));
            Locator live =
                    page.getByRole(AriaRole.STATUS).getByText("Live", new Locator.GetByTextOptions().setExact(true));
            assertThat(live).isVisible();
            lab.router().kill();
            assertThat(page.getByRole(AriaRole.STATUS).getByText("Connection lost, trying again…"))
                    .isVisible();
            reader.look("calls-lost");
            lab.router().serve();
            // decided before the browser is back
            caller.call("79123456720");
            lab.router().awaitHttp();
            assertThat(live).isVisible();
            assertThat(rows(page).first()).containsText("345-67-20");
            caller.call("79123456708");
            assertThat(rows(page).first()).containsText("Left Behind");
            assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("345-67-20")))
                    .hasCount(1);
            reader.expect("ERR_|sse|Event");
        }
    }

    @Test
    void a_number_is_tested_with_what_the_crm_might_hold() {
        for (Looks looks : ALL_LOOKS) {
            try (Reader reader = lab.signedIn(looks)) {
                Page page = reader.page();
                boolean russian = looks.language().equals("ru");
                page.navigate("/test");
                page.locator("input[name=number]").fill("8 912 345 67 03");
                page.locator("input[name=number]").press("Enter");
                Locator outcome = page.locator(".outcome").first();
                assertThat(outcome).containsText(russian ? "Правило legal" : "Rule legal");
                page.getByLabel(russian ? "Поле" : "Field", new Page.GetByLabelOptions().setExact(true))
                        .fill("Stage of the moon");
                button(page, russian ? "Добавить поле" : "Add the field").click();
                assertThat(page.getByRole(AriaRole.ALERT)
                                .filter(new Locator.FilterOptions().setHasText("Stage of the moon")))
                        .isVisible();
                page.getByLabel(russian ? "Поле" : "Field", new Page.GetByLabelOptions().setExact(true))
                        .fill("deal.stage");
                button(page, russian ? "Добавить поле" : "Add the field").click();
                page.getByLabel("Stage deal.stage").selectOption("NEW");
                button(page, russian ? "Проверить" : "Test").last().click();
                assertThat(outcome).containsText(russian ? "Правило sales" : "Rule sales");
                reader.look("test");
            }
        }
    }

    @Test
    void a_draft_is_tried_beside_what_is_in_force() {
        try (Reader reader = lab.signedIn(Looks.DESKTOP)) {
            Page page = reader.page();
            draft(page, text -> text.replace("queue: legal", "queue: support"));
            page.navigate("/test?number=" + CONTRACT + "&did=74951234567");
            assertThat(page.getByRole(AriaRole.STATUS).getByText("The draft would send this call elsewhere"))
                    .isVisible();
            Locator sides = page.getByRole(AriaRole.ARTICLE);
            assertThat(sides.nth(0)).containsText("queue legal");
            assertThat(sides.nth(1)).containsText("queue support");
            reader.look("test-beside");
            page.navigate("/test?number=" + STRANGER + "&did=74951234567");
            assertThat(page.getByRole(AriaRole.STATUS).getByText("to the same place"))
                    .isVisible();

            draft(page, text -> text.replace("queue: support", "queue: support, tmeout: 5"));
            page.navigate("/test?number=" + CONTRACT);
            assertThat(page.getByRole(AriaRole.ALERT)
                            .filter(new Locator.FilterOptions().setHasText("cannot be tried yet")))
                    .containsText("tmeout");
            reader.look("test-invalid");
            dropDraft(page);
        }
    }

    @Test
    void a_replay_counts_who_would_go_elsewhere_and_can_be_stopped() {
        try (Reader reader = lab.signedIn(Looks.DESKTOP);
                Reader phone = lab.signedIn(Looks.PHONE_DARK)) {
            Page page = reader.page();
            page.navigate("/replay");
            assertThat(page.getByText("You have no draft")).isVisible();
            draft(page, text -> text.replace("queue: sales, timeout: 15", "queue: support, timeout: 15"));

            replay(page, 5000);
            button(page, "Cancel").click();
            assertThat(page.getByRole(AriaRole.STATUS)
                            .getByText(Pattern.compile("Cancelled after [\\d,]+ of 2,\\d+ calls")))
                    .isVisible();
            reader.look("replay-cancelled");

            replay(page, 40);
            assertThat(page.getByRole(AriaRole.STATUS).getByText(Pattern.compile("\\d+ calls would go elsewhere")))
                    .isVisible();
            assertThat(page.getByText("of 40.")).isVisible();
            Locator flow = page.getByRole(AriaRole.TABLE)
                    .first()
                    .getByRole(AriaRole.ROW)
                    .nth(1);
            assertThat(flow).containsText("queue sales");
            assertThat(flow).containsText("queue support");
            reader.look("replay");

            phone.page().navigate(page.url());
            assertThat(phone.page().getByText(Pattern.compile("звонк\\S* уш\\S+ бы в другое место")))
                    .isVisible();
            phone.look("replay");
            dropDraft(page);
        }
    }

    private static void replay(Page page, int calls) {
        page.navigate("/replay?scenario=main");
        page.getByLabel("How many of the last calls").fill(Integer.toString(calls));
        button(page, "Start").click();
        page.waitForURL("**/replay/*");
    }
}
