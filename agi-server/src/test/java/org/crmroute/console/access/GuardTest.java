package org.crmroute.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    @TempDir
    Path folder;

    private ConsoleWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new ConsoleWorld(folder).person("anna", Role.ADMIN).person("boris", Role.VIEWER);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void who_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
        Browser browser = world.browser();

        Browser.Answer sent = browser.get("/seen?a=1&b=%D1%8F").mustBe(302);
        assertThat(sent.header("Location")).endsWith("/sign-in?back=%2Fseen%3Fa%3D1%26b%3D%25D1%258F");

        Browser.Answer in = browser.post(
                        "/sign-in", "name", " Anna ", "password", ConsoleWorld.PASSWORD, "back", "/seen?a=1&b=%D1%8F")
                .mustBe(302);
        assertThat(in.header("Location")).endsWith("/seen?a=1&b=%D1%8F");
        assertThat(browser.get("/seen").mustBe(200).body()).isEqualTo("anna");
    }

    @Test
    void a_program_gets_a_problem_instead_of_a_page() {
        Browser.Answer answer = world.browser()
                .saying("Accept", "application/json")
                .get("/seen")
                .mustBe(401);

        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        world.browser().saying("HX-Request", "true").get("/seen").mustBe(401);
        world.browser().post("/changed").mustBe(401);
    }

    @Test
    void a_page_that_names_no_role_is_shown_to_nobody() {
        Browser.Answer answer = world.signedIn("anna").get("/forgotten").mustBe(403);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(world.browser().get("/health").mustBe(200).body()).isEqualTo("fine");
    }

    @Test
    void a_viewer_sees_and_does_not_change() {
        Browser boris = world.signedIn("boris");

        assertThat(boris.get("/seen").mustBe(200).body()).isEqualTo("boris");
        boris.get("/changed").mustBe(403);
        assertThat(boris.submit("/changed").mustBe(403).body()).contains("Only an admin");
        boris.get("/people").mustBe(403);
        boris.get("/tokens").mustBe(403);
        boris.get("/audit").mustBe(403);
    }

    @Test
    void a_role_counts_from_the_next_request_on() {
        Browser boris = world.signedIn("boris");
        world.accounts.changeRole("boris", Role.ADMIN);
        assertThat(boris.submit("/changed").mustBe(200).body()).isEqualTo("changed by boris");
        world.accounts.remove("boris");
        boris.get("/seen").mustBe(302);
    }

    @Test
    void an_answer_that_takes_long_learns_that_who_asked_is_signed_out() throws Exception {
        Browser boris = world.signedIn("boris");
        assertThat(watched(boris, () -> {})).isEqualTo("still signed in");
        assertThat(watched(boris, () -> world.clock.pass(Visits.IDLE))).isEqualTo("signed out");

        Browser again = world.signedIn("boris");
        assertThat(watched(again, () -> again.copy().submit("/sign-out").mustBe(302)))
                .isEqualTo("signed out");

        Browser removed = world.signedIn("boris");
        assertThat(watched(removed, () -> world.accounts.remove("boris"))).isEqualTo("signed out");
    }

    private String watched(Browser browser, Runnable meanwhile) throws Exception {
        CompletableFuture<String> page = CompletableFuture.supplyAsync(
                () -> browser.copy().get("/watched").mustBe(200).body());
        world.watching.acquire();
        meanwhile.run();
        world.ends.release();
        return page.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_change_needs_the_proof_of_a_page_of_ours() {
        Browser anna = world.signedIn("anna");
        String proof = anna.proof();

        anna.post("/changed").mustBe(403);
        anna.post("/changed", "csrf", "x" + proof.substring(1)).mustBe(403);
        anna.post("/changed", "csrf", "").mustBe(403);
        anna.post("/changed", "csrf", proof).mustBe(200);
        anna.saying("X-CSRF-Token", proof).post("/changed").mustBe(200);
        anna.saying("X-CSRF-Token", world.signedIn("anna").proof())
                .post("/changed")
                .mustBe(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://127.0.0.1:1, 403",
    })
    void a_change_is_asked_for_by_our_own_pages_only(String header, String value, int status) {
        Browser anna = world.signedIn("anna");
        String proof = anna.proof();
        anna.saying(header, value).post("/changed", "csrf", proof).mustBe(status);
        // nor is anybody signed in by a page of another site, into an account of its choice
        world.browser()
                .saying(header, value)
                .post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD)
                .mustBe(status == 200 ? 302 : 403);
    }

    @Test
    void our_own_origin_is_fine_whatever_the_port() {
        Browser anna = world.signedIn("anna");
        String proof = anna.proof();
        anna.saying("Host", "localhost:4711").saying("Origin", "http://localhost:4711");
        anna.post("/changed", "csrf", proof).mustBe(200);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 302",
        "localhost, 302",
        "'[::1]:8080', 302",
        "192.168.1.7:8080, 302",
        "evil.example, 403",
        "127.0.0.1.evil.example:8080, 403",
        "0x7f000001, 403",
    })
    void by_another_name_nobody_is_let_in(String host, int status) {
        world.browser().saying("Host", host).get("/seen").mustBe(status);
        world.browser().saying("Host", host).get("/sign-in").mustBe(status == 302 ? 200 : 403);
        world.browser().saying("Host", host).get("/health").mustBe(200);
    }

    @Test
    void much_is_refused_before_it_is_read() {
        Browser stranger = world.browser();
        stranger.saying("Content-Length", "8193").post("/sign-in", "name", "x").mustBe(413);
        Browser anna = world.signedIn("anna");
        anna.saying("X-CSRF-Token", anna.proof());
        anna.saying("Content-Length", "600000").post("/changed").mustBe(413);
        anna.saying("Content-Length", "").saying("Transfer-Encoding", "chunked");
        anna.ask("POST", "/changed", "0\r\n\r\n").mustBe(411);
    }

    @Test
    void a_program_comes_with_a_token() {
        world.tokens.add("ci", Token.hash("t".repeat(40)), Role.ADMIN, "anna", world.clock.instant(), Optional.empty());
        world.tokens.add(
                "board",
                Token.hash("b".repeat(40)),
                Role.VIEWER,
                "anna",
                world.clock.instant(),
                Optional.of(world.clock.instant().plus(Duration.ofDays(1))));

        assertThat(program("t".repeat(40)).post("/changed").mustBe(200).body()).isEqualTo("changed by token:ci");
        program("b".repeat(40)).post("/changed").mustBe(403);
        assertThat(program("b".repeat(40)).get("/seen").mustBe(200).body()).isEqualTo("token:board");
        assertThat(world.tokens.all().getFirst().used()).contains(world.clock.instant());
        world.clock.pass(Duration.ofDays(1));
        program("b".repeat(40)).get("/seen").mustBe(401);
        program("u".repeat(40)).get("/seen").mustBe(401);
        program("").get("/seen").mustBe(401);
    }

    private Browser program(String token) {
        return world.browser().saying("Accept", "*/*").saying("Authorization", "Bearer " + token);
    }

    @Test
    void a_wrong_token_is_not_made_good_by_a_cookie() {
        Browser anna = world.signedIn("anna");
        anna.saying("Authorization", "Bearer wrong")
                .saying("Accept", "*/*")
                .get("/seen")
                .mustBe(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/a\r\nX: y",
                ""
            })
    void nobody_is_sent_elsewhere_after_signing_in(String back) {
        Browser.Answer answer = world.browser()
                .post("/sign-in", "name", "anna", "password", ConsoleWorld.PASSWORD, "back", back)
                .mustBe(302);
        assertThat(answer.header("Location")).matches("(http://127\\.0\\.0\\.1:[0-9]+)?/");
    }

    @Test
    void a_page_is_closed_to_everything_foreign() {
        Browser.Answer page = world.browser().get("/sign-in").mustBe(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Strict-Transport-Security")).isEmpty();
        assertThat(page.body())
                .doesNotContain("<script>")
                .doesNotContain("style=")
                .doesNotContain("onclick");
    }

    @Test
    void what_is_not_there_is_said_to_people_and_programs_each_in_their_way() {
        assertThat(world.browser().get("/nothing").mustBe(404).body()).contains("There is nothing here");
        Browser program = world.browser().saying("Accept", "*/*");
        assertThat(program.get("/nothing").mustBe(404).header("Content-Type")).startsWith("application/problem+json");
        assertThat(world.browser().get("/set-up?token=x").mustBe(404).body()).contains("was used already");
    }

    @Test
    void what_is_typed_comes_back_as_text() {
        Browser.Answer page = world.browser()
                .post("/sign-in", "name", "\"><script>alert(1)</script>", "password", "x", "back", "/\"><b>")
                .mustBe(422);
        assertThat(page.body())
                .doesNotContain("<script>alert")
                .doesNotContain("\"><b>")
                .contains("&lt;script");
    }

    @Test
    void only_programs_ask_for_heads_alone() {
        world.signedIn("anna").ask("HEAD", "/seen", "").mustBe(405);
        world.signedIn("anna").ask("HEAD", "/forgotten", "").mustBe(405);
        world.browser().ask("HEAD", "/health", "").mustBe(200);
    }
}
