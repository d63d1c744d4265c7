package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever stands on a card reaches the phone's display as text, and nothing but the display. */
class HostileNamesContractTest {

    private static final int MOST_BYTES = 79;

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    /** The first name on the card, and how the display begins. */
    static List<Arguments> names() {
        return List.of(
                Arguments.of("Иван", "Иван"),
                Arguments.of("Robert \"Bob\" O'Neil", "Robert \"Bob\" O'Neil"),
                Arguments.of("back\\slash\\", "back\\slash\\"),
                Arguments.of("x\" \"y", "x\" \"y"),
                Arguments.of("a\r\nSET VARIABLE CRM_TARGET \"evil,1,1\"", "a SET VARIABLE CRM_TARGET \"evil,1,1\""),
                Arguments.of("a\"\nHANGUP\n", "a\" HANGUP"),
                Arguments.of("${SHELL(reboot)}", "${SHELL(reboot)}"),
                Arguments.of("$[1+1] ${CRM_TARGET}", "$[1+1] ${CRM_TARGET}"),
                Arguments.of("a,b&PJSIP/evil|c;d", "a,b&PJSIP/evil|c;d"),
                Arguments.of("x".repeat(10_240), "x".repeat(MOST_BYTES)),
                Arguments.of("я".repeat(5_120), "я".repeat(39)),
                Arguments.of("\"".repeat(10_240), "\"".repeat(MOST_BYTES)),
                Arguments.of("\\".repeat(10_240), "\\".repeat(MOST_BYTES)),
                Arguments.of("👨‍👩‍👧‍👦 family", "👨‍👩‍👧‍👦 family"),
                Arguments.of("😀".repeat(40), "😀".repeat(19)),
                Arguments.of("a\u0000b", "a b"),
                Arguments.of("\u0000\u0001\u001b[31mred\u007f\u009b", "[31mred"),
                Arguments.of("two\u2028lines\u0085here", "two lines here"),
                Arguments.of("\u202egro.live", "gro.live"),
                Arguments.of("a\ud800b", "a"),
                Arguments.of("\udfff", ""),
                Arguments.of("a" + "\u0301".repeat(500), "a\u0301"),
                Arguments.of("%s%n %x", "%s%n %x"),
                Arguments.of("200 result=1", "200 result=1"),
                Arguments.of("<sip:evil@example.com>", "<sip:evil@example.com>"),
                Arguments.of("  ", ""));
    }

    @BeforeAll
    static void start() throws Exception {
        Snapshot crm = Snapshot.ofPortal();
        for (int i = 0; i < names().size(); i++) {
            String name = JsonMapper.shared().writeValueAsString(names().get(i).get()[0]);
            crm.contact("{id: %d, name: %s}".formatted(100 + i, name), number(i))
                    .deal("{id: %d, contactIds: [%d], title: %s, ufCrmText: %s}"
                            .formatted(100 + i, 100 + i, name, name));
        }
        crmroute = ContractServer.in(folder).put(crm).apply("""
                        scenario: main
                        rules:
                          - {id: any, when: {field: deal.UF_CRM_TEXT, is: not_contains, value: nothing}, route: [{assignee: deal}]}
                        others: [{queue: reception}]
                        """).start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    private static String number(int i) {
        return String.format(Locale.ROOT, "+7912%07d", i);
    }

    static Stream<Arguments> numbered() {
        return IntStream.range(0, names().size())
                .mapToObj(i ->
                        Arguments.of(i, names().get(i).get()[0], names().get(i).get()[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbered")
    void name_is_text(int i, String onCard, String shown) {
        AgiCaller.Answer answer = crmroute.call().from(number(i)).call();
        String name = answer.get("CRM_CALLER_NAME");
        assertThat(name).startsWith(shown);
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
        assertThat(name.codePoints().filter(Character::isISOControl).toArray())
                .as(onCard)
                .isEmpty();
        assertThat(answer.text()).isEqualTo("""
                CRM_TARGET=crmroute-extension,201,1
                CRM_TARGET_TYPE=extension
                CRM_TARGET_ID=201
                CRM_TARGET_TIMEOUT=20
                CRM_STEPS=1
                CRM_STEP_1=crmroute-extension,201,1,20
                CRM_PRIORITY=0
                CRM_CALLER_NAME=%s
                CRM_RECORD=deal:%d
                CRM_RULE=any
                CRM_REASON=RULE_MATCH
                CRM_DECISION=
                CRM_STATUS=ROUTED
                """.formatted(name, 100 + i));
    }
}
