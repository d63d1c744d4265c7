package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntegrationCommandTest extends TypedCommands {

    @Test
    void integration_says_how_it_stands_and_who_turned_it() {
        assertThat(run("integration")).isZero();
        assertThat(out.toString())
                .startsWith("The integration is on, by olga")
                .endsWith("at 2026-03-01T10:00:00Z\n")
                .doesNotContain("\u001b");
        switchedOn = false;
        assertThat(run("integration")).as("off is a finding").isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void integration_is_turned() {
        assertThat(run("integration", "off", "--author", "anna")).isZero();
        assertThat(switchedOn).isFalse();
        assertThat(out.toString()).startsWith("The integration is off");
        assertThat(run("integration", "on")).isZero();
        assertThat(asked).containsExactly("turn false by anna", "turn true by " + System.getProperty("user.name"));
    }

    @Test
    void the_configuration_wins() {
        enabled = false;
        assertThat(run("integration", "on")).isEqualTo(1);
        assertThat(err.toString()).contains("bitrix24.enabled is no and wins");
        assertThat(run("integration", "sideways")).isEqualTo(2);
    }
}
