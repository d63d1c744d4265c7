package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.crmroute.sync.SyncStatus;
import org.junit.jupiter.api.Test;

class SyncCommandTest extends TypedCommands {

    @Test
    void sync_wants_to_know_where_the_portal_is() throws IOException {
        assertThat(run("sync")).isEqualTo(78);
        assertThat(err.toString()).contains("bitrix24.webhook_file");
        write("crmroute.yaml", "bitrix24: {enabled: no}");
        assertThat(run("sync")).isEqualTo(78);
        assertThat(err.toString()).contains("bitrix24.enabled is no");
        assertThat(asked).isEmpty();
    }

    @Test
    void sync_shows_how_far_it_is_and_what_is_in_its_way() throws IOException {
        write("crmroute.yaml", "bitrix24: {webhook: 'https://portal.example/rest/1/secret/'}");

        assertThat(run("sync", "--full")).isZero();

        assertThat(asked).containsExactly("sync full=true");
        assertThat(out.toString())
                .contains("reading ████████████░░░░░░░░░░░░  50 %  1,500 of 3,000  571 rows/s  0 min 3 s left")
                .contains("    1500 contacts")
                .endsWith("The mirror is up to the portal.\n");
        assertThat(err.toString()).isEmpty();

        trouble = Optional.of(new SyncStatus.Trouble(
                "INVALID_CREDENTIALS", "The portal refuses the webhook", "make a new one", AT, AT, 3));
        assertThat(run("sync", "--accept-drop")).isEqualTo(1);
        assertThat(asked).containsExactly("sync full=true", "accept drop", "sync full=true");
        assertThat(err.toString())
                .contains(
                        "crmroute: the mirror is not up to the portal. The portal refuses the webhook; make a new one")
                .doesNotContain("secret");
    }

    @Test
    void sync_says_that_the_integration_was_switched_off_meanwhile() throws IOException {
        write("crmroute.yaml", "bitrix24: {webhook: 'https://portal.example/rest/1/secret/'}");
        switchedOffMeanwhile = true;

        assertThat(run("sync")).isEqualTo(1);

        assertThat(err.toString()).contains("the integration was switched off meanwhile");
        assertThat(out.toString()).doesNotContain("up to the portal");
    }
}
