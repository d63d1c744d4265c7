package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.call.Extension;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.routing.RouteRequest;
import org.crmroute.scenario.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as Asterisk makes them. */
class AgiServerTest {

    private TestServer agi;

    @BeforeEach
    void start() throws IOException {
        agi = TestServer.toSales();
    }

    @AfterEach
    void stop() {
        agi.close();
    }

    @Test
    void aDecisionIsGivenInTheOrderOfTheContract() throws Exception {
        assertThat(AgiPeer.call(agi.port(), "route"))
                .containsExactly(
                        entry("CRM_TARGET", "crmroute-queue,sales,1"),
                        entry("CRM_TARGET_TYPE", "queue"),
                        entry("CRM_TARGET_ID", "sales"),
                        entry("CRM_TARGET_TIMEOUT", "60"),
                        entry("CRM_STEPS", "1"),
                        entry("CRM_STEP_1", "crmroute-queue,sales,1,60"),
                        entry("CRM_PRIORITY", "10"),
                        entry("CRM_CALLER_NAME", ""),
                        entry("CRM_RECORD", "deal:77"),
                        entry("CRM_RULE", "vip"),
                        entry("CRM_REASON", "RULE_MATCH"),
                        entry("CRM_DECISION", "01JZ0"),
                        entry("CRM_STATUS", "ROUTED"));
        assertThat(TestServer.next(agi.decided)).isEqualTo(SessionEnd.ANSWERED);
        assertThat(TestServer.next(agi.ends)).isEqualTo(SessionEnd.ANSWERED);
        assertThat(agi.opened).hasValue(1);
    }

    @Test
    void theQuestionIsReadFromTheChannel() throws Exception {
        AgiPeer.call(agi.port(), "route");
        assertThat(TestServer.next(agi.requests))
                .isEqualTo(new RouteRequest(
                        new IncomingCall(
                                new Party.Phone(new PhoneNumber("+79121234567"), "89121234567"),
                                new Party.Phone(new PhoneNumber("+74951234567"), "74951234567"),
                                TestServer.NOW,
                                "PJSIP/trunk-00000001",
                                "1700000000.1"),
                        Optional.empty()));
    }

    @Test
    void parametersWinOverTheChannel() throws Exception {
        AgiPeer.call(agi.port(), "route?scenario=%D0%BD%D0%BE%D1%87%D1%8C&caller=+49 30 123456&did=101");
        RouteRequest request = TestServer.next(agi.requests);
        assertThat(request.scenario()).contains("ночь");
        assertThat(request.call().caller().key()).isEqualTo("+4930123456");
        assertThat(request.call().did()).isEqualTo(new Party.Internal(new Extension("101"), "101"));
    }

    @Test
    void emptyParametersCountAsNotGiven() throws Exception {
        AgiPeer.call(agi.port(), "route?scenario=&caller=&did=");
        RouteRequest request = TestServer.next(agi.requests);
        assertThat(request.scenario()).isEmpty();
        assertThat(request.call().caller().key()).isEqualTo("+79121234567");
        assertThat(request.call().did().key()).isEqualTo("+74951234567");
    }

    @Test
    void withoutADnidTheExtensionWasCalled() throws Exception {
        ask(Map.of("agi_dnid", "unknown"));
        assertThat(TestServer.next(agi.requests).call().did().key()).isEqualTo("+74950000000");
    }

    @Test
    void aWithheldNumberIsAnonymous() throws Exception {
        ask(Map.of("agi_callingpres", "32"));
        assertThat(TestServer.next(agi.requests).call().caller()).isEqualTo(new Party.Anonymous("89121234567"));
        ask(Map.of("agi_callingpres", "67", "agi_callerid", "unknown"));
        assertThat(TestServer.next(agi.requests).call().caller()).isEqualTo(new Party.Anonymous("unknown"));
        ask(Map.of("agi_callingpres", "what?"));
        assertThat(TestServer.next(agi.requests).call().caller().key()).isEqualTo("+79121234567");
    }

    private void ask(Map<String, String> overrides) throws IOException {
        try (AgiPeer peer = new AgiPeer(agi.port())) {
            peer.send(AgiPeer.environment("route", overrides));
            assertThat(AgiPeer.variables(peer.takeAll())).containsEntry("CRM_STATUS", "ROUTED");
        }
    }

    @Test
    void threeSteps() throws Exception {
        Target[] steps = {
            new Target(Target.Type.EXTENSION, "201", 20, 0),
            new Target(Target.Type.EXTERNAL, "+74951234567", 25, 0),
            new Target(Target.Type.DIALPLAN, "ivr,s,1", 0, 0)
        };
        try (TestServer three = new TestServer(
                TestServer.settings(5, Duration.ofSeconds(5)), request -> TestServer.routed(request, steps))) {
            assertThat(AgiPeer.call(three.port(), "route"))
                    .containsEntry("CRM_TARGET", "crmroute-extension,201,1")
                    .containsEntry("CRM_STEPS", "3")
                    .containsEntry("CRM_STEP_1", "crmroute-extension,201,1,20")
                    .containsEntry("CRM_STEP_2", "crmroute-external,+74951234567,1,25")
                    .containsEntry("CRM_STEP_3", "ivr,s,1,0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "${SHELL(x)}", & \\r\\n            | "${SHELL(x)}", &
            Ivan\\nSET VARIABLE "X" "1"        | Ivan SET VARIABLE "X" "1"
            a\\r\\n\\r\\nHANGUP                | a HANGUP
            back\\\\slash\\\\                   | back\\slash\\
            \\0nul\\0                          | nul
            Иван "Ваня" Петров                | Иван "Ваня" Петров
            """)
    void aHostileNameArrivesAsText(String name, String shown) throws Exception {
        CrmRecord contact = new CrmRecord(
                new RecordRef(EntityType.CONTACT, 5), true, TestServer.NOW, Map.of("NAME", name.translateEscapes()));
        try (TestServer named = new TestServer(
                TestServer.settings(5, Duration.ofSeconds(5)),
                request -> TestServer.routed(
                        request,
                        new Caller(request.call().caller(), false, List.of(), List.of(), List.of(contact), List.of()),
                        TestServer.SALES))) {
            assertThat(AgiPeer.call(named.port(), "route"))
                    .hasSize(13)
                    .containsEntry("CRM_CALLER_NAME", shown)
                    .containsEntry("CRM_STATUS", "ROUTED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "other", "route/../etc", "Route", "org.crmroute.agi.RouteScript", "routes?scenario=main"})
    void anotherScriptGetsNothing(String script) throws Exception {
        assertThat(AgiPeer.call(agi.port(), script)).isEmpty();
        assertThat(TestServer.next(agi.ends)).isEqualTo(SessionEnd.UNKNOWN_SCRIPT);
        assertThat(agi.requests).isEmpty();
        assertThat(agi.decided).isEmpty();
    }

    @Test
    void aRouterThatThrowsStillAnswers() throws Exception {
        for (Throwable fault : List.of(new IllegalStateException("broken"), new StackOverflowError())) {
            try (TestServer broken = new TestServer(TestServer.settings(5, Duration.ofSeconds(5)), request -> {
                if (fault instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) fault;
            })) {
                assertThat(AgiPeer.call(broken.port(), "route"))
                        .hasSize(12)
                        .containsEntry("CRM_STATUS", "FAILED")
                        .containsEntry("CRM_REASON", "ERROR")
                        .containsEntry("CRM_TARGET", "")
                        .containsEntry("CRM_STEPS", "0");
                assertThat(broken.decided).isEmpty();
            }
        }
    }

    @Test
    void aVariableThatIsNotTakenEndsTheSession() throws Exception {
        for (String reply :
                List.of("510 Invalid or unknown command\n", "garbage\n", "\n", "520 Invalid\nUsage: x\n520 End\n")) {
            try (AgiPeer peer = new AgiPeer(agi.port())) {
                peer.ask("route");
                peer.command();
                peer.send(reply);
                assertThat(peer.command()).isNull();
            }
            assertThat(TestServer.next(agi.ends)).as(reply).isEqualTo(SessionEnd.BAD_REPLY);
            assertThat(TestServer.next(agi.decided)).isEqualTo(SessionEnd.BAD_REPLY);
        }
    }

    @Test
    void aDeadChannelIsAHangup() throws Exception {
        try (AgiPeer peer = new AgiPeer(agi.port())) {
            peer.ask("route");
            peer.command();
            peer.send("511 Command Not Permitted on a dead channel\n");
            assertThat(peer.command()).isNull();
        }
        assertThat(TestServer.next(agi.ends)).isEqualTo(SessionEnd.HUNG_UP);
    }

    @Test
    void aListenerThatThrowsCostsNoCall() throws Exception {
        AgiServer server = new AgiServer(
                TestServer.settings(1, Duration.ofSeconds(5)),
                new RouteScript(TestServer::sales, TestServer.NUMBERS, DialplanContexts.DEFAULT, Clock.systemUTC()),
                (call, end) -> {
                    throw new IllegalStateException("log is full");
                },
                AgiObserver.NONE,
                () -> {});
        server.start();
        try (server) {
            for (int i = 0; i < 3; i++) {
                assertThat(AgiPeer.call(server.port(), "route")).containsEntry("CRM_STATUS", "ROUTED");
                awaitIdle(server);
            }
        }
    }

    static void awaitIdle(AgiServer server) throws InterruptedException {
        for (int i = 0; i < 1_000 && server.sessions() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(server.sessions()).isZero();
    }
}
