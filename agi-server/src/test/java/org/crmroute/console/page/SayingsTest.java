package org.crmroute.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check really says, in the words of the console. */
class SayingsTest {

    /** A kind and its English, in whatever way it is handed over. */
    private static final Pattern SAID = Pattern.compile(
            "\"([a-z]+(?:\\.[a-z]+)*)\",\\s*\"((?:[^\"\\\\]|\\\\.|\"\\s*\\+\\s*\")* (?:[^\"\\\\]|\\\\.|\"\\s*\\+\\s*\")*)\"");

    private static final Sayings RUSSIAN = new Sayings(Words.in(Language.RUSSIAN));
    private static final Sayings ENGLISH = new Sayings(Words.in(Language.ENGLISH));

    private static List<Problem> problems(String document, Catalog crm) {
        try {
            return ScenarioLinker.link(ScenarioReader.read(new Source("draft", document)), crm, Crm.PLAN, Crm.ZONE)
                    .problems();
        } catch (InvalidDocument e) {
            return e.problems();
        }
    }

    private static void allSaid(List<Problem> problems, int count) {
        assertThat(problems).hasSize(count);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(List.of(RUSSIAN.inForm(problem.said()), RUSSIAN.inText(problem.said())))
                    .as(problem.message())
                    .allSatisfy(said -> assertThat(said)
                            .matches("(?s).*\\p{IsCyrillic}{3}.*")
                            .doesNotContain("{0}", "{1}", "%s"));
            assertThat(ENGLISH.inText(problem.said())).isEqualTo(problem.message());
        });
    }

    private static String inText(Sayings sayings, String document) {
        return problems(document, Crm.CATALOG).stream()
                .map(problem -> problem.at() + " " + sayings.inText(problem.said()))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{queue: 'a b'}",
                "{extension: 'ü'}",
                "{external: 8495}",
                "{dialplan: ivr}",
                "{queue: a, timeout: x}",
                "{queue: a, timeout: 9999}",
                "{queue: a, priority: -1}",
            })
    void slips_in_steps(String step) {
        allSaid(problems("scenario: main\nothers: [%s]".formatted(step), Crm.CATALOG), 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deal.UF_NUMBER | equals | many", "deal.UF_MONEY | equals | many", "deal.UF_DATE | equals | soon",
                "deal.UF_MOMENT | equals | soon", "call.time | less | noon", "call.weekday | equals | Someday",
                "call.anonymous | equals | perhaps", "deal.funnel | less | Sales", "deal.funnel | equals | Nowhere",
                "deal.funnel | equals | 'id:777'", "deal.UF_NONE | equals | x",
            })
    void slips_in_conditions(String field, String is, String value) {
        allSaid(
                problems(
                        "scenario: main\nzone: UTC\nrules: [{id: a, when: {field: %s, is: %s, value: %s}, route: [{queue: a}]}]\nothers: [{queue: a}]"
                                .formatted(field, is, value),
                        Crm.CATALOG),
                1);
    }

    @Test
    void slips_in_settings_and_doubts() {
        allSaid(problems("scenario: main\nzone: Moskau\nothers: [{queue: a}]", Crm.CATALOG), 1);
        allSaid(problems("""
                scenario: main
                rules:
                  - {id: 'a b', when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                others: [{queue: a}]
                """, Crm.CATALOG), 2);
        allSaid(problems("""
                scenario: main
                rules:
                  - {id: a, when: {field: deal.ID, is: empty}, route: [{queue: a, priority: 1}, {queue: b, priority: 2}]}
                  - {id: b, when: {field: deal.ID, is: empty}, route: [{queue: a}]}
                  - {id: c, when: {field: call.time, is: less, value: "09:00"}, route: [{queue: a}]}
                others: [{assignee: any}]
                """, Crm.CATALOG), 4);
        allSaid(
                problems(
                        "scenario: main\nrules: [{id: a, when: {field: deal.ID, is: empty}, route: [{queue: a}]}]\nothers: [{queue: a}]",
                        Catalog.EMPTY),
                1);
        allSaid(
                problems(
                        "scenario: main\nothers: [%s]".formatted("{queue: a}, ".repeat(9) + "{queue: a}"), Crm.CATALOG),
                1);
    }

    @Test
    void a_form_speaks_of_fields_and_a_text_of_what_is_written() {
        Problem fit = problems(
                        "scenario: main\nrules: [{id: a, when: {field: deal.UF_NUMBER, is: equals, value: many}, route: [{queue: a}]}]\nothers: [{queue: a}]",
                        Crm.CATALOG)
                .getFirst();

        assertThat(RUSSIAN.inForm(fit.said())).isEqualTo("«many» — не число; напишите, например, 15000 или 0.5.");
        assertThat(RUSSIAN.inText(fit.said()))
                .isEqualTo("«many» не подходит для deal.UF_NUMBER: напишите число, например 15000 или 0.5");
    }

    @Test
    void what_was_probably_meant_is_said_too() {
        assertThat(inText(RUSSIAN, "scenario: main\nenabeld: true\nothers: [{queue: a}]"))
                .isEqualTo("2:1 неизвестный ключ «enabeld»; может быть, «enabled»?");
        assertThat(inText(RUSSIAN, "scenario: main\nothers: [{quue: a}]")).contains("«quue»", "может быть, «queue»?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: b: c | yaml.mapping.here",
                "scenario: main⏎⇥others: a | yaml.tab",
                "others: @a | yaml.character.first",
                "others: [a, b⏎c: d | yaml.list.open",
                "others: {a: b⏎c: d | yaml.braces.open",
                "scenario: \"main | yaml.quote.open",
                "scenario: 'main | yaml.quote.open",
                "scenario: \"a\\qb\" | yaml.escape",
                "scenario: main⏎others⏎rules: [] | yaml.colon",
                "scenario: main⏎ others: a | yaml.mapping.here",
                "a:⏎  b: c⏎ d: e | yaml.indent.mapping",
                "a:⏎  - b⏎  c: d | yaml.indent.list",
                "a: b⏎- c | yaml.indent.mapping",
                "[a]⏎b: c | yaml.end",
                "a: - b | yaml.item.here",
            })
    void slips_of_yaml_are_said_in_russian_with_their_place(String document, String kind) throws Exception {
        String text = document.replace('⏎', '\n').replace('⇥', '\t');
        InvalidDocument refused =
                catchThrowableOfType(InvalidDocument.class, () -> ScenarioReader.read(new Source("draft", text)));
        Problem problem = refused.problems().getFirst();

        assertThat(problem.said().kind()).as(problem.message()).isEqualTo(kind);
        assertThat(RUSSIAN.inText(problem.said())).matches("(?s).*\\p{IsCyrillic}{3}.*");
        assertThat(new Source("draft", text).show(refused.problems(), RUSSIAN::inText))
                .startsWith("draft:%s ".formatted(problem.at()))
                .contains(RUSSIAN.inText(problem.said()));
    }

    @Test
    void what_has_no_words_of_ours_is_said_as_it_is() {
        assertThat(RUSSIAN.inText(Saying.only("found duplicate YAML directive")))
                .isEqualTo("found duplicate YAML directive");
    }

    /** Whatever a check can say has words, and the English ones are its own. */
    @Test
    void whatever_a_check_can_say_stands_in_the_files() throws IOException {
        Map<String, String> english = Words.in(Language.ENGLISH).all();
        int found = 0;
        for (String root : List.of(
                "runtime/src/main/java/org/crmroute/runtime/yaml",
                "src/main/java/org/crmroute/scenario",
                "src/main/java/org/crmroute/routing")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile)
                        // what the engine says stays its own in English
                        .filter(f -> !f.endsWith("YamlSyntax.java"))
                        .toList()) {
                    Matcher said = SAID.matcher(Files.readString(file));
                    while (said.find()) {
                        found++;
                        String sentence = said.group(2).replaceAll("\"\\s*\\+\\s*\"", "");
                        Object[] places = IntStream.range(0, 9)
                                .mapToObj(i -> "{" + i + "}")
                                .toArray();
                        assertThat(english.get("checks." + said.group(1)))
                                .as("%s: %s", file, said.group(1))
                                .isEqualTo(sentence.formatted(places));
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(80);
    }
}
