package org.crmroute.transfer.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"extension:201", "extension:*43", "queue:sales_2-b", "external:+74951234567", "crm"})
    void what_is_a_target_is_written_as_it_was_read(String text) {
        assertThat(Target.of(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "201",
                "crm:",
                "crm:x",
                "CRM",
                "extension:",
                "extension:2 1",
                "extension:201\r\nAction: Originate",
                "extension:201\n",
                "extension:201&PJSIP/0",
                "extension:201,1",
                "extension:${X}",
                "extension:201@from-internal",
                "extension:２０１",
                "extension:12345678901234567890123456789012345678901",
                "queue:sales)",
                "external:74951234567",
                "external:+0123456",
                "external:+123456",
                "external:+1234567890123456",
                "external:+7495\u00001234",
                "dialplan:ivr,s,1"
            })
    void nothing_else_is_one(String text) {
        assertThat(Target.of(text)).isEmpty();
    }

    @Test
    void nor_can_one_be_made_of_it() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Extension("2\r\n1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Queue(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.External("+7 495"));
    }
}
