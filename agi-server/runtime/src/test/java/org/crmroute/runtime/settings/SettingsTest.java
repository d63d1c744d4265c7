package org.crmroute.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crmroute.runtime.yaml.Source;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    enum Colour {
        RED,
        DARK_BLUE
    }

    /** All that a program of this test knows. */
    record Known(
            String host, int port, Duration pause, boolean on, List<String> tags, URI url, Secret key, Colour colour) {}

    private static Known read(Settings settings) {
        Section app = settings.section("app");
        return new Known(
                app.text("host", "here"),
                app.port("port", 80),
                app.duration("wait", Duration.ofSeconds(5), SECOND, DAY),
                app.yesNo("on", true),
                app.list("tags", List.of("a"), Form.TEXT),
                app.url("url", URI.create("http://x"), "http", "https"),
                app.secret("token"),
                app.oneOf("colour", Colour.RED));
    }

    private static Settings settings(String yaml, Map<String, String> environment) throws InvalidSettings {
        return Settings.read(new Source("app.yaml", yaml), environment, "APP");
    }

    private static Known known(String yaml, Map<String, String> environment) throws InvalidSettings {
        Settings settings = settings(yaml, environment);
        Known known = read(settings);
        settings.finish();
        return known;
    }

    private static InvalidSettings refused(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(InvalidSettings.class, () -> known(yaml, environment));
    }

    @Nested
    class What_is_right {

        @Test
        void nothing_written_leaves_the_defaults() throws InvalidSettings {
            Known expected = new Known(
                    "here",
                    80,
                    Duration.ofSeconds(5),
                    true,
                    List.of("a"),
                    URI.create("http://x"),
                    Secret.NONE,
                    Colour.RED);
            assertThat(known("", Map.of())).isEqualTo(expected);
            assertThat(known("# only a comment", Map.of())).isEqualTo(expected);
            assertThat(known("app:", Map.of())).isEqualTo(expected);
        }

        @Test
        void the_file_overrides_defaults_and_the_environment_the_file() throws InvalidSettings {
            String yaml = """
                    app: {host: there, port: 81, wait: 90s, on: "no", tags: [x, y], url: https://z/q, colour: dark_blue}
                    """;
            assertThat(known(yaml, Map.of()))
                    .isEqualTo(new Known(
                            "there",
                            81,
                            Duration.ofSeconds(90),
                            false,
                            List.of("x", "y"),
                            URI.create("https://z/q"),
                            Secret.NONE,
                            Colour.DARK_BLUE));
            assertThat(known(
                            yaml,
                            Map.of(
                                    "APP_APP_PORT",
                                    "82",
                                    "APP_APP_TAGS",
                                    "p, q",
                                    "APP_APP_ON",
                                    "ON",
                                    "APP_APP_HOST",
                                    "")))
                    .isEqualTo(new Known(
                            "there",
                            82,
                            Duration.ofSeconds(90),
                            true,
                            List.of("p", "q"),
                            URI.create("https://z/q"),
                            Secret.NONE,
                            Colour.DARK_BLUE));
        }

        @ParameterizedTest
        @CsvSource({"1s,PT1S", "1500ms,PT1.5S", "2m,PT2M", "3h,PT3H", "1d,PT24H", "5 s,PT5S"})
        void durations_carry_their_unit(String text, Duration expected) throws InvalidSettings {
            assertThat(known("app: {wait: " + text + "}", Map.of()).pause()).isEqualTo(expected);
        }
    }

    @Nested
    class What_is_wrong {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "port: 70000     | 2:9 app.port: '70000' is not allowed; write a port from 1 to 65535",
                    "port: eighty    | 2:9 app.port: 'eighty' is not allowed; write a port from 1 to 65535",
                    "port: [80]      | 2:9 app.port: write one value, not a list",
                    "port:           | 2:8 app.port has no value; write one, or leave the key out for its default",
                    "wait: 5         | 2:9 app.wait: '5' is not allowed; write a time from 1s to 1d (units ms, s, m, h, d)",
                    "wait: 2d        | 2:9 app.wait: '2d' is not allowed; write a time from 1s to 1d (units ms, s, m, h, d)",
                    "on: maybe       | 2:7 app.on: 'maybe' is not allowed; write yes or no (also true, false, on, off)",
                    "url: ftp://x    | 2:8 app.url: 'ftp://x' is not allowed; write an address that begins with http:// or https://",
                    "colour: blue    | 2:11 app.colour: 'blue' is not allowed; write one of red, dark_blue",
                    "tags: [a, '']   | 2:13 app.tags: '' is not allowed; write a list of which each is text",
                    "prot: 80        | 2:3 unknown key 'prot' in section 'app'; did you mean 'port'?",
                    "zzzzzz: 80      | 2:3 unknown key 'zzzzzz' in section 'app'; there are host, port, wait, on, tags, url, token, token_file, colour",
                })
        void each_is_shown_with_its_place_and_what_would_be_right(String line, String message) {
            assertThat(refused("app:\n  " + line, Map.of()).getMessage()).startsWith("app.yaml:" + message + "\n");
        }

        @Test
        void a_caret_stands_below_the_place() {
            assertThat(refused("app:\n  port: 70000", Map.of())).hasMessage("""
                    app.yaml:2:9 app.port: '70000' is not allowed; write a port from 1 to 65535
                          port: 70000
                            ^""".replace("        ^", "            ^"));
        }

        @Test
        void all_are_reported_at_once_in_the_order_of_the_text() {
            InvalidSettings refused = refused(
                    "ap: {x: 1}\napp: {prot: 1, port: no, on: maybe}",
                    Map.of("APP_APP_WAIT", "x", "APP_APP_COLOUR", "y"));
            assertThat(refused.problems().stream()
                            .map(p -> p.lines().findFirst().orElse("")))
                    .containsExactly(
                            "app.yaml:1:1 unknown section 'ap'; did you mean 'app'?",
                            "app.yaml:2:7 unknown key 'prot' in section 'app'; did you mean 'port'?",
                            "app.yaml:2:22 app.port: 'no' is not allowed; write a port from 1 to 65535",
                            "app.yaml:2:30 app.on: 'maybe' is not allowed; write yes or no (also true, false, on, off)",
                            "environment variable APP_APP_WAIT: app.wait: 'x' is not allowed; write a time from 1s to 1d"
                                    + " (units ms, s, m, h, d)",
                            "environment variable APP_APP_COLOUR: app.colour: 'y' is not allowed; write one of red,"
                                    + " dark_blue");
        }

        @Test
        void a_key_of_another_section_is_sent_there() throws InvalidSettings {
            Settings settings = settings("app: {}\nother: {port: 1}", Map.of());
            read(settings);
            settings.section("other").text("name", "x");
            assertThat(catchThrowableOfType(InvalidSettings.class, settings::finish)
                            .getMessage())
                    .startsWith("app.yaml:2:9 unknown key 'port' in section 'other'; it belongs to section 'app'");
        }

        @Test
        void sections_must_be_mappings() {
            assertThat(refused("- a", Map.of()).getMessage())
                    .startsWith("app.yaml:1:1 write sections (agi:, http:, …), not a list");
            assertThat(refused("app: yes", Map.of()).getMessage())
                    .startsWith("app.yaml:1:6 app: write keys and values (app: {key: value}), not text");
        }

        @Test
        void what_the_reader_itself_finds_wrong_has_its_place_too() throws InvalidSettings {
            Settings settings = settings("app: {port: 81}", Map.of("APP_APP_HOST", "h"));
            read(settings);
            settings.section("app").refuse("port", "taken");
            settings.section("app").refuse("host", "far away");
            assertThat(catchThrowableOfType(InvalidSettings.class, settings::finish)
                            .problems())
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("app.yaml:1:13 app.port: taken"),
                            second -> assertThat(second)
                                    .isEqualTo("environment variable APP_APP_HOST: app.host: far away"));
        }

        @Test
        void a_variable_that_sets_nothing_is_a_warning() throws InvalidSettings {
            Settings settings = settings(
                            "", Map.of("APP_APP_PROT", "1", "APP_JAVA_OPTS", "-X", "APP_SERVICE_HOST", "10.0.0.1"))
                    .expectVariable("APP_JAVA_OPTS");
            read(settings);
            assertThat(settings.finish())
                    .containsExactly(
                            "environment variable APP_APP_PROT sets nothing; did you mean APP_APP_PORT?",
                            "environment variable APP_SERVICE_HOST sets nothing");
        }
    }

    @Nested
    class Secrets {

        @TempDir
        Path folder;

        private String file(String content) throws IOException {
            return Files.writeString(folder.resolve("token"), content).toString();
        }

        @Test
        void come_from_text_file_or_environment() throws Exception {
            assertThat(known("app: {token: abc}", Map.of()).key().value()).isEqualTo("abc");
            assertThat(known("app: {token: '', token_file: " + file("def\n") + "}", Map.of())
                            .key()
                            .value())
                    .isEqualTo("def");
            assertThat(known("app: {token: abc}", Map.of("APP_APP_TOKEN_FILE", file("ghi")))
                            .key()
                            .value())
                    .isEqualTo("ghi");
            assertThat(known("app: {token_file: /nowhere}", Map.of("APP_APP_TOKEN", "jkl"))
                            .key()
                            .value())
                    .isEqualTo("jkl");
        }

        @Test
        void never_show_themselves() throws Exception {
            assertThat(known("app: {token: abc}", Map.of()).toString())
                    .doesNotContain("abc")
                    .contains("***");
            assertThat(refused("app: {token: hidden-one, prot: 1}", Map.of()))
                    .hasMessageContaining("prot: *")
                    .hasMessageNotContaining("hidden-one");
            assertThat(refused("app:\n  tokn: hidden-two", Map.of()))
                    .hasMessageContaining("did you mean 'token'?")
                    .hasMessageNotContaining("hidden-two");
            assertThat(refused("app:\n  tokn: >\n    hidden-three", Map.of())).hasMessageNotContaining("hidden-three");
            assertThat(refused("app:\n  token: hidden-four: five", Map.of())).hasMessageNotContaining("hidden-four");
        }

        @Test
        void that_cannot_be_read_are_errors() throws Exception {
            assertThat(refused("app: {token_file: /nowhere/token}", Map.of()).getMessage())
                    .startsWith("app.yaml:1:19 app.token_file: cannot read '/nowhere/token' (NoSuchFileException)");
            assertThat(refused("app: {token_file: " + file(" \n") + "}", Map.of()))
                    .hasMessageContaining("is empty");
            assertThat(refused("app: {token: a, token_file: " + file("b") + "}", Map.of()))
                    .hasMessageContaining("app.token_file: app.token is set too; keep one of them");
        }
    }

    @ParameterizedTest
    @CsvSource({"port,prot,1", "port,port,0", "deadline,dedline,1", "deadline,deadlnie,1", "port,host,2", "a,'',1"})
    void distance_counts_slips(String a, String b, int slips) {
        assertThat(Spelling.distance(a, b)).isEqualTo(slips);
    }
}
