package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody switches the integration off: from then on every call takes Others, until somebody switches it on. */
class IntegrationContractTest {

    /** The server looks each half second what other processes changed; a busy build host may take longer. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String KNOWN = "+79123456701";
    private static final Snapshot CRM = Snapshot.ofPortal().contact("{id: 5, name: 'Иван'}", KNOWN);
    private static final String MAIN = """
            scenario: main
            rules:
              - {id: known, when: {field: contact.ID, is: not_empty}, route: [{queue: sales}]}
            others: [{queue: reception}]
            """;

    @TempDir
    Path folder;

    private ContractServer crmroute;

    @BeforeEach
    void start() throws Exception {
        crmroute = ContractServer.in(folder).put(CRM).apply(MAIN).start();
    }

    @AfterEach
    void stop() {
        crmroute.close();
    }

    private String call(String number) {
        return crmroute.call(number, "main").inShort();
    }

    private void awaitCalls(String inShort) {
        ContractServer.await(SOON, "calls get " + inShort, () -> call(KNOWN).equals(inShort));
    }

    @Test
    void a_running_server_follows_the_switch_of_another_process() {
        assertThat(call(KNOWN)).isEqualTo("ROUTED RULE_MATCH known contact:5");

        crmroute.run("integration", "off", "--author", "anna").mustBe(0);

        awaitCalls("OTHERS INTEGRATION_DISABLED");
        AgiCaller.Answer off = crmroute.call(KNOWN, "main");
        assertThat(off.get("CRM_TARGET_ID")).isEqualTo("reception");
        assertThat(off.get("CRM_CALLER_NAME")).as("nothing of the CRM").isEmpty();
        assertThat(call("anonymous")).isEqualTo("OTHERS INTEGRATION_DISABLED");

        crmroute.run("integration", "on").mustBe(0);
        awaitCalls("ROUTED RULE_MATCH known contact:5");
    }

    @Test
    void other_commands_see_it() {
        crmroute.run("integration", "off", "--author", "anna").mustBe(0);

        assertThat(Snapshot.json(crmroute.run("explain", KNOWN, "--json")
                                .mustBe(0)
                                .out())
                        .path("reason")
                        .asString())
                .isEqualTo("INTEGRATION_DISABLED");
        assertThat(crmroute.run("integration").mustBe(1).out()).startsWith("The integration is off, by anna");
        assertThat(crmroute.run("doctor").out()).containsPattern("(?m)^warn  integration    switched off by anna at ");

        crmroute.run("integration", "on").mustBe(0);
        assertThat(crmroute.run("doctor").out()).containsPattern("(?m)^ok    integration    on$");
        assertThat(Snapshot.json(crmroute.run("explain", KNOWN, "--json")
                                .mustBe(0)
                                .out())
                        .path("reason")
                        .asString())
                .isEqualTo("RULE_MATCH");
    }

    @Test
    void stays_off_over_a_restart_and_a_new_scenario() throws Exception {
        crmroute.run("integration", "off").mustBe(0);
        awaitCalls("OTHERS INTEGRATION_DISABLED");

        crmroute.close();
        crmroute = ContractServer.in(folder).start();
        assertThat(call(KNOWN)).as("from the first call on").isEqualTo("OTHERS INTEGRATION_DISABLED");

        crmroute.put(CRM).apply(MAIN.replace("reception", "desk"));
        ContractServer.await(
                SOON,
                "the new scenario's Others",
                () -> crmroute.call(KNOWN, "main").get("CRM_TARGET_ID").equals("desk"));
        assertThat(call(KNOWN)).isEqualTo("OTHERS INTEGRATION_DISABLED");
    }

    @Test
    void the_configuration_wins() throws Exception {
        crmroute.close();
        crmroute = ContractServer.in(folder, "bitrix24: {enabled: no}").start();

        assertThat(crmroute.run("integration", "on").mustBe(1).err()).contains("bitrix24.enabled is no and wins");
        Thread.sleep(1_000); // the server looked twice
        assertThat(call(KNOWN)).isEqualTo("OTHERS INTEGRATION_DISABLED");
    }

    @Test
    void sync_leaves_the_portal_alone() throws Exception {
        crmroute.run("integration", "off", "--author", "anna").mustBe(0);
        crmroute.close();
        crmroute = ContractServer.in(folder, "bitrix24: {webhook: 'http://127.0.0.1:9/rest/1/secret/'}");

        assertThat(crmroute.run("sync").mustBe(78).err())
                .contains("The integration is switched off (by anna at ")
                .doesNotContain("secret");
    }
}
