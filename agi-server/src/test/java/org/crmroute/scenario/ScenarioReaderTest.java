package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioReaderTest {

    private static final String GOOD = """
            scenario: main
            enabled: true
            zone: Europe/Moscow
            dids: ["+74951234567", 0100]
            deals: open
            rules:
              - id: vip
                name: "Very: important"
                when:
                  all:
                    - {field: contact.UF_CRM_VIP, is: contains, value: [Gold, {id: 81, name: Invited}]}
                    - any:
                        - {field: call.time, is: between, value: [09:00, "18:00"]}
                        - not: {field: deal.ID, is: empty}
                route:
                  - {assignee: any, timeout: 20}
                  - {queue: sales, priority: 10}
            others:
              - {queue: reception}
            """;

    private static Scenario read(String text) throws InvalidDocument {
        return ScenarioReader.read(new Source("s.yaml", text));
    }

    private static List<String> problems(String text) {
        InvalidDocument refused = catchThrowableOfType(InvalidDocument.class, () -> read(text));
        return refused == null
                ? List.of()
                : refused.problems().stream()
                        .map(p -> p.at() + " " + p.message())
                        .toList();
    }

    private static Arguments bad(String from, String to, String... problems) {
        return Arguments.of(from, to, List.of(problems));
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                bad("enabled: true", "enabeld: true", "2:1 unknown key 'enabeld'; did you mean 'enabled'?"),
                bad("enabled: true", "enabled: maybe", "2:10 enabled must be true or false"),
                bad("enabled: true", "enabled: [a]", "2:10 enabled must be text, not a list"),
                bad(
                        "scenario: main",
                        "scenario: no spaces",
                        "1:11 scenario may hold letters A-Z, digits, '_', '.' and '-', at most 40 of them"),
                bad("scenario: main\n", "", "1:1 'scenario' is missing: the scenario's name, e.g. scenario: main"),
                bad(
                        "Europe/Moscow",
                        "Europe/Moskow",
                        "3:7 unknown time zone 'Europe/Moskow'; did you mean 'Europe/Moscow'?"),
                bad("Europe/Moscow", "Mars", "3:7 unknown time zone 'Mars'; write one like Europe/Moscow"),
                bad("deals: open", "deals: closed", "5:8 deals must be open, all or newest, not 'closed'"),
                bad("id: vip", "id: a b", "7:9 id may hold letters A-Z, digits, '_', '.' and '-', at most 40 of them"),
                bad(
                        "  - id: vip\n    name:",
                        "  - name:",
                        "7:5 'id' is missing: a short name of the rule, unique in the scenario"),
                bad("is: contains", "is: contians", "11:43 unknown operator 'contians'; did you mean 'contains'?"),
                bad("is: contains, ", "", "11:11 'is' is missing: how to compare, e.g. is: equals"),
                bad(", value: [Gold, {id: 81, name: Invited}]", "", "11:11 'contains' wants a value"),
                bad("[Gold, {id: 81, name: Invited}]", "[]", "11:60 'contains' wants a value"),
                bad("[Gold, {id: 81, name: Invited}]", "[Gold, ~]", "11:67 a value must be text, not nothing"),
                bad("[Gold, {id: 81, name: Invited}]", "[Gold, [a]]", "11:67 a value must be text, not a list"),
                bad("[Gold, {id: 81, name: Invited}]", "\"\"", "11:60 a value must be text, not blank"),
                bad("{id: 81, name: Invited}", "{id: 81}", "11:67 'name' is missing: a value is text, or {id, name}"),
                bad("[09:00, \"18:00\"]", "09:00", "13:54 'between' wants two values: [from, to]"),
                bad("deal.ID, is: empty", "deal.ID, is: empty, value: x", "14:55 'empty' wants no value"),
                bad(
                        "deal.ID",
                        "deel.ID",
                        "14:28 'deel.ID' is not a field: write deal, lead, contact, company or call, a dot and the name, e.g. deal.stage; did you mean 'deal'?"),
                bad(
                        "deal.ID",
                        "deal.stag",
                        "14:28 'deal.stag' is not a field name: Bitrix24 writes them in capitals, e.g. deal.TITLE or deal.UF_CRM_1700000000"),
                bad("call.time", "call.tine", "13:23 'call.tine' is nothing of the call; did you mean 'call.time'?"),
                bad(
                        "field: deal.ID",
                        "feild: deal.ID",
                        "14:20 a condition needs one of field, all, any, not ('feild' is not one; did you mean 'field'?)"),
                bad(
                        "not: {field: deal.ID, is: empty}",
                        "not: [{field: deal.ID, is: empty}]",
                        "14:20 say whether all or any of this list must hold: when: {all: […]}"),
                bad(
                        "not: {field: deal.ID, is: empty}",
                        "not: text",
                        "14:20 a condition is {field, is, value}, or all, any, not; this is text"),
                bad("- any:", "- any: []\n          all:", "12:16 a condition takes only one of 'all' and 'any'"),
                bad(
                        "{assignee: any, timeout: 20}",
                        "{asignee: any}",
                        "16:9 a step needs one of extension, queue, employee, assignee, head, external, dialplan ('asignee' is not one; did you mean 'assignee'?)"),
                bad(
                        "{assignee: any, timeout: 20}",
                        "{assignee: any, queue: x}",
                        "16:20 a step takes only one of 'queue' and 'assignee'"),
                bad(
                        "{assignee: any, timeout: 20}",
                        "{assignee: deel}",
                        "16:20 'deel' has no assignee; did you mean 'deal'?"),
                bad(
                        "{assignee: any, timeout: 20}",
                        "queue",
                        "16:9 a step is written {queue: NAME} or the like, not as text"),
                bad(
                        "timeout: 20",
                        "timeout: 0",
                        "16:34 timeout (seconds) must be a whole number from 1 to 3600, not '0'"),
                bad(
                        "timeout: 20",
                        "timeout: 20s",
                        "16:34 timeout (seconds) must be a whole number from 1 to 3600, not '20s'"),
                bad(
                        "timeout: 20",
                        "timeout: 99999999999",
                        "16:34 timeout (seconds) must be a whole number from 1 to 3600, not '99999999999'"),
                bad(
                        "timeout: 20",
                        "priority: 1",
                        "16:25 unknown key 'priority'; there are: extension, queue, employee, assignee, head, external, dialplan, timeout"),
                bad(
                        "queue: sales",
                        "queue: sales@pbx",
                        "17:17 'sales@pbx' is not a name for a queue: letters A-Z, digits, '_', '*', '#' and '-', at most 40 of them"),
                bad(
                        "queue: sales, priority: 10",
                        "external: 84951234567",
                        "17:20 '84951234567' is not an E.164 number: write a plus, the country code and the number, digits only, e.g. +74951234567"),
                bad(
                        "queue: sales, priority: 10",
                        "dialplan: \"ivr,s\"",
                        "17:20 'ivr,s' is not context,exten,priority, e.g. ivr,s,1"),
                bad(
                        "queue: sales, priority: 10",
                        "dialplan: \"ivr,s,1)&System(x\"",
                        "17:20 'ivr,s,1)&System(x' is not context,exten,priority, e.g. ivr,s,1"),
                bad(
                        "    route:\n      - {assignee: any, timeout: 20}\n      - {queue: sales, priority: 10}\n",
                        "",
                        "7:5 'route' is missing: where to try, e.g. route: [{assignee: any}, {queue: sales}]"),
                bad(
                        "\n      - {assignee: any, timeout: 20}\n      - {queue: sales, priority: 10}",
                        " []",
                        "15:12 'route' needs at least one step, e.g. route: [{queue: reception}]"),
                bad(
                        "others:\n  - {queue: reception}\n",
                        "",
                        "1:1 'others' is missing: where every caller goes that no rule matches, e.g. others: [{queue: reception}]"),
                bad(
                        "\n  - {queue: reception}",
                        "",
                        "18:8 'others' needs at least one step, e.g. others: [{queue: reception}]"),
                bad(
                        "others:",
                        "  - {id: vip, when: {field: deal.ID, is: empty}, route: [{queue: a}]}\nothers:",
                        "18:5 rule 'vip' stands here a second time; the first is at 7:5"),
                bad("  - id: vip", "  - just text\n  - id: vip", "7:5 a rule is {id, when, route}, not text"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("slips")
    void refusesWithPlaceAndSentence(String from, String to, List<String> expected) {
        assertThat(GOOD).contains(from);

        assertThat(problems(GOOD.replace(from, to))).isEqualTo(expected);
    }

    @Test
    void readsTheGoodOne() throws Exception {
        Scenario scenario = read(GOOD);

        assertThat(scenario.dids()).extracting(Expression.Value::text).containsExactly("+74951234567", "0100");
        assertThat(scenario.rules().getFirst().when().conditions()).hasSize(3);
        assertThat(scenario.rules().getFirst().name()).isEqualTo("Very: important");
    }

    @Test
    void tellsEverythingAtOnce() {
        String bad = GOOD.replace("enabled: true", "enabeld: true")
                .replace("is: contains", "is: has")
                .replace("[09:00, \"18:00\"]", "09:00")
                .replace("queue: sales", "queue: sa les")
                .replace("queue: reception", "queue: \"\"");

        assertThat(problems(bad))
                .map(p -> p.replaceFirst(" .*", ""))
                .containsExactlyInAnyOrder("2:1", "11:43", "13:54", "17:17", "19:13");
    }

    @Test
    void refusesWhatIsNoScenario() {
        assertThat(problems("")).containsExactly("1:1 a scenario begins with 'scenario: NAME'; this is nothing");
        assertThat(problems("- a")).containsExactly("1:1 a scenario begins with 'scenario: NAME'; this is a list");
        assertThat(problems("hello")).containsExactly("1:1 a scenario begins with 'scenario: NAME'; this is text");
    }

    @Test
    void refusesTooMuchOfAnything() {
        String condition = "{field: deal.ID, is: equals, value: 1}";
        assertThat(problems(
                        GOOD.replace("{field: deal.ID, is: empty}", "{all: [" + (condition + ", ").repeat(100) + "]}")))
                .containsExactly("10:7 more than 100 conditions in one rule");
        assertThat(problems(GOOD.replace("[Gold, {id: 81, name: Invited}]", "[" + "x, ".repeat(1001) + "]")))
                .containsExactly("11:11 more than 1000 values in one condition");
        assertThat(problems(GOOD.replace("others:", "others:" + "\n  - {queue: a}".repeat(9))))
                .containsExactly("28:5 more than 9 steps");
        String pair = "{any: [{field: deal.ID, is: empty}, {field: lead.ID, is: empty}]}, ";
        assertThat(problems(GOOD.replace("{field: deal.ID, is: empty}", "{not: {all: [" + pair.repeat(9) + "]}}")))
                .as("nine choices between two")
                .isEmpty();
        assertThat(problems(GOOD.replace("not: {field: deal.ID, is: empty}", "all: [" + pair.repeat(10) + "]")))
                .singleElement()
                .asString()
                .startsWith("10:7 this can hold in more than 1000 ways");
        String ofOne = "{any: [{field: deal.ID, is: empty}, {field: deal.ID, is: not_empty}]}, ";
        assertThat(problems(GOOD.replace("not: {field: deal.ID, is: empty}", "all: [" + ofOne.repeat(40) + "]")))
                .as("of one entity")
                .isEmpty();
        String rules = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> "  - {id: r%d, when: {field: deal.ID, is: empty}, route: [{queue: a}]}%n".formatted(i))
                .collect(Collectors.joining());
        assertThat(problems("scenario: a\nothers: [{queue: a}]\nrules:\n" + rules))
                .containsExactly("1004:5 more than 1000 rules");
    }

    @Test
    void keepsWhatTheAuthorTyped() throws Exception {
        String when =
                "{field: deal.TITLE, is: any_of, value: [no, 0100, +79123456789, 09:30, 1e3, 0x10, 1_000, true, 2026-03-01, \"null\", 'it''s', \" ~ \"]}";
        Scenario scenario = read(Crm.oneRule(when, "{queue: 0042}"));

        Expression.Condition condition =
                scenario.rules().getFirst().when().conditions().findFirst().orElseThrow();
        assertThat(condition.values())
                .extracting(Expression.Value::text)
                .containsExactly(
                        "no",
                        "0100",
                        "+79123456789",
                        "09:30",
                        "1e3",
                        "0x10",
                        "1_000",
                        "true",
                        "2026-03-01",
                        "null",
                        "it's",
                        " ~ ");
        assertThat(scenario.rules().getFirst().route().getFirst().step().inWords())
                .isEqualTo("queue: 0042");
    }

    @Test
    void theCaretStandsUnderTheColumn() {
        String text = "scenario: main # 😀\nothers: [{queue: a, timeout: \"😀\"}]\n";
        InvalidDocument refused = catchThrowableOfType(InvalidDocument.class, () -> read(text));
        List<String> lines =
                new Source("s.yaml", text).show(refused.problems()).lines().toList();

        assertThat(lines.get(0)).startsWith("s.yaml:2:30 timeout (seconds) must be");
        assertThat(lines.get(1)).isEqualTo("    others: [{queue: a, timeout: \"😀\"}]");
        assertThat(lines.get(2)).isEqualTo(" ".repeat(4 + 29) + "^");
    }

    /** Thousands of documents nobody would write: either read, or refused; never anything else, never for long. */
    @Test
    void neitherThrowsAnythingElseNorHangs() {
        Random random = new Random(20260301);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "- ",
            "\n",
            "  ",
            "\t",
            "\"",
            "'",
            "|",
            ">",
            "#",
            "&a ",
            "*a",
            "!",
            "!!binary ",
            "%YAML 1.9\n",
            "---\n",
            "...\n",
            "? ",
            "~",
            "null",
            "\u0000",
            "\ufeff",
            "😀",
            "\ud83d",
            "\r\n",
            "\u2028",
            "<<: ",
            "\\x",
            "\\U00110000",
            "@",
            "`",
            "id:",
            "not: ",
            "all: ",
            "value: ",
            "999999999999999999999",
            "-1",
            "%TAG ! tag:%zz,2000:\n",
            "!<%zz> ",
            "\\",
            "|9\n",
            ">-0\n"
        };
        for (int i = 0; i < 6000; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(text.length());
                int to = Math.min(text.length(), at + random.nextInt(12));
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, to);
                    case 1 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
                    case 2 -> text.insert(at, text.substring(to));
                    default -> text.replace(at, to, pieces[random.nextInt(pieces.length)]);
                }
            }
            String mutated = text.toString();
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                try {
                    Scenario scenario = read(mutated);
                    ScenarioLinker.link(scenario, Crm.CATALOG, Crm.PLAN, Crm.ZONE);
                } catch (InvalidDocument e) {
                    assertThat(e.problems()).isNotEmpty();
                    assertThat(e.getMessage()).startsWith("s.yaml:");
                } catch (RuntimeException e) {
                    throw new AssertionError("on\n" + mutated, e);
                }
            });
        }
    }
}
