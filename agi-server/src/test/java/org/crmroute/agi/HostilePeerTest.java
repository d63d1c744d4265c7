package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that do what Asterisk never would; the deadline is short so that waiting for it is. */
@Timeout(30)
class HostilePeerTest {

    private static final Duration LIMIT = Duration.ofMillis(700);

    private TestServer agi;

    @BeforeEach
    void start() throws IOException {
        agi = new TestServer(TestServer.settings(20, LIMIT), TestServer::sales);
    }

    @AfterEach
    void stop() {
        agi.close();
    }

    /** While the hostile peer is still connected another call is served; afterwards the session ends as said. */
    private void expect(SessionEnd end, AgiPeer hostile) throws Exception {
        assertThat(AgiPeer.call(agi.port(), "route")).containsEntry("CRM_STATUS", "ROUTED");
        SessionEnd first = TestServer.next(agi.ends);
        SessionEnd second = TestServer.next(agi.ends);
        assertThat(new SessionEnd[] {first, second}).containsExactlyInAnyOrder(end, SessionEnd.ANSWERED);
        AgiServerTest.awaitIdle(agi.server);
        hostile.close();
    }

    /** The server has hung up: the stream ends, or breaks if it left something unread. */
    private static void assertDropped(AgiPeer peer) {
        try {
            while (peer.command() != null) {
                // whatever was sent before
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still connected", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void saysNothing() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        assertDropped(peer);
        expect(SessionEnd.TIMED_OUT, peer);
    }

    @Test
    void dripsItsRequest() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        long start = System.nanoTime();
        IOException broken = null;
        for (int i = 0; i < 200 && broken == null; i++) {
            try {
                peer.send("a");
                Thread.sleep(50);
            } catch (IOException e) {
                broken = e;
            }
        }
        assertThat(broken).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        expect(SessionEnd.TIMED_OUT, peer);
    }

    @Test
    void dripsItsReplies() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        long start = System.nanoTime();
        int commands = 0;
        try {
            while (peer.command() != null) {
                commands++;
                Thread.sleep(200);
                peer.send(AgiPeer.TAKEN);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken).*");
        }
        assertThat(commands).isBetween(1, 12);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        expect(SessionEnd.TIMED_OUT, peer);
        assertThat(agi.decided).contains(SessionEnd.TIMED_OUT);
    }

    @Test
    void neverAnswersACommand() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        assertThat(peer.command()).startsWith("SET VARIABLE \"CRM_TARGET\"");
        assertThat(peer.command())
                .as("no second command before the first is answered")
                .isNull();
        expect(SessionEnd.TIMED_OUT, peer);
        assertThat(agi.decided).contains(SessionEnd.TIMED_OUT);
    }

    @Test
    void sendsAnEndlessLine() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        flood(peer, "a".repeat(8_192), 10_000);
        assertDropped(peer);
        expect(SessionEnd.OVERSIZED, peer);
    }

    @Test
    void sendsTenThousandHeaders() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        flood(peer, "agi_a: b\n", 10_000);
        assertDropped(peer);
        expect(SessionEnd.OVERSIZED, peer);
    }

    @Test
    void sendsFewButLongHeaders() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        flood(peer, "agi_a: " + "b".repeat(8_000) + "\n", 100);
        assertDropped(peer);
        expect(SessionEnd.OVERSIZED, peer);
    }

    @Test
    void answersWithAnEndlessLine() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.command();
        flood(peer, "200 result=1 ".repeat(1_000), 1_000);
        assertDropped(peer);
        expect(SessionEnd.OVERSIZED, peer);
    }

    /** Sends until the server has had enough. */
    private static void flood(AgiPeer peer, String text, int times) {
        try {
            for (int i = 0; i < times; i++) {
                peer.send(text);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken).*");
        }
    }

    @Test
    void closesItsHalfBeforeTheRequestIsWhole() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.send("agi_network: yes\nagi_network_script: route\n");
        peer.socket.shutdownOutput();
        assertThat(peer.command()).isNull();
        expect(SessionEnd.INCOMPLETE, peer);
        assertThat(agi.requests).hasSize(1);
    }

    @Test
    void closesItsHalfAfterTheRequest() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.socket.shutdownOutput();
        assertThat(peer.command()).startsWith("SET VARIABLE \"CRM_TARGET\"");
        assertThat(peer.command()).isNull();
        expect(SessionEnd.LOST, peer);
    }

    @Test
    void isAPortProbe() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.close();
        expect(SessionEnd.PROBE, peer);
        assertThat(agi.requests).hasSize(1);
    }

    @Test
    void isAPortProbeThatResets() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.reset();
        expect(SessionEnd.PROBE, peer);
    }

    @Test
    void resetsInTheMiddle() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.command();
        peer.reset();
        expect(SessionEnd.LOST, peer);
        assertThat(agi.decided).contains(SessionEnd.LOST);
    }

    @Test
    void reportsAHangupBeforeItsReply() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.command();
        peer.send("HANGUP\n" + AgiPeer.TAKEN);
        assertDropped(peer);
        expect(SessionEnd.HUNG_UP, peer);
        assertThat(agi.decided).contains(SessionEnd.HUNG_UP);
    }

    @Test
    void speaksAnotherProtocol() throws Exception {
        AgiPeer peer = new AgiPeer(agi.port());
        peer.send("GET / HTTP/1.1\r\nHost: pbx\r\n\r\n");
        assertThat(peer.command()).isNull();
        expect(SessionEnd.UNKNOWN_SCRIPT, peer);
    }

    @Test
    void sendsRandomBytes() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] junk = new byte[random.nextInt(300)];
            random.nextBytes(junk);
            try (AgiPeer peer = new AgiPeer(agi.port())) {
                peer.socket.getOutputStream().write(junk);
                peer.socket.shutdownOutput();
                assertDropped(peer);
            }
        }
        for (int i = 0; i < 50; i++) {
            assertThat(TestServer.next(agi.ends))
                    .isIn(SessionEnd.INCOMPLETE, SessionEnd.PROBE, SessionEnd.UNKNOWN_SCRIPT);
        }
        assertThat(agi.requests).isEmpty();
    }

    @Test
    void sendsStrangeValues() throws Exception {
        for (String strange :
                new String[] {"%", "%zz", "\u0000", "${SHELL(reboot)}", "\"", "а".repeat(900), "\ufffd"}) {
            try (AgiPeer peer = new AgiPeer(agi.port())) {
                peer.send(AgiPeer.environment(
                        "route?scenario=" + strange + "&caller=%" + strange + "&&=&x",
                        Map.of(
                                "agi_callerid",
                                strange,
                                "agi_channel",
                                strange,
                                "agi_version",
                                strange,
                                "agi_callingpres",
                                strange,
                                "agi_arg_x",
                                strange)));
                assertThat(AgiPeer.variables(peer.takeAll())).containsEntry("CRM_STATUS", "ROUTED");
            }
        }
    }

    @Test
    void manyMutePeersDoNotStopACall() throws Exception {
        AgiPeer[] mute = new AgiPeer[15];
        for (int i = 0; i < mute.length; i++) {
            mute[i] = new AgiPeer(agi.port());
            mute[i].ask("route");
        }
        assertThat(AgiPeer.call(agi.port(), "route")).containsEntry("CRM_STATUS", "ROUTED");
        for (AgiPeer peer : mute) {
            peer.close();
        }
    }
}
