package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.nio.file.Path;
import org.crmroute.lab.LabNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what happens to those who do not. */
class SignInIT {

    @TempDir
    static Path folder;

    private static ConsoleLab lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab = ConsoleLab.start(new LabNetwork(41), folder);
        lab.setUp();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void the_link_of_the_first_start_is_good_once() throws IOException {
        try (Reader stranger = lab.reader(Looks.DESKTOP)) {
            stranger.page().navigate(lab.router().firstLink());
            assertThat(stranger.page().getByText("This link was used already")).isVisible();
            stranger.expect("404");
        }
    }

    @Test
    void a_wrong_password_does_not_get_in_and_the_right_one_leads_back() {
        try (Reader reader = lab.reader(Looks.PHONE)) {
            Page page = reader.page();
            page.navigate("/people");
            page.locator("input[name=name]").fill(ConsoleLab.ADMIN);
            page.locator("input[name=password]").fill("four words in a row");
            reader.look("sign-in");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Войти"))
                    .click();
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("Неверное имя или пароль");
            reader.expect("422");
            page.locator("input[name=password]").fill(ConsoleLab.PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Войти"))
                    .click();
            page.waitForURL("**/people");
        }
    }

    @Test
    void on_a_phone_the_places_stand_in_a_menu_that_needs_no_mouse() {
        try (Reader reader = lab.admin(Looks.PHONE)) {
            Page page = reader.page();
            page.navigate("/people");
            Locator menu = page.locator("header summary").first();
            Locator places = page.locator("header nav a:visible");
            assertThat(menu).containsText("Пользователи");
            assertThat(places).hasCount(0);
            assertThat(page.locator("header").boundingBox().height).isLessThan(90);
            reader.look("people");

            page.locator(".brand").focus();
            page.keyboard().press("Tab");
            assertThat(menu).isFocused();
            page.keyboard().press("Enter");
            assertThat(places).hasCount(8);
            for (Locator place : places.all()) {
                page.keyboard().press("Tab");
                assertThat(place).isFocused();
                assertThat(place).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            }
            reader.look("menu");
            page.keyboard().press("Enter");
            page.waitForURL("**/people");
            assertThat(places).hasCount(0);
        }
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        try (Reader reader = lab.admin(Looks.DESKTOP)) {
            Cookie session = reader.context().cookies().stream()
                    .filter(cookie -> !cookie.name.contains("language") && !cookie.name.contains("theme"))
                    .findFirst()
                    .orElseThrow();
            assertThat(session.httpOnly).isTrue();
            assertThat(session.sameSite).isEqualTo(SameSiteAttribute.LAX);
            assertThat(reader.page().evaluate("document.cookie")).asString().doesNotContain(session.value);
        }
    }

    @Test
    void whoever_signs_out_is_out_also_with_the_old_cookie() {
        try (Reader reader = lab.admin(Looks.DESKTOP)) {
            var before = reader.context().cookies();
            reader.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Sign out").setExact(true))
                    .first()
                    .click();
            reader.page().waitForURL("**/sign-in");
            reader.context().addCookies(before);
            reader.page().navigate("/people");
            assertThat(reader.page()).hasURL(java.util.regex.Pattern.compile(".*/sign-in.*"));
        }
    }

    @Test
    void a_viewer_sees_everything_and_changes_nothing() {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            Page page = admin.page();
            page.navigate("/people");
            page.locator("form[action='/people'] input[name=name]").fill("victor");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Add").setExact(true))
                    .click();
            String link = page.locator("input.secret").inputValue();
            admin.look("people");
            try (Reader viewer = lab.reader(Looks.DESKTOP_DARK)) {
                Page his = viewer.page();
                his.navigate(link);
                his.locator("input[name=password]").fill("another four words");
                his.locator("input[name=again]").fill("another four words");
                his.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save and sign in"))
                        .click();
                his.waitForURL(lab.site() + "/");
                his.navigate("/people");
                assertThat(his.getByText("Only an admin may do this")).isVisible();
                viewer.expect("403");
                his.navigate("/account");
                viewer.look("account");
            }
        }
    }

    @Test
    void changes_are_written_down() {
        try (Reader admin = lab.admin(Looks.DESKTOP_DARK)) {
            admin.page().navigate("/audit");
            assertThat(admin.page().locator("tbody tr").first()).containsText(ConsoleLab.ADMIN);
            admin.look("audit");
            admin.page().navigate("/tokens");
            admin.look("tokens");
        }
    }
}
