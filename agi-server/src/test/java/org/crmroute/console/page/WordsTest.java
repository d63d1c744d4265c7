package org.crmroute.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static final Words ENGLISH = Words.in(Language.ENGLISH);
    private static final Words RUSSIAN = Words.in(Language.RUSSIAN);
    private static final Pattern SAID = Pattern.compile("(?:say|words)\\(\"([a-z0-9-]+(?:\\.[A-Za-z0-9_-]+)+)\"");
    private static final Pattern COUNTED = Pattern.compile("count\\(\"([a-z0-9-]+(?:\\.[A-Za-z0-9_-]+)+)\"");
    private static final Pattern AUDITED = Pattern.compile("\"([a-z]+\\.audit\\.[a-z.-]+)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    @Test
    void both_languages_have_the_same_keys_but_for_the_forms_of_numbers() {
        assertThat(withoutFew(RUSSIAN)).isEqualTo(withoutFew(ENGLISH));
    }

    private static Set<String> withoutFew(Words words) {
        return words.all().keySet().stream()
                .filter(key -> !key.endsWith(".few"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void a_text_takes_the_same_arguments_in_both_languages() {
        ENGLISH.all()
                .forEach((key, english) ->
                        assertThat(arguments(RUSSIAN.say(key))).as(key).isEqualTo(arguments(english)));
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(r -> r.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatever_pages_say_stands_in_the_files() throws IOException {
        Map<String, String> words = ENGLISH.all();
        Set<String> unknown = new TreeSet<>();
        int found = 0;
        for (Path root : new Path[] {Path.of("src/main/jte"), Path.of("src/main/java/org/crmroute/console")}) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String source = Files.readString(file);
                    Matcher said = SAID.matcher(source);
                    while (said.find()) {
                        found++;
                        if (!words.containsKey(said.group(1))) {
                            unknown.add(file + ": " + said.group(1));
                        }
                    }
                    AUDITED.matcher(source)
                            .results()
                            .map(result -> result.group(1))
                            .filter(key -> !words.containsKey(key))
                            .forEach(key -> unknown.add(file + ": " + key));
                    Matcher counted = COUNTED.matcher(source);
                    while (counted.find()) {
                        found++;
                        if (!words.containsKey(counted.group(1) + ".many")) {
                            unknown.add(file + ": " + counted.group(1) + ".many");
                        }
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void everything_counted_has_all_forms() {
        RUSSIAN.all().keySet().stream()
                .filter(key -> key.endsWith(".many"))
                .map(key -> key.substring(0, key.length() - ".many".length()))
                .forEach(key -> assertThat(RUSSIAN.all()).containsKeys(key + ".one", key + ".few"));
    }

    @Test
    void arguments_are_put_in_as_they_are() {
        assertThat(ENGLISH.say("page.seconds", "{0} <b> $1 \\")).isEqualTo("{0} <b> $1 \\ s");
        assertThat(ENGLISH.say("calls.holds", "{1}", "{0}")).isEqualTo("{1}: {0}");
    }

    @ParameterizedTest
    @CsvSource({"0,many", "1,one", "2,few", "4,few", "5,many", "11,many", "12,many", "21,one", "22,few", "111,many"})
    void russian_counts_by_its_own_rules(long count, String form) {
        assertThat(RUSSIAN.count("no.such", count)).isEqualTo("no.such." + form);
    }

    @ParameterizedTest
    @CsvSource({"0,many", "1,one", "2,many", "21,many"})
    void english_counts_one_and_many(long count, String form) {
        assertThat(ENGLISH.count("no.such", count)).isEqualTo("no.such." + form);
    }
}
