package org.crmroute.transfer.ari;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.crmroute.transfer.call.Line;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferLegTest {

    private static Line line(String number, String display) {
        return new Line("1.0", "PJSIP/x-1", true, number, display, "", "", Instant.EPOCH, Map.of());
    }

    private static Map<String, String> variables(Line customer, String priority) {
        return TransferLeg.variables(customer, Optional.of(line("206", "")), priority, Duration.ofSeconds(25));
    }

    @Test
    void everyKindOfTargetHasItsContext() {
        assertThat(TransferLeg.endpoint(new Target.Extension("201"), ""))
                .isEqualTo("Local/201@crmroute-transfer-extension/n");
        assertThat(TransferLeg.endpoint(new Target.Queue("sales"), ""))
                .isEqualTo("Local/sales@crmroute-transfer-queue/n");
        assertThat(TransferLeg.endpoint(new Target.External("+74951234567"), ""))
                .isEqualTo("Local/+74951234567@crmroute-transfer-external/n");
        assertThat(TransferLeg.endpoint(new Target.Crm(), "74951234567"))
                .isEqualTo("Local/74951234567@crmroute-transfer-crm/n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "7@from-internal", "7/n", "7&PJSIP", "-7", "7\r\n", "7,1"})
    void aNumberCalledThatCouldMeanSomethingElseIsLeftOut(String did) {
        assertThat(TransferLeg.endpoint(new Target.Crm(), did)).isEqualTo("Local/s@crmroute-transfer-crm/n");
    }

    @Test
    void customerTransferorAndPriorityGoAlong() {
        assertThat(variables(line("79161234567", "Иван"), "10"))
                .containsEntry("CONNECTEDLINE(num,i)", "79161234567")
                .containsEntry("CONNECTEDLINE(name,i)", "Иван")
                .containsEntry("CRMROUTE_TRANSFEROR", "206")
                .containsEntry("CRM_PRIORITY", "10")
                .containsEntry("CRM_TARGET_TIMEOUT", "25");
    }

    @Test
    void hostileTextIsLeftOutOrMadeHarmless() {
        Map<String, String> variables = variables(line("7&PJSIP/x", "a\r\nb\u001b[31m\u202ec"), "1+1");

        assertThat(variables).doesNotContainKeys("CONNECTEDLINE(num,i)", "CRM_PRIORITY");
        assertThat(variables.get("CONNECTEDLINE(name,i)")).isEqualTo("a··b·[31m·c");
    }

    @Test
    void aNameIsCutBetweenLettersAndNotWithinOne() {
        String cut = variables(line("7", "Ж".repeat(100) + "😀"), "").getOrDefault("CONNECTEDLINE(name,i)", "");

        assertThat(cut).isEqualTo("Ж".repeat(30));
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(60);
        assertThat(variables(line("7", "a".repeat(58) + "😀"), ""))
                .containsEntry("CONNECTEDLINE(name,i)", "a".repeat(58));
    }
}
