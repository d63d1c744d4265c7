package org.crmroute.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {

    private static final String NEW = "a brand new secret";

    @TempDir
    Path folder;

    private ConsoleWorld world;
    private Browser anna;

    @BeforeEach
    void open() throws Exception {
        world = new ConsoleWorld(folder).person("anna", Role.ADMIN);
        anna = world.signedIn("anna");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static String found(String pattern, String body) {
        Matcher matcher = Pattern.compile(pattern).matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    @Test
    void somebody_new_chooses_their_password_by_a_link_that_is_good_once() {
        String body = anna.submit("/people", "name", "Пётр.И", "role", "viewer")
                .mustBe(200)
                .body();
        String path = found("value=\"http://127\\.0\\.0\\.1:[0-9]+(/set-up\\?token=[^\"]+)\"", body);
        assertThat(anna.get("/people").body()).contains("no password yet").doesNotContain(path);

        Browser petr = world.browser();
        assertThat(petr.get(path).mustBe(200).body()).contains("пётр.и");
        petr.post("/set-up", "token", path.substring(path.indexOf('=') + 1), "password", NEW, "again", NEW)
                .mustBe(302);

        assertThat(petr.get("/seen").mustBe(200).body()).isEqualTo("пётр.и");
        petr.get("/people").mustBe(403);
        world.browser().get(path).mustBe(404);
        assertThat(world.audited())
                .contains("anna access.audit.added пётр.и viewer", "пётр.и access.audit.link-used пётр.и 127.0.0.1");
    }

    @Test
    void a_new_link_does_not_end_the_password_before_it_is_used() {
        world.person("boris", Role.VIEWER);
        Browser boris = world.signedIn("boris");
        String body = anna.submit("/people/link", "name", "boris").mustBe(200).body();
        String token = found("set-up\\?token=([^\"]+)\"", body);
        boris.get("/seen").mustBe(200);

        world.browser()
                .post("/set-up", "token", token, "password", NEW, "again", NEW)
                .mustBe(302);
        boris.get("/seen").mustBe(302);
        world.clock.pass(Duration.ofDays(4));
        world.browser().get("/set-up?token=" + token).mustBe(404);
    }

    @Test
    void names_are_taken_once_and_have_a_form() {
        anna.submit("/people", "name", "ANNA", "role", "admin").mustBe(422);
        anna.submit("/people", "name", "token:x", "role", "admin").mustBe(422);
        anna.submit("/people", "name", "<b>", "role", "admin").mustBe(422);
        anna.submit("/people", "name", "ok", "role", "owner").mustBe(422);
        assertThat(world.accounts.all()).hasSize(1);
    }

    @Test
    void roles_change_but_never_ones_own_and_never_the_last_admins() {
        world.person("boris", Role.VIEWER);
        anna.submit("/people/role", "name", "boris", "role", "admin").mustBe(200);
        assertThat(world.accounts.find("boris").map(Account::role)).contains(Role.ADMIN);
        anna.submit("/people/role", "name", "anna", "role", "viewer").mustBe(422);
        anna.submit("/people/remove", "name", "anna").mustBe(422);
        anna.submit("/people/role", "name", "boris", "role", "viewer").mustBe(200);
        assertThat(world.accounts.changeRole("anna", Role.VIEWER)).isEqualTo(Accounts.Outcome.LAST_ADMIN);
        assertThat(world.accounts.remove("anna")).isEqualTo(Accounts.Outcome.LAST_ADMIN);
        assertThat(world.audited())
                .contains("anna access.audit.role boris admin", "anna access.audit.role boris viewer");
    }

    @Test
    void an_admin_without_a_password_is_not_one_who_can_take_over() {
        anna.submit("/people", "name", "second", "role", "admin").mustBe(200);
        assertThat(world.accounts.remove("anna")).isEqualTo(Accounts.Outcome.LAST_ADMIN);
    }

    @Test
    void who_is_removed_or_signed_out_is_out_at_once() {
        world.person("boris", Role.VIEWER);
        Browser boris = world.signedIn("boris");
        anna.submit("/people/sign-out", "name", "boris").mustBe(200);
        boris.get("/seen").mustBe(302);
        boris = world.signedIn("boris");
        anna.submit("/people/remove", "name", "boris").mustBe(200);
        boris.get("/seen").mustBe(302);
        anna.submit("/people/remove", "name", "boris").mustBe(422);
    }

    @Test
    void a_token_is_shown_once_and_works_until_it_is_revoked() {
        String body = anna.submit("/tokens", "name", "ci", "role", "admin", "days", "30")
                .mustBe(200)
                .body();
        String token = found("class=\"secret\" value=\"([^\"]{43})\"", body);
        assertThat(anna.get("/tokens").body()).doesNotContain(token).contains("ci");

        Browser program = world.browser().saying("Authorization", "Bearer " + token);
        program.post("/changed").mustBe(200);
        anna.submit("/tokens", "name", "ci", "role", "admin", "days", "30").mustBe(422);
        anna.submit("/tokens", "name", "configuration", "role", "admin", "days", "30")
                .mustBe(422);
        anna.submit("/tokens/" + world.tokens.all().getFirst().id() + "/revoke").mustBe(302);

        program.saying("Accept", "*/*").post("/changed").mustBe(401);
        assertThat(world.audited())
                .contains(
                        "anna access.audit.token-revoked ci",
                        "anna access.audit.token-made ci admin, until 2026-03-31T10:00:00Z");
    }

    @Test
    void changes_can_be_read_page_by_page_and_as_text() {
        for (int i = 0; i < 120; i++) {
            world.audit.note(new Person("boris", Role.ADMIN), "access.audit.applied", "main", "<i>v" + i + "</i>");
        }
        String first = anna.get("/audit?who=boris").mustBe(200).body();
        assertThat(first)
                .contains("&lt;i&gt;v119&lt;")
                .contains("v70&lt;")
                .doesNotContain("v69&lt;")
                .doesNotContain("<i>v");
        String older = found("href=\"(/audit\\?before=[^\"]+)\"", first).replace("&amp;", "&");
        String second = anna.get(older).mustBe(200).body();
        assertThat(second).contains("v69&lt;").contains("v20&lt;");
        String last = anna.get(
                        found("href=\"(/audit\\?before=[^\"]+)\"", second).replace("&amp;", "&"))
                .mustBe(200)
                .body();
        assertThat(last).contains("v0&lt;").doesNotContain("rel=\"next\"");
        assertThat(anna.get("/audit").body()).contains("put a scenario in force");
        assertThat(anna.get("/audit?who=anna").body()).contains("signed in").doesNotContain("boris</th>");
    }

    @Test
    void at_the_servers_terminal_a_link_can_always_be_had() throws Exception {
        Links links = new Links(world.accounts, world.invitations, world.clock);
        world.browser().get(links.forTerminal(Optional.empty())).mustBe(200);
        world.person("boris", Role.ADMIN);
        assertThatThrownBy(() -> links.forTerminal(Optional.empty())).hasMessage("Name one of the admins: anna, boris");
        assertThat(world.browser()
                        .get(links.forTerminal(Optional.of(" BORIS ")))
                        .mustBe(200)
                        .body())
                .contains("boris");
        assertThatThrownBy(() -> links.forTerminal(Optional.of("eve"))).hasMessage("There is no account 'eve'.");
    }
}
