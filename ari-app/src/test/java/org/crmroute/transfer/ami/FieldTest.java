package org.crmroute.transfer.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

    @ParameterizedTest
    @EnumSource(Field.class)
    void noFieldLetsALineEndAnActionOrACommandThrough(Field field) {
        for (char c = 0; c < 0x180; c++) {
            if (c < ' ' || c == 0x7f || c > 0x7f || "\"'\\${}[](),&|`<>!?%^~ ".indexOf(c) >= 0) {
                assertThat(field.allows("a" + c))
                        .as("%s lets %#x through", field, (int) c)
                        .isFalse();
                assertThat(field.allows(c + "a"))
                        .as("%s lets %#x through", field, (int) c)
                        .isFalse();
                assertThat(field.allows("a" + c + "a"))
                        .as("%s lets %#x through", field, (int) c)
                        .isFalse();
            }
        }
        assertThat(field.allows("a".repeat(1_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PJSIP/201-0000002a",
                "Local/+74951234567@crmroute-transfer-external-00000003;1",
                "PJSIP/my.trunk_1-0000002a",
                "IAX2/a:b@host-12"
            })
    void asterisksOwnNamesOfChannelsPass(String name) {
        assertThat(Field.CHANNEL.allows(name)).isTrue();
    }

    @Test
    void whatIsRefusedIsNotRepeated() {
        assertThatThrownBy(() -> Field.EXTENSION.checked("100\r\n\r\nAction: Originate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Originate");
    }
}
