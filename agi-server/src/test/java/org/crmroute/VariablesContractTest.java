package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.crmroute.AgiCaller.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every channel variable of the design's section 3, by its exact name, in the exact order, for every way a call can go. */
class VariablesContractTest {

    private static final Snapshot CRM = Snapshot.ofPortal()
            .contact("{id: 5, name: 'Иван', lastName: 'Петров'}", "+7 912 345-67-01")
            .deal("{id: 77, contactIds: [5], stageId: 'UC_CONTRACT', assignedById: 2}")
            .contact("{id: 6, name: 'Мария', lastName: null}", "+7 912 345-67-02");

    private static final String MAIN = """
            scenario: main
            rules:
              - id: legal
                when: {field: deal.stage, is: equals, value: Contract Negotiation}
                route:
                  - {queue: legal, timeout: 45, priority: 10}
                  - {assignee: deal}
                  - {external: "+74957654321", timeout: 30}
                  - {dialplan: "ivr,s,1", timeout: 15}
            others:
              - {queue: reception}
              - {extension: 100}
            """;

    private static final String OTHERS = """
            CRM_TARGET=crmroute-queue,reception,1
            CRM_TARGET_TYPE=queue
            CRM_TARGET_ID=reception
            CRM_TARGET_TIMEOUT=60
            CRM_STEPS=2
            CRM_STEP_1=crmroute-queue,reception,1,60
            CRM_STEP_2=crmroute-extension,100,1,20
            CRM_PRIORITY=0
            CRM_CALLER_NAME=%s
            CRM_RECORD=
            CRM_RULE=
            CRM_REASON=%s
            CRM_DECISION=
            CRM_STATUS=%s
            """;

    private static final String NO_TARGET = """
            scenario: no-target
            rules:
              - id: nobody
                when: {field: deal.ID, is: not_empty}
                route: [{employee: Noel Nophone}, {employee: Gone Away}]
            others: [{queue: reception}, {extension: 100}]
            """;

    private static final String SWITCHED_OFF = MAIN.replace("scenario: main", "scenario: off\nenabled: false");

    @TempDir
    static Path folder;

    private static ContractServer crmroute;

    @BeforeAll
    static void start() throws Exception {
        crmroute = ContractServer.in(folder)
                .put(CRM)
                .apply(MAIN, NO_TARGET, SWITCHED_OFF, "{scenario: nobody, others: [{assignee: any}]}")
                .start();
    }

    @AfterAll
    static void stop() {
        crmroute.close();
    }

    private static String others(String name, String reason) {
        return OTHERS.formatted(name, reason, "OTHERS");
    }

    @Test
    void routed_by_a_rule() {
        assertThat(crmroute.call().from("+79123456701").call().text()).isEqualTo("""
                CRM_TARGET=crmroute-queue,legal,1
                CRM_TARGET_TYPE=queue
                CRM_TARGET_ID=legal
                CRM_TARGET_TIMEOUT=45
                CRM_STEPS=4
                CRM_STEP_1=crmroute-queue,legal,1,45
                CRM_STEP_2=crmroute-extension,202,1,20
                CRM_STEP_3=crmroute-external,+74957654321,1,30
                CRM_STEP_4=ivr,s,1,15
                CRM_PRIORITY=10
                CRM_CALLER_NAME=Иван Петров
                CRM_RECORD=deal:77
                CRM_RULE=legal
                CRM_REASON=RULE_MATCH
                CRM_DECISION=
                CRM_STATUS=ROUTED
                """);
    }

    @Test
    void others_when_no_rule_matches() {
        assertThat(crmroute.call().from("+79123456702").call().text()).isEqualTo(others("Мария", "NO_MATCH"));
    }

    @Test
    void others_for_an_unknown_caller() {
        assertThat(crmroute.call().from("+79990000000").call().text()).isEqualTo(others("", "UNKNOWN_CALLER"));
    }

    @Test
    void others_for_an_anonymous_caller() {
        assertThat(crmroute.call().from("anonymous").call().text()).isEqualTo(others("", "ANONYMOUS"));
    }

    @Test
    void others_when_no_step_of_the_rule_is_left() {
        assertThat(crmroute.call("+79123456701", "no-target").text()).isEqualTo(others("Иван Петров", "NO_TARGET"));
    }

    @Test
    void others_when_the_scenario_is_switched_off() {
        assertThat(crmroute.call("+79990000000", "off").text()).isEqualTo(others("", "SCENARIO_DISABLED"));
        assertThat(crmroute.call("+79123456701", "off").inShort()).isEqualTo("OTHERS SCENARIO_DISABLED");
    }

    /** And the contexts come from the configuration: a FreePBX site's. */
    @Test
    void others_when_the_integration_is_switched_off() throws Exception {
        try (ContractServer off = ContractServer.in(
                        folder, "bitrix24: {enabled: false}", "dialplan: {extension: from-internal, queue: ext-queues}")
                .start()) {
            assertThat(off.call().from("+79990000000").call().text())
                    .isEqualTo(others("", "INTEGRATION_DISABLED")
                            .replace("crmroute-queue", "ext-queues")
                            .replace("crmroute-extension", "from-internal"));
            assertThat(off.call().from("+79123456701").call().inShort()).isEqualTo("OTHERS INTEGRATION_DISABLED");
        }
    }

    @Test
    void failed_when_there_is_no_such_scenario() {
        Answer answer = crmroute.call("+79123456701", "none-of-that-name");
        assertThat(answer.text()).isEqualTo(OTHERS.formatted("", "ERROR", "FAILED"));
    }

    /** Nobody can be reached and nothing went wrong: the dialplan goes on by itself, as its own guard says. */
    @Test
    void others_of_which_no_step_is_left() {
        Answer answer = crmroute.call("+79990000000", "nobody");
        assertThat(answer.get("CRM_TARGET")).isEmpty();
        assertThat(answer.get("CRM_STEPS")).isEqualTo("0");
        assertThat(answer.inShort()).isEqualTo("OTHERS UNKNOWN_CALLER");
    }

    @Test
    void failed_when_there_is_no_scenario_at_all() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (ContractServer bare = ContractServer.in(empty).put(CRM).start()) {
            assertThat(bare.call().from("+79123456701").call().text()).isEqualTo("""
                    CRM_TARGET=
                    CRM_TARGET_TYPE=
                    CRM_TARGET_ID=
                    CRM_TARGET_TIMEOUT=
                    CRM_STEPS=0
                    CRM_PRIORITY=0
                    CRM_CALLER_NAME=
                    CRM_RECORD=
                    CRM_RULE=
                    CRM_REASON=ERROR
                    CRM_DECISION=
                    CRM_STATUS=FAILED
                    """);
        }
    }

    @Test
    void failed_with_the_others_steps_while_the_database_is_gone() throws Exception {
        Path own = Files.createDirectory(folder.resolve("gone"));
        Path aside = Files.createDirectory(folder.resolve("aside"));
        try (ContractServer server = ContractServer.in(own).put(CRM).apply(MAIN).start()) {
            assertThat(server.call().from("+79123456701").call().inShort())
                    .isEqualTo("ROUTED RULE_MATCH legal deal:77");
            move(own, aside);
            ContractServer.await(
                    Duration.ofSeconds(5),
                    "the server notices",
                    () -> server.call().from("+79123456701").call().inShort().startsWith("FAILED"));
            Answer failed = server.call().from("+79123456701").call();
            assertThat(failed.text()).isEqualTo(OTHERS.formatted("", "ERROR", "FAILED"));
            move(aside, own);
            ContractServer.await(
                    Duration.ofSeconds(10),
                    "it goes on by itself",
                    () -> server.call()
                            .from("+79123456701")
                            .call()
                            .inShort()
                            .equals("ROUTED RULE_MATCH legal deal:77"));
            ContractServer.await(
                    Duration.ofSeconds(10),
                    "the log holds what was decided meanwhile",
                    () -> server.run("decisions", failed.get("CRM_DECISION")).code() == 0);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        for (String name : List.of("crmroute.db-wal", "crmroute.db-shm", "crmroute.db")) {
            if (Files.exists(from.resolve(name))) {
                Files.move(from.resolve(name), to.resolve(name));
            }
        }
    }

    @Test
    void every_decision_has_an_id_of_its_own() {
        String first = crmroute.call().from("+79123456701").call().get("CRM_DECISION");
        String second = crmroute.call().from("+79123456701").call().get("CRM_DECISION");
        assertThat(first).isNotBlank().isNotEqualTo(second);
        assertThat(second).isNotBlank();
    }
}
