package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.agi.AgiObserver.Refusal;
import org.crmroute.agi.AgiServer.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Start, capacity, who may ask, stop, and the death of the accept loop. */
@Timeout(30)
class AgiLifecycleTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void aPortThatIsTakenIsSaidAtTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            AgiSettings settings =
                    new AgiSettings("0.0.0.0", taken.getLocalPort(), 1, AllowList.of(List.of("127.0.0.0/8")), LIMIT);
            AgiServer server = new AgiServer(
                    settings,
                    new RouteScript(TestServer::sales, TestServer.NUMBERS, DialplanContexts.DEFAULT, Clock.systemUTC()),
                    (call, end) -> {},
                    AgiObserver.NONE,
                    () -> {});
            assertThatIOException()
                    .isThrownBy(server::start)
                    .withMessageContaining(String.valueOf(taken.getLocalPort()));
            server.close();
        }
    }

    @Test
    void whoeverIsNotAllowedIsClosedUnheard() throws Exception {
        AgiSettings settings = new AgiSettings("127.0.0.1", 0, 5, AllowList.of(List.of("10.0.0.0/8")), LIMIT);
        try (TestServer agi = new TestServer(settings, TestServer::sales)) {
            for (int i = 0; i < 3; i++) {
                try (AgiPeer peer = new AgiPeer(agi.port())) {
                    assertThat(peer.command()).isNull();
                }
                assertThat(TestServer.next(agi.refusals)).isEqualTo(Refusal.ADDRESS);
            }
            assertThat(agi.opened).hasValue(0);
            assertThat(agi.server.sessions()).isZero();
        }
    }

    @Test
    void beyondTheCapacityConnectionsAreClosedAtOnceAndThePlaceIsGivenBack() throws Exception {
        try (TestServer agi = new TestServer(TestServer.settings(2, LIMIT), TestServer::sales)) {
            AgiPeer first = new AgiPeer(agi.port());
            AgiPeer second = new AgiPeer(agi.port());
            first.ask("route");
            second.ask("route");
            first.command();
            second.command();
            assertThat(agi.server.sessions()).isEqualTo(2);
            try (AgiPeer third = new AgiPeer(agi.port())) {
                assertThat(third.command()).isNull();
            }
            assertThat(TestServer.next(agi.refusals)).isEqualTo(Refusal.CAPACITY);
            first.send(AgiPeer.TAKEN);
            assertThat(AgiPeer.variables(first.takeAll())).containsEntry("CRM_STATUS", "ROUTED");
            assertThat(TestServer.next(agi.ends)).isEqualTo(SessionEnd.ANSWERED);
            second.close();
            AgiServerTest.awaitIdle(agi.server);
            assertThat(AgiPeer.call(agi.port(), "route")).containsEntry("CRM_STATUS", "ROUTED");
            first.close();
        }
    }

    @Test
    void manyCallsAtOnce() throws Exception {
        try (TestServer agi = new TestServer(TestServer.settings(64, LIMIT), TestServer::sales)) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return AgiPeer.call(agi.port(), "route").getOrDefault("CRM_STATUS", "");
                    } catch (IOException e) {
                        return e.toString();
                    }
                }));
            }
            for (CompletableFuture<String> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("ROUTED");
            }
            AgiServerTest.awaitIdle(agi.server);
        }
    }

    @Test
    void stopLetsACallFinish() throws Exception {
        TestServer agi = new TestServer(TestServer.settings(5, LIMIT), TestServer::sales);
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.command();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> agi.server.stop(Duration.ofSeconds(20)));
        awaitState(agi, State.DRAINING);
        awaitRefusal(agi.port());
        peer.send(AgiPeer.TAKEN);
        assertThat(AgiPeer.variables(peer.takeAll())).containsEntry("CRM_STATUS", "ROUTED");
        stopped.get(10, TimeUnit.SECONDS);
        assertThat(agi.server.state()).isEqualTo(State.STOPPED);
        assertThat(agi.decided).containsExactly(SessionEnd.ANSWERED);
        assertThat(agi.fatal).hasValue(0);
        peer.close();
    }

    @Test
    void stopCutsOffWhatTakesTooLong() throws Exception {
        TestServer agi = new TestServer(TestServer.settings(5, Duration.ofMinutes(1)), TestServer::sales);
        AgiPeer peer = new AgiPeer(agi.port());
        peer.ask("route");
        peer.command();
        agi.server.stop(Duration.ofMillis(100));
        assertThat(peer.command()).isNull();
        assertThat(agi.server.state()).isEqualTo(State.STOPPED);
        assertThat(TestServer.next(agi.ends)).isEqualTo(SessionEnd.LOST);
        agi.server.close();
        peer.close();
    }

    @Test
    void theSamePortServesAgainAtOnce() throws Exception {
        int port = 0;
        for (int i = 0; i < 3; i++) {
            AgiSettings settings = new AgiSettings("127.0.0.1", port, 5, AllowList.of(List.of("127.0.0.0/8")), LIMIT);
            try (TestServer agi = new TestServer(settings, TestServer::sales)) {
                port = agi.port();
                assertThat(AgiPeer.call(port, "route")).containsEntry("CRM_STATUS", "ROUTED");
            }
        }
    }

    @Test
    void itIsStartedOnce() throws Exception {
        try (TestServer agi = TestServer.toSales()) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(agi.server::start);
        }
    }

    @Test
    void aDeadAcceptLoopIsNotSilent() throws Exception {
        for (Throwable death : List.of(new OutOfMemoryError("heap"), new IllegalStateException("broken"))) {
            CountDownLatch die = new CountDownLatch(1);
            try (TestServer agi = new TestServer(
                    TestServer.settings(5, LIMIT),
                    TestServer::sales,
                    (address, backlog) -> new ServerSocket(0, backlog, address.getAddress()) {
                        @Override
                        public Socket accept() throws IOException {
                            try {
                                die.await();
                            } catch (InterruptedException e) {
                                throw new SocketException("interrupted", e);
                            }
                            if (death instanceof Error error) {
                                throw error;
                            }
                            throw (RuntimeException) death;
                        }
                    })) {
                int port = agi.port();
                assertThat(agi.server.state()).isEqualTo(State.SERVING);
                die.countDown();
                awaitState(agi, State.DEAD);
                awaitFatal(agi);
                awaitRefusal(port);
            }
        }
    }

    @Test
    void aPortThatClosesUnderTheServerIsFatal() throws Exception {
        ServerSocket[] socket = new ServerSocket[1];
        try (TestServer agi = new TestServer(TestServer.settings(5, LIMIT), TestServer::sales, (address, backlog) -> {
            socket[0] = new ServerSocket(0, backlog, address.getAddress());
            return socket[0];
        })) {
            socket[0].close();
            awaitState(agi, State.DEAD);
            awaitFatal(agi);
        }
    }

    @Test
    void aLackOfDescriptorsIsSatOutWithoutHaste() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch relief = new CountDownLatch(1);
        try (TestServer agi = new TestServer(
                TestServer.settings(5, LIMIT),
                TestServer::sales,
                (address, backlog) -> new ServerSocket(0, backlog, address.getAddress()) {
                    @Override
                    public Socket accept() throws IOException {
                        if (relief.getCount() > 0) {
                            tries.incrementAndGet();
                            throw new SocketException("Too many open files");
                        }
                        return super.accept();
                    }
                })) {
            awaitState(agi, State.FAILING);
            Thread.sleep(600);
            assertThat(tries.get()).isBetween(2, 8);
            relief.countDown();
            assertThat(AgiPeer.call(agi.port(), "route")).containsEntry("CRM_STATUS", "ROUTED");
            assertThat(agi.server.state()).isEqualTo(State.SERVING);
            assertThat(agi.fatal).hasValue(0);
        }
    }

    @Test
    void settingsAreChecked() {
        AllowList all = AllowList.of(List.of("0.0.0.0/0"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgiSettings("h", 65_536, 1, all, LIMIT));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgiSettings("h", 1, 0, all, LIMIT));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgiSettings("h", 1, 1, all, Duration.ZERO));
    }

    private static void awaitState(TestServer agi, State state) throws InterruptedException {
        for (int i = 0; i < 1_000 && agi.server.state() != state; i++) {
            Thread.sleep(5);
        }
        assertThat(agi.server.state()).isEqualTo(state);
    }

    /** Within a second, as promised; the machine may be slow. */
    private static void awaitFatal(TestServer agi) throws InterruptedException {
        for (int i = 0; i < 1_000 && agi.fatal.get() == 0; i++) {
            Thread.sleep(5);
        }
        assertThat(agi.fatal).hasValue(1);
    }

    /** Nobody listens any more: Asterisk learns at once. */
    private static void awaitRefusal(int port) throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                Thread.sleep(10);
            } catch (ConnectException e) {
                return;
            }
        }
        throw new AssertionError("port " + port + " still accepts");
    }
}
