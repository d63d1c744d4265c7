package org.crmroute.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningInTest {

    private static final String NEW = "a brand new secret";

    @TempDir
    Path folder;

    private ConsoleWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new ConsoleWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Links links() {
        return new Links(world.accounts, world.invitations, world.clock);
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }

    @Test
    void the_first_admin_comes_by_the_link_of_the_first_start() throws Exception {
        assertThat(world.browser().get("/sign-in").body()).contains("crmroute sign-in-link");
        String link = links().forFirstAdmin().orElseThrow();
        Browser browser = world.browser();

        assertThat(browser.get(link).mustBe(200).body()).contains("first admin");
        browser.post("/set-up", "token", token(link), "name", "Ivan", "password", NEW, "again", NEW)
                .mustBe(302);

        assertThat(browser.get("/seen").mustBe(200).body()).isEqualTo("ivan");
        browser.get("/people").mustBe(200);
        assertThat(links().forFirstAdmin()).isEmpty();
        world.browser().get(link).mustBe(404);
        world.browser()
                .post("/set-up", "token", token(link), "name", "eve", "password", NEW, "again", NEW)
                .mustBe(404);
        assertThat(world.accounts.all()).hasSize(1);
        assertThat(world.audited()).containsExactly("ivan access.audit.link-used ivan 127.0.0.1");
        assertThat(world.browser().get("/sign-in").body()).doesNotContain("crmroute sign-in-link");
    }

    @Test
    void a_link_is_good_for_an_hour_and_only_the_last_one_made() {
        String first = links().forFirstAdmin().orElseThrow();
        String second = links().forFirstAdmin().orElseThrow();
        world.browser().get(first).mustBe(404);
        world.browser().get(second).mustBe(200);
        world.clock.pass(Duration.ofHours(1));
        world.browser().get(second).mustBe(404);
    }

    @ParameterizedTest
    @CsvSource({
        "i,a brand new secret,a brand new secret,2 to 64 letters",
        "ivan,tooshrt,tooshrt,too short",
        "ivan,aaaaaaaaaaaa,aaaaaaaaaaaa,too easy",
        "ivan-petrov,ivan-petrov1,ivan-petrov1,too easy",
        "ivan,a brand new secret,a brand new secret.,differ",
    })
    void what_cannot_be_taken_is_said_and_the_link_stays_good(String name, String password, String again, String said) {
        String link = links().forFirstAdmin().orElseThrow();
        String body = world.browser()
                .post("/set-up", "token", token(link), "name", name, "password", password, "again", again)
                .mustBe(422)
                .body();
        assertThat(body).contains(said).contains(token(link)).doesNotContain(password);
        world.browser().get(link).mustBe(200);
    }

    @Test
    void passwords_longer_than_bcrypt_looks_at_are_refused() {
        String link = links().forFirstAdmin().orElseThrow();
        String password = "пароль и ещё немного слов, чтобы вышло больше семидесяти двух байт";
        assertThat(world.browser()
                        .post("/set-up", "token", token(link), "name", "ivan", "password", password, "again", password)
                        .mustBe(422)
                        .body())
                .contains("72 bytes");
    }

    @Test
    void a_wrong_name_and_a_wrong_password_look_the_same() {
        world.person("anna", Role.ADMIN);
        world.accounts.add("new", Role.ADMIN, world.clock.instant());

        String wrong = refused("anna", "wrong password");
        assertThat(refused("nobody", "wrong password")).isEqualTo(wrong);
        assertThat(refused("new", "")).isEqualTo(wrong);
        assertThat(refused("new", "wrong password")).isEqualTo(wrong);
        assertThat(refused("'; DROP TABLE account; --", "x")).isEqualTo(wrong);
        assertThat(world.audited()).isEmpty();
    }

    private String refused(String name, String password) {
        String body = world.browser()
                .post("/sign-in", "name", name, "password", password)
                .mustBe(422)
                .body();
        Matcher problem =
                Pattern.compile("role=\"alert\" id=\"problem\">([^<]*)<").matcher(body);
        assertThat(problem.find()).isTrue();
        return problem.group(1);
    }

    @Test
    void who_tries_passwords_waits() {
        world.person("anna", Role.ADMIN).person("boris", Role.VIEWER);
        for (int i = 0; i < 10; i++) {
            refused("anna", "wrong " + i);
        }
        Browser.Answer answer = world.browser()
                .post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD)
                .mustBe(429);
        assertThat(answer.header("Retry-After")).isEqualTo("901");
        assertThat(answer.body()).contains("Try again in 15 min");
        world.signedIn("boris");
        world.clock.pass(Duration.ofMinutes(15));
        world.signedIn("anna");
    }

    @Test
    void who_tries_accounts_waits_too() {
        world.person("boris", Role.VIEWER);
        for (int i = 0; i < 20; i++) {
            refused("name" + i, "wrong");
        }
        world.browser()
                .post("/sign-in", "name", "boris", "password", ConsoleWorld.PASSWORD)
                .mustBe(429);
    }

    @Test
    void a_session_is_a_cookie_that_scripts_cannot_read_and_other_sites_do_not_send() {
        world.person("anna", Role.ADMIN);
        Browser.Answer answer = world.browser().post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("crmroute=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Secure");
    }

    @Test
    void signing_in_again_ends_the_session_of_before() {
        world.person("anna", Role.ADMIN);
        Browser anna = world.signedIn("anna");
        Browser stolen = anna.copy();

        anna.post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD).mustBe(302);

        stolen.get("/seen").mustBe(302);
        anna.get("/seen").mustBe(200);
    }

    @Test
    void signing_out_ends_it_for_good() {
        world.person("anna", Role.ADMIN);
        Browser anna = world.signedIn("anna");
        Browser stolen = anna.copy();

        anna.submit("/sign-out").mustBe(302);

        assertThat(anna.cookies()).isEmpty();
        stolen.get("/seen").mustBe(302);
        assertThat(world.audited())
                .containsExactly("anna access.audit.signed-out anna", "anna access.audit.signed-in anna 127.0.0.1");
    }

    @Test
    void sessions_end_by_idleness_and_by_age() {
        world.person("anna", Role.ADMIN);
        Browser idle = world.signedIn("anna");
        world.clock.pass(Duration.ofHours(8));
        idle.get("/seen").mustBe(302);

        Browser busy = world.signedIn("anna");
        for (int hour = 0; hour < 24 * 7; hour++) {
            busy.get("/seen").mustBe(200);
            world.clock.pass(Duration.ofHours(1));
        }
        busy.get("/seen").mustBe(302);
    }

    @Test
    void a_cookie_is_changed_each_hour_and_the_one_before_dies_once_the_new_one_was_seen() {
        world.person("anna", Role.ADMIN);
        Browser anna = world.signedIn("anna");
        String proof = anna.proof();
        Browser old = anna.copy();
        world.clock.pass(Duration.ofMinutes(61));

        anna.get("/seen").mustBe(200);
        assertThat(anna.cookies()).isNotEqualTo(old.cookies());
        old.copy().get("/seen").mustBe(200);
        anna.get("/seen").mustBe(200);
        old.copy().get("/seen").mustBe(200);
        world.clock.pass(Duration.ofMinutes(1));
        old.copy().get("/seen").mustBe(302);

        anna.post("/changed", "csrf", proof).mustBe(200);
    }

    @Test
    void a_browser_that_never_got_its_new_cookie_goes_on() {
        world.person("anna", Role.ADMIN);
        Browser anna = world.signedIn("anna");
        world.clock.pass(Duration.ofMinutes(61));
        anna.copy().get("/seen").mustBe(200);
        world.clock.pass(Duration.ofMinutes(30));

        anna.get("/seen").mustBe(200);
        world.clock.pass(Duration.ofMinutes(5));
        anna.get("/seen").mustBe(200);
    }

    @Test
    void a_new_password_ends_all_sessions_but_the_one_that_chose_it() {
        world.person("anna", Role.ADMIN);
        Browser elsewhere = world.signedIn("anna");
        Browser here = world.signedIn("anna");

        here.submit("/account/password", "current", "wrong", "password", NEW, "again", NEW)
                .mustBe(422);
        elsewhere.get("/seen").mustBe(200);
        here.submit("/account/password", "current", ConsoleWorld.PASSWORD, "password", NEW, "again", NEW)
                .mustBe(302);

        elsewhere.get("/seen").mustBe(302);
        here.get("/seen").mustBe(200);
        world.browser()
                .post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD)
                .mustBe(422);
        world.browser().post("/sign-in", "name", "anna", "password", NEW).mustBe(302);
        assertThat(world.audited()).contains("anna access.audit.password anna");
    }

    @Test
    void one_session_can_be_ended_from_another_and_only_ones_own() {
        world.person("anna", Role.ADMIN).person("boris", Role.VIEWER);
        Browser elsewhere = world.signedIn("anna");
        Browser boris = world.signedIn("boris");
        Browser here = world.signedIn("anna");
        long first = world.sessions.of("anna").getLast().id();
        long his = world.sessions.of("boris").getFirst().id();

        here.submit("/account/sessions/" + his + "/end").mustBe(302);
        boris.get("/seen").mustBe(200);
        here.submit("/account/sessions/" + first + "/end").mustBe(302);
        elsewhere.get("/seen").mustBe(302);
        here.submit("/account/sessions/x/end").mustBe(404);
    }

    @Test
    void behind_a_trusted_proxy_the_cookie_is_for_https_only_and_attempts_count_by_the_client() throws Exception {
        world.close();
        world = new ConsoleWorld(folder, ConsoleWorld.behindProxy()).person("anna", Role.ADMIN);
        Browser proxied = world.browser()
                .saying("Host", "calls.example.com")
                .saying("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 127.0.0.5")
                .saying("X-Forwarded-Proto", "https");

        Browser.Answer answer = proxied.post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD)
                .mustBe(302);

        assertThat(answer.header("Set-Cookie")).startsWith("__Host-crmroute=").contains("Secure");
        assertThat(proxied.get("/seen").mustBe(200).header("Strict-Transport-Security"))
                .isNotEmpty();
        assertThat(world.audited()).containsExactly("anna access.audit.signed-in anna 203.0.113.9");
        assertThat(proxied.saying("Host", "127.0.0.1:8080")
                        .saying("Origin", "https://calls.example.com")
                        .submit("/changed")
                        .mustBe(200)
                        .body())
                .isEqualTo("changed by anna");
        world.browser()
                .saying("Authorization", "Bearer 0123456789abcdef0123456789abcdef")
                .post("/changed")
                .mustBe(200);
    }

    @Test
    void who_is_no_trusted_proxy_cannot_choose_an_address() {
        world.person("anna", Role.ADMIN);
        world.browser()
                .saying("X-Forwarded-For", "203.0.113.9")
                .saying("X-Forwarded-Proto", "https")
                .post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD)
                .mustBe(302);
        assertThat(world.audited()).containsExactly("anna access.audit.signed-in anna 127.0.0.1");
    }

    @Test
    void the_configurations_admin_is_there_as_long_as_it_is_configured() {
        String hash = world.person("x1", Role.ADMIN).accounts.password("x1").orElseThrow();
        world.accounts.configure(Optional.of(hash), world.clock.instant());
        Browser admin = world.signedIn("admin");
        admin.submit("/account/password", "current", ConsoleWorld.PASSWORD, "password", NEW, "again", NEW)
                .mustBe(422);
        assertThat(world.accounts.remove("admin")).isEqualTo(Accounts.Outcome.CONFIGURED);

        world.accounts.configure(Optional.of(hash), world.clock.instant());
        admin.get("/seen").mustBe(200);
        world.accounts.configure(Optional.empty(), world.clock.instant());
        admin.get("/seen").mustBe(302);
        assertThat(world.accounts.find("admin")).isEmpty();
    }
}
