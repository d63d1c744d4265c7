package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisplayNameTest {

    @Test
    void anOrdinaryNameIsLeftAlone() {
        assertThat(DisplayName.of("Иван О'Нил \"Ваня\" & Co.")).isEqualTo("Иван О'Нил \"Ваня\" & Co.");
        assertThat(DisplayName.of("${SHELL(x)}\\")).isEqualTo("${SHELL(x)}\\");
        assertThat(DisplayName.of("")).isEmpty();
    }

    @Test
    void itIsOneLineWithoutControlCharacters() {
        assertThat(DisplayName.of("\r\n Ivan\r\n\tPetrov\u0000\u0007\u001b[31m \u2028x\u0085"))
                .isEqualTo("Ivan Petrov [31m x");
        assertThat(DisplayName.of("a\u202eb\u200b\ufeffc\ud800d\ue000")).isEqualTo("abcd");
    }

    @Test
    void itIsCutBetweenLetters() {
        assertThat(DisplayName.of("Ж".repeat(50))).isEqualTo("Ж".repeat(39));
        assertThat(DisplayName.of("a".repeat(79))).hasSize(79);
        assertThat(DisplayName.of("a".repeat(80))).hasSize(79);
        assertThat(DisplayName.of("a" + "😀".repeat(30))).isEqualTo("a" + "😀".repeat(19));
        String family = "👩‍👩‍👧‍👦";
        assertThat(DisplayName.of(family.repeat(5))).isEqualTo(family.repeat(3));
        assertThat(DisplayName.of("a".repeat(78) + "e\u0301")).isEqualTo("a".repeat(78));
    }

    @Test
    void aLetterUnderAHeapOfAccentsIsCutWhereItMustBe() {
        assertThat(DisplayName.of("e" + "\u0301".repeat(500))).isEqualTo("e" + "\u0301".repeat(39));
    }

    @Test
    void anythingEndsUpShortAndClean() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(120);
            for (int j = 0; j < length; j++) {
                name.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x500 : Character.MAX_CODE_POINT + 1));
            }
            String shown = DisplayName.of(name.toString());
            byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(79);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(shown);
            assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
        }
        assertThat(DisplayName.of("\n".repeat(10_000_000) + "x")).isEmpty();
    }
}
