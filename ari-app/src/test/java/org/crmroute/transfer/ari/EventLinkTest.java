package org.crmroute.transfer.ari;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLinkTest {

    private static final EventLink.Pace QUICK = new EventLink.Pace(
            Duration.ofMillis(20), Duration.ofMillis(160), Duration.ofMillis(50), Duration.ofMillis(1_500));
    private static final EventLink.Pace PATIENT = new EventLink.Pace(
            Duration.ofMillis(20), Duration.ofMillis(160), Duration.ofMillis(50), Duration.ofSeconds(30));

    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean stumbles;

    private FakeAri ari;
    private AriTransport transport;
    private EventLink link;

    @BeforeEach
    void start() throws Exception {
        ari = new FakeAri();
        transport = new AriTransport(ari.settings());
        link = new EventLink(transport, QUICK, new Ear());
    }

    @AfterEach
    void stop() throws Exception {
        link.close();
        transport.close();
        ari.close();
    }

    @Test
    void thousandsOfEventsAreHeardInTheOrderInWhichTheyWereTold() throws Exception {
        // whoever tells them may be held up longer than a link this quick is patient
        link.close();
        link = new EventLink(transport, PATIENT, new Ear());
        link.start();
        await(() -> opened.get() == 1);
        for (int i = 0; i < 2_000; i++) {
            if (i % 3 == 0) {
                ari.sendInPieces("event " + i);
            } else {
                ari.send("event " + i);
            }
        }
        await(() -> count() == 2_000);
        assertThat(heard)
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> "event " + i).toList());
    }

    @Test
    void aConnectionThatBreaksIsMadeAnewAndWhatCameBeforeIsHeardFirst() throws Exception {
        link.start();
        await(() -> opened.get() == 1);
        ari.send("before");
        await(() -> count() == 1);
        ari.breakOff();
        await(() -> opened.get() == 2);
        assertThat(closed).hasValue(1);
        ari.send("after");
        await(() -> count() == 2);
        assertThat(heard).containsExactly("before", "after");
        assertThat(link.connections()).isEqualTo(2);
    }

    @Test
    void whenNobodyIsThereItIsTriedAgainMoreAndMoreRarely() throws Exception {
        ari.refuse(503);
        link.start();
        await(() -> attempts().size() >= 7);
        ari.refuse(0);
        await(() -> opened.get() == 1);
        // 20 ms doubled to 160: seven attempts take half a second at least, and no more than a second and a half on any
        // machine
        assertThat(attempts().size()).isLessThan(40);
    }

    @Test
    void attemptsDoNotComeCloserThanTheirPause() throws Exception {
        ari.refuse(401);
        long from = System.nanoTime();
        link.start();
        Thread.sleep(1_000);
        int attempts = attempts().size();
        long took = Duration.ofNanos(System.nanoTime() - from).toMillis();
        // 40 + 80 + 160 + 160 + …: seven or eight within a second; a loop without a pause would make hundreds
        assertThat(attempts).isGreaterThanOrEqualTo(2).isLessThanOrEqualTo(3 + (int) (took / 160));
    }

    @Test
    void aConnectionThatIsOnlyHalfThereIsGivenUp() throws Exception {
        link.start();
        await(() -> opened.get() == 1);
        Thread.sleep(2_500);
        assertThat(closed).as("heartbeats are heard: nothing is wrong").hasValue(0);

        ari.silence(true);
        await(() -> closed.get() == 1);
        ari.silence(false);
        await(() -> opened.get() == 2);
    }

    @Test
    void aConnectionThatAnswersPingsButTellsNothingIsGivenUp() throws Exception {
        link.start();
        await(() -> opened.get() == 1);
        ari.forget(true);
        await(() -> closed.get() == 1);
        ari.forget(false);
        await(() -> opened.get() == 2);
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnectionAndNotUs() throws Exception {
        link.start();
        await(() -> opened.get() == 1);
        ari.send("x".repeat((1 << 20) + 1));
        await(() -> opened.get() == 2);
        ari.send("small");
        await(() -> count() == 1);
        assertThat(heard).containsExactly("small");
    }

    @Test
    void whenTheStateCannotBeReadTheConnectionIsMadeAnew() throws Exception {
        stumbles = true;
        link.start();
        await(() -> ari.connected().size() >= 3);
        assertThat(opened).hasValue(0);
        stumbles = false;
        await(() -> opened.get() == 1);
    }

    @Test
    void closingEndsItsThread() throws Exception {
        link.start();
        await(() -> opened.get() == 1);
        link.close();
        int before = ari.connected().size();
        Thread.sleep(200);
        assertThat(ari.connected()).hasSize(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("ari events") && t.isAlive());
    }

    private List<String> attempts() {
        return ari.requests().stream()
                .filter(request -> request.startsWith("GET /ari/events"))
                .toList();
    }

    private int count() {
        synchronized (heard) {
            return heard.size();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come about in time").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** Notes what it hears. */
    private final class Ear implements EventLink.Ear {
        @Override
        public void opened() throws Exception {
            if (stumbles) {
                throw new java.io.IOException("no answer");
            }
            opened.incrementAndGet();
        }

        @Override
        public void heard(String message) {
            synchronized (heard) {
                if (!message.contains("heartbeat")) {
                    heard.add(message);
                }
            }
        }

        @Override
        public void beat() throws Exception {
            transport.httpActionSync(
                    "/events/user/crmroute-heartbeat", "POST", java.util.List.of(), null, java.util.List.of());
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
        }
    }
}
