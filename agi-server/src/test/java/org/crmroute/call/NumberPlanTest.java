package org.crmroute.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPlanTest {

    private static final Map<String, NumberPlan> PLANS = new ConcurrentHashMap<>();

    private static NumberPlan plan(String region) {
        return PLANS.computeIfAbsent(region, r -> new NumberPlan(r, 10));
    }

    /** Line ends and control characters cannot stand in a table. */
    private static String unescape(String text) {
        return text.translateEscapes();
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # region | as written | E.164
            # how trunks in Russia send it
            RU | +79121234567                          | +79121234567
            RU | 79121234567                           | +79121234567
            RU | 89121234567                           | +79121234567
            RU | 9121234567                            | +79121234567
            RU | 84951234567                           | +74951234567
            RU | 4951234567                            | +74951234567
            RU | 88001234567                           | +78001234567
            RU | 77011234567                           | +77011234567
            # how people write it
            RU | 8 (912) 123-45-67                     | +79121234567
            RU | +7 (912) 123 45 67                    | +79121234567
            RU | 8-912-123-4567                        | +79121234567
            RU | 8.912.123.45.67                       | +79121234567
            RU | (495) 123-45-67                       | +74951234567
            RU | +7 8 912 123 45 67                    | +79121234567
            RU | + 7 912 1234567                       | +79121234567
            RU | ++79121234567                         | +79121234567
            RU | +7 +7 912 123-45-67                   | +79121234567
            RU | 8 – 912 – 123 ‑ 45 ‑ 67               | +79121234567
            RU | ＋７ ９１２ １２３－４５－６７                | +79121234567
            RU | \u202a+79121234567\u202c            | +79121234567
            RU | 8\u00a0912\u00a0123\u00a045\u00a067 | +79121234567
            RU | \\t+79121234567\\r\\n                 | +79121234567
            RU | +79121234567\\0                       | +79121234567
            RU | тел. 8 912 123 45 67                  | +79121234567
            RU | моб.: 89121234567                     | +79121234567
            RU | WhatsApp +79121234567                 | +79121234567
            RU | Иван Петров +7 912 123-45-67          | +79121234567
            RU | 89121234567 Мария, секретарь          | +79121234567
            RU | 89121234567(Мария)                    | +79121234567
            # a plus before the trunk prefix
            RU | +8 912 123 45 67                      | +79121234567
            RU | +89121234567                          | +79121234567
            RU | +8 (495) 123-45-67                    | +74951234567
            RU | +8 800 123 45 67                      | +78001234567
            RU | +81 3 1234 5678                       | +81312345678
            RU | +86 138 0013 8000                     | +8613800138000
            # extensions are dropped
            RU | 8 (495) 123-45-67 доб. 12             | +74951234567
            RU | 8 (495) 123-45-67доб12                | +74951234567
            RU | 8 (495) 123-45-67 вн. 12              | +74951234567
            RU | 84951234567 ext 12                    | +74951234567
            RU | 84951234567x12                        | +74951234567
            RU | 84951234567#12                        | +74951234567
            RU | +74951234567;ext=12                   | +74951234567
            RU | 84951234567,,12                       | +74951234567
            # abroad, from Russia
            RU | 810 971 50 123 4567                   | +971501234567
            RU | 8~10 49 30 123456                     | +4930123456
            RU | +810 971 50 123 4567                  | +971501234567
            RU | 00971501234567                        | +971501234567
            RU | 00 44 20 7946 0958                    | +442079460958
            RU | +0044 20 7946 0958                    | +442079460958
            RU | 998901234567                          | +998901234567
            RU | 971501234567                          | +971501234567
            RU | 375291234567                          | +375291234567
            RU | +44 (0)20 7946 0958                   | +442079460958
            RU | +49 (0)30 123456                      | +4930123456
            RU | +1 (212) 555-0123                     | +12125550123
            # addresses
            RU | sip:+79121234567@10.0.0.1             | +79121234567
            RU | sip:89121234567@pbx.example;user=phone | +79121234567
            RU | sips:%2B79121234567@pbx.example       | +79121234567
            RU | sip:+79121234567;npdi:secret@pbx      | +79121234567
            RU | 89121234567@10.20.30.40               | +79121234567
            RU | tel:+7-912-123-45-67;ext=5            | +79121234567
            RU | TEL:4951234567;phone-context=+7       | +74951234567
            RU | "Ivan 42" <89121234567>               | +79121234567
            RU | "Ivan" <sip:+79121234567@h:5060>;tag=1928301774 | +79121234567
            RU | "89121234567" <>                      | +79121234567
            RU | '89121234567'                         | +79121234567
            # lists: the first number counts
            RU | 89121234567, 89161234567              | +79121234567
            RU | 89121234567; 89161234567              | +79121234567
            RU | 89121234567/89161234567               | +79121234567
            RU | 89121234567\\n89161234567             | +79121234567
            RU | 89121234567 89161234567               | +79121234567
            RU | 8 (495) 123-45-67/68                  | +74951234567
            RU | нет, 101, 89121234567                 | +79121234567
            # other homes
            KZ | 8 701 123 45 67                       | +77011234567
            KZ | 87011234567                           | +77011234567
            KZ | 7011234567                            | +77011234567
            KZ | 77011234567                           | +77011234567
            KZ | +8 701 123 45 67                      | +77011234567
            KZ | 8 10 998 90 123 45 67                 | +998901234567
            KZ | 0049 30 123456                        | +4930123456
            BY | 8 029 123-45-67                       | +375291234567
            BY | 80291234567                           | +375291234567
            BY | 375291234567                          | +375291234567
            BY | 291234567                             | +375291234567
            BY | 8 10 7 912 123 45 67                  | +79121234567
            BY | 79121234567                           | +79121234567
            UZ | 901234567                             | +998901234567
            UZ | 8 90 123 45 67                        | +998901234567
            UZ | 998 90 123-45-67                      | +998901234567
            UZ | 810 7 912 123 45 67                   | +79121234567
            UZ | 007 912 123 45 67                     | +79121234567
            UZ | 881234567                             | +998881234567
            AE | 050 123 4567                          | +971501234567
            AE | 0501234567                            | +971501234567
            AE | 501234567                             | +971501234567
            AE | 00971 50 123 4567                     | +971501234567
            AE | 04 123 4567                           | +97141234567
            AE | 0079121234567                         | +79121234567
            AE | ٠٥٠ ١٢٣ ٤٥٦٧                          | +971501234567
            GB | 020 7946 0958                         | +442079460958
            GB | 07911 123456                          | +447911123456
            GB | 447911123456                          | +447911123456
            GB | 0044 7911 123456                      | +447911123456
            GB | 00 7 912 123 45 67                    | +79121234567
            GB | (020) 7946 0958 x12                   | +442079460958
            US | (212) 555-0123                        | +12125550123
            US | 1-212-555-0123                        | +12125550123
            US | 12125550123                           | +12125550123
            US | 011 44 20 7946 0958                   | +442079460958
            US | 00 44 20 7946 0958                    | +442079460958
            DE | 030/123456                            | +4930123456
            DE | 0171/1234567                          | +491711234567
            DE | 02131/12345                           | +49213112345
            DE | 0049 30 123456                        | +4930123456
            AU | 0011 44 20 7946 0958                  | +442079460958
            """)
    void numbers(String region, String written, String e164) {
        Party party = plan(region).read(unescape(written));
        assertThat(party).isEqualTo(new Party.Phone(new PhoneNumber(e164), unescape(written)));
        assertThat(party.key()).isEqualTo(e164);
    }

    @ParameterizedTest(name = "{0}: {1} leaves {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # no area code
            RU | 1234567                  | 1234567
            RU | 123-45-67                | 1234567
            RU | 123-45-67 доб. 12        | 1234567
            RU | 62-12-34                 | 621234
            US | 555-0123                 | 5550123
            GB | 7946 0958                | 79460958
            DE | 1234567                  | 1234567
            KZ | 250-12-34                | 2501234
            # too long or too short
            RU | +7495123456              | 7495123456
            RU | 849512345678             | 849512345678
            RU | +7912123456789           | 7912123456789
            RU | +112                     | 112
            RU | 8 912 123 45             | 891212345
            RU | 0000000000               | 0000000000
            RU | 12345678901234567890     | ``
            # trunk prefixes of other countries
            GB | 8 912 123 45 67          | 89121234567
            US | 810 971 50 123 4567      | 810971501234567
            AU | 00 44 20 7946 0958       | 00442079460958
            # things that are no number
            RU | 192.168.10.10            | 1921681010
            RU | sip:192.168.10.10        | ``
            RU | sip:pbx.example:5060     | ``
            RU | 2024-01-15 10:30         | 2024011510
            RU | 550e8400-e29b-41d4-a716-446655440000 | 716446655440000
            RU | ИНН 7707083893           | 7707083893
            RU | Заказ 9121234567         | 9121234567
            RU | abc9121234567            | 9121234567
            RU | order_9121234567         | 9121234567
            RU | 9121234567abc            | 9121234567
            RU | ivan.9121234567@mail.ru  | 9121234567
            US | 1-800-FLOWERS            | 1800
            RU | alice                    | ``
            RU | sip:alice@pbx.example    | ``
            RU | 3,14                     | 14
            RU | 101, 102                 | 101
            RU | A-101                    | 101
            RU | 10 1                     | 101
            RU | *                        | ``
            RU | #                        | ``
            RU | ${SHELL(reboot)}         | ``
            """)
    void nearMisses(String region, String written, String digits) {
        assertThat(plan(region).read(written)).isEqualTo(new Party.Unreadable(digits, written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            101                    | 101
            ` 112 `                | 112
            1                      | 1
            123456                 | 123456
            *43                    | *43
            **101                  | **101
            *72#101                | *72#101
            sip:101@10.0.0.1       | 101
            sip:*43@10.0.0.1       | *43
            "Reception" <101>      | 101
            １０１                   | 101
            """)
    void internal(String written, String extension) {
        assertThat(plan("RU").read(written)).isEqualTo(new Party.Internal(new Extension(extension), written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u0000",
                "anonymous",
                "Anonymous",
                "UNKNOWN",
                "unknown",
                "<unknown>",
                "Restricted",
                "private",
                "withheld",
                "Unavailable",
                "asterisk",
                "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                "\"Anonymous\" <anonymous>",
                "sip:+79121234567@anonymous.invalid",
                "sip:anonymous@10.0.0.1;user=phone",
                "<>",
                "скрытый номер"
            })
    void anonymous(String written) {
        assertThat(plan("RU").read(written)).isEqualTo(new Party.Anonymous(written));
    }

    @ParameterizedTest(name = "{0} with presentation {1}")
    @CsvSource({
        "89121234567, 0, Phone",
        "89121234567, 1, Phone",
        "89121234567, 3, Phone",
        "89121234567, 32, Anonymous",
        "89121234567, 33, Anonymous",
        "89121234567, 35, Anonymous",
        "89121234567, 67, Phone",
        "101, 0, Internal",
        "101, 67, Internal",
        "alice, 0, Unreadable",
        "alice, 67, Anonymous",
        "'', 0, Anonymous",
        "unknown, 67, Anonymous",
        "89121234567, -1, Phone",
    })
    void presentation(String callerId, int presentation, String kind) {
        Party party = plan("RU").caller(callerId, presentation);
        assertThat(party.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(party.text()).isEqualTo(callerId);
    }

    @Test
    void suffixes() {
        NumberPlan ten = plan("RU");
        assertThat(ten.suffix(ten.read("+79121234567"))).contains("9121234567");
        assertThat(ten.suffix(ten.read("Заказ 89121234567"))).contains("9121234567");
        assertThat(ten.suffix(ten.read("1234567"))).isEmpty();
        assertThat(ten.suffix(ten.read("101"))).isEmpty();
        assertThat(ten.suffix(ten.caller("+79121234567", 32))).isEmpty();
        NumberPlan none = new NumberPlan("RU", 0);
        assertThat(none.suffix(none.read("+79121234567"))).isEmpty();
    }

    @Test
    void aRegionThatDoesNotExistIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NumberPlan("RUS", 10))
                .withMessageContaining("RUS");
    }

    @Test
    void aLongTextIsNoNumberAndIsKeptShort() {
        for (String unit : new String[] {"9", "+", "(8", "\"<sip:", "٩ ", "+8 9,", "\u0000"}) {
            Party party = plan("RU").read("+79121234567 " + unit.repeat(10_000));
            assertThat(party).isInstanceOf(Party.Unreadable.class);
            assertThat(party.text()).hasSizeLessThanOrEqualTo(NumberPlan.LONGEST_TEXT);
            assertThat(plan("RU").caller(party.text() + unit.repeat(10_000), 32).text())
                    .hasSizeLessThanOrEqualTo(NumberPlan.LONGEST_TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RU", "KZ", "BY", "UZ", "AE", "GB", "US", "DE", "AU", "IT"})
    void junkNeverThrows(String region) {
        String alphabet =
                "0123456789+8 00810-()./~#*;,:@<>\"'%sipteldobвндобext=xх\u0000\n\r\t\u00a0\u202a＋７\ud83d\ude00\ud800{}$";
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(i % 100 == 0 ? 400 : 24);
            while (text.length() < length) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int presentation = random.nextInt();
            Party party = plan(region).caller(text.toString(), presentation);
            assertThat(plan(region).suffix(party).orElse("0123456789")).matches("[0-9]{10}");
            if (party instanceof Party.Phone phone) {
                // what was read reads again as itself, wherever we are
                assertThat(plan("GB").read(phone.key()).key()).isEqualTo(phone.key());
            }
        }
    }
}
