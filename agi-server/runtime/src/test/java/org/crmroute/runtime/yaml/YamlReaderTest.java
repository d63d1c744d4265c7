package org.crmroute.runtime.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

    private static InvalidDocument refused(String text) {
        return catchThrowableOfType(InvalidDocument.class, () -> YamlReader.read(new Source("a.yaml", text)));
    }

    private static String shown(String text) {
        return new Source("a.yaml", text).show(refused(text).problems());
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("a: [1, 2\nb: 3", "2:2 expected ',' or ']', but got : while parsing a flow sequence"),
                Arguments.of("a: b: c", "1:5 mapping values are not allowed here"),
                Arguments.of("a: 1\na: 2", "2:1 'a' stands here a second time; the first is at 1:1"),
                Arguments.of("a: 1\n---\nb: 2", "2:1 a second document begins here; write one document in a file"),
                Arguments.of("a: &x 1", "1:4 an anchor (&x) is not used here: put text that begins with '&' in quotes"),
                Arguments.of(
                        "a: &x [1]", "1:4 an anchor (&x) is not used here: put text that begins with '&' in quotes"),
                Arguments.of("a: *x", "1:4 an alias (*x) is not used here: write the value out"),
                Arguments.of(
                        "a: !vip Gold", "1:4 a tag (!vip) is not used here: put text that begins with '!' in quotes"),
                Arguments.of(
                        "a: !!binary aGk=",
                        "1:4 a tag (tag:yaml.org,2002:binary) is not used here: put text that begins with '!' in quotes"),
                Arguments.of("? [a]\n: b", "1:3 a key must be text, not a list"),
                Arguments.of("~: b", "1:1 a key must be text, not nothing"),
                Arguments.of(
                        "a:\n\t- b",
                        "2:1 found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation) while scanning for the next token"),
                Arguments.of("a: b\nc: d\u0000e", "2:5 the character U+0000 is not allowed"),
                Arguments.of("\ufeffa: b\r\nc: 😀\u0007", "2:5 the character U+0007 is not allowed"),
                Arguments.of("a: \ud83d", "1:4 the character U+D83D is not allowed"),
                Arguments.of("[".repeat(60), "1:51 nested deeper than 50 levels"),
                Arguments.of("x".repeat(3_000_000), "1:1 longer than 2000000 characters"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void refusesWithThePlace(String text, String problem) {
        InvalidDocument refused = refused(text);

        assertThat(refused).isNotNull();
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().getFirst().at() + " "
                        + refused.problems().getFirst().message())
                .isEqualTo(problem);
    }

    @Test
    void scalarsStayText() throws Exception {
        String text = "[no, 0100, +7912, 09:30, 1.50, 0o17, .inf, yes, \"~\", 'null', 2026-01-01]";
        YamlNode.Sequence list = (YamlNode.Sequence) YamlReader.read(new Source("a", text));

        assertThat(list.items())
                .map(n -> ((YamlNode.Text) n).value())
                .containsExactly(
                        "no", "0100", "+7912", "09:30", "1.50", "0o17", ".inf", "yes", "~", "null", "2026-01-01");
        assertThat(YamlReader.read(new Source("a", "~"))).isInstanceOf(YamlNode.Nothing.class);
        assertThat(YamlReader.read(new Source("a", " # nothing\n"))).isInstanceOf(YamlNode.Nothing.class);
    }

    @Test
    void readsTheLineEndsAndMarksOfWindows() throws Exception {
        YamlNode.Mapping plain = (YamlNode.Mapping) YamlReader.read(new Source("a", "a: 😀\nb:\n  - c\n"));
        YamlNode.Mapping windows =
                (YamlNode.Mapping) YamlReader.read(new Source("a", "\ufeffa: 😀\r\nb:\r\n  - c\r\n"));

        assertThat(windows).isEqualTo(plain);
    }

    @Test
    void readsLongTextOfCharactersThatTakeTwoChars() throws Exception {
        for (String lead : List.of("", " ")) {
            String text = "\"" + lead + "😀".repeat(5000) + "\"";

            assertThat(YamlReader.read(new Source("a", text))).isInstanceOf(YamlNode.Text.class);
        }
    }

    @Test
    void theCaretStandsUnderTheColumnWhateverStandsBefore() {
        assertThat(shown("\ufeff\"😀\": *x").lines())
                .containsExactly(
                        "a.yaml:1:6 an alias (*x) is not used here: write the value out",
                        "    \"😀\": *x",
                        "         ^");
        assertThat(shown("a:\tb: *x").lines().skip(1)).first().asString().doesNotContain("\t");
        List<String> far = shown("a: [" + "😀, ".repeat(300) + "*x]").lines().toList();
        assertThat(far.get(1).length()).isLessThan(250);
        assertThat(far.get(1)
                        .codePointAt(far.get(1).offsetByCodePoints(0, far.get(2).indexOf('^'))))
                .isEqualTo('*');
    }

    @Test
    void aMessageIsOneLineAndHarmless() {
        Source source = new Source("a", "x");
        Problem hostile = Problem.error(Position.START, "unknown key 'a\n\u001b[2Jb" + "c".repeat(5000) + "'");

        assertThat(source.show(hostile).lines()).hasSize(3);
        assertThat(source.show(hostile)).doesNotContain("\u001b").hasSizeLessThan(700);
    }

    @Test
    void hostileDocumentsAreRefusedSoon() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(refused("[".repeat(1_900_000))).isNotNull();
            assertThat(refused("{a: ".repeat(400_000))).isNotNull();
            assertThat(refused("- ".repeat(900_000))).isNotNull();
            assertThat(refused("? ".repeat(900_000))).isNotNull();
            assertThat(refused("a: &a [x]\n" + "b: *a\n".repeat(100_000))).isNotNull();
            assertThat(refused("\"" + "\\x".repeat(900_000))).isNotNull();
        });
    }
}
