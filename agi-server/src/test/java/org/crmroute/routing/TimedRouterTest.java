package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.crm.CallerLookup;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.junit.jupiter.api.Test;

class TimedRouterTest {

    private static final Duration DEADLINE = Duration.ofMillis(100);
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** A mirror that hangs, deaf to interrupts, for as long as calls to it are told to. */
    private static final class Hanging implements Mirror {
        private final CountDownLatch release = new CountDownLatch(1);
        private final AtomicInteger toHang = new AtomicInteger();
        private final AtomicInteger hanging = new AtomicInteger();

        @Override
        public org.crmroute.crm.Caller find(
                org.crmroute.call.Party caller,
                org.crmroute.crm.RecordScope deals,
                org.crmroute.crm.RecordScope leads) {
            if (toHang.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                hanging.incrementAndGet();
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        // a disk that hangs does not listen either
                    }
                }
            }
            return CallRouterTest.KNOWN.find(caller, deals, leads);
        }
    }

    private static TimedRouter router(Mirror mirror, int waiting) throws Exception {
        RoutingTable table = new RoutingTable(true, List.of(CallRouterTest.scenario("main", "")));
        return new TimedRouter(new CallRouter(mirror, () -> table), DEADLINE, waiting, Clock.systemUTC());
    }

    private static void assertLate(RoutedCall call) {
        Decision decision = call.decision();
        assertThat(decision.status()).isEqualTo(Status.FAILED);
        assertThat(decision.reason()).isEqualTo(Reason.DEADLINE);
        assertThat(decision.steps()).first().hasToString("queue main-others");
    }

    @Test
    void aHangingMirrorCostsTheDeadlineAndOtherCallsAreServed() throws Exception {
        Hanging mirror = new Hanging();
        try (TimedRouter router = router(mirror, 10)) {
            mirror.toHang.set(1);

            RoutedCall late = router.route(CallRouterTest.request("1"));

            assertLate(late);
            assertThat(late.micros()).isBetween(90_000L, 2_000_000L);
            for (int i = 0; i < 20; i++) {
                assertThat(router.route(CallRouterTest.request("1")).decision().status())
                        .isEqualTo(Status.ROUTED);
            }
            mirror.release.countDown();
        }
    }

    @Test
    void withEveryThreadHangingCallsFailInTimeAndAllIsWellAfter() throws Exception {
        Hanging mirror = new Hanging();
        try (TimedRouter router = router(mirror, 2);
                ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            mirror.toHang.set(THREADS);
            List<Future<RoutedCall>> routed = new ArrayList<>();
            // all threads first, then as many as may wait: together, some would find the queue full
            for (int i = 0; i < THREADS; i++) {
                routed.add(calls.submit(() -> router.route(CallRouterTest.request("1"))));
                while (mirror.hanging.get() <= i) {
                    Thread.sleep(1);
                }
            }
            for (int i = 0; i < 2; i++) {
                routed.add(calls.submit(() -> router.route(CallRouterTest.request("1"))));
            }
            for (Future<RoutedCall> call : routed) {
                assertLate(call.get());
            }
            // the queue is full of calls that have given up: the next is told at once; a busy machine may hold one up
            long quickest = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                RoutedCall refused = router.route(CallRouterTest.request("1"));
                assertLate(refused);
                quickest = Math.min(quickest, refused.micros());
            }
            assertThat(quickest).isLessThan(90_000);

            mirror.release.countDown();
            RoutedCall after = router.route(CallRouterTest.request("1"));
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (after.decision().status() != Status.ROUTED && System.nanoTime() < until) {
                Thread.sleep(5);
                after = router.route(CallRouterTest.request("1"));
            }
            assertThat(after.decision().status()).isEqualTo(Status.ROUTED);
        }
    }

    @Test
    void whateverGoesWrongIsAFailedDecision() throws Exception {
        List<Throwable> failures =
                List.of(new MirrorUnavailable("gone"), new IllegalStateException("bug"), new StackOverflowError());
        for (Throwable failure : failures) {
            Mirror broken = (caller, deals, leads) -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            };
            try (TimedRouter router = router(broken, 2)) {
                Decision decision = router.route(CallRouterTest.request("1")).decision();

                assertThat(decision.status()).isEqualTo(Status.FAILED);
                assertThat(decision.reason()).isEqualTo(Reason.ERROR);
                assertThat(decision.steps()).first().hasToString("queue main-others");
            }
        }
    }

    /** Knows the caller once the CRM was asked. */
    private static final class Learning implements Mirror {
        private volatile boolean knows;

        @Override
        public org.crmroute.crm.Caller find(
                org.crmroute.call.Party caller,
                org.crmroute.crm.RecordScope deals,
                org.crmroute.crm.RecordScope leads) {
            return knows ? CallRouterTest.KNOWN.find(caller, deals, leads) : org.crmroute.crm.Caller.unknown(caller);
        }
    }

    private static TimedRouter asking(Mirror mirror, CallerLookup lookup, Duration patience) throws Exception {
        RoutingTable table = new RoutingTable(true, List.of(CallRouterTest.scenario("main", "")));
        return new TimedRouter(
                new CallRouter(mirror, () -> table), Duration.ofSeconds(10), 50, Clock.systemUTC(), lookup, patience);
    }

    @Test
    void anUnknownCallerIsAskedForAndTheCallFollowsTheAnswer() throws Exception {
        Learning mirror = new Learning();
        List<Duration> patiences = new ArrayList<>();
        CallerLookup lookup = (caller, patience) -> {
            patiences.add(patience);
            mirror.knows = true;
            return true;
        };
        try (TimedRouter router = asking(mirror, lookup, Duration.ofMillis(300))) {
            assertThat(router.route(CallRouterTest.request("1")).decision().status())
                    .isEqualTo(Status.ROUTED);
            assertThat(router.route(CallRouterTest.request("1")).decision().status())
                    .isEqualTo(Status.ROUTED);
        }
        assertThat(patiences).containsExactly(Duration.ofMillis(300));
    }

    @Test
    void whoIsNotFoundThereOrCannotBeAskedForTakesOthers() throws Exception {
        CallerLookup broken = (caller, patience) -> {
            throw new IllegalStateException("bug");
        };
        for (CallerLookup lookup : List.of(CallerLookup.OFF, broken)) {
            try (TimedRouter router = asking(new Learning(), lookup, Duration.ZERO)) {
                Decision decision = router.route(CallRouterTest.request("1")).decision();

                assertThat(decision.status()).isEqualTo(Status.OTHERS);
                assertThat(decision.reason()).isEqualTo(Reason.UNKNOWN_CALLER);
            }
        }
    }

    @Test
    void waitingForTheCrmKeepsNoOtherCallWaiting() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(THREADS + 3);
        CallerLookup slow = (caller, patience) -> {
            waiting.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        };
        Learning mirror = new Learning();
        try (TimedRouter router = asking(mirror, slow, Duration.ofMillis(300));
                ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RoutedCall>> unknown = new ArrayList<>();
            for (int i = 0; i < THREADS + 3; i++) {
                unknown.add(calls.submit(() -> router.route(CallRouterTest.request("1"))));
            }
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            mirror.knows = true;

            assertThat(router.route(CallRouterTest.request("1")).decision().status())
                    .isEqualTo(Status.ROUTED);

            release.countDown();
            for (Future<RoutedCall> call : unknown) {
                assertThat(call.get().decision().reason()).isEqualTo(Reason.UNKNOWN_CALLER);
            }
        }
    }

    @Test
    void closedItStillAnswers() throws Exception {
        TimedRouter router = router(CallRouterTest.KNOWN, 2);
        router.close();

        assertLate(router.route(CallRouterTest.request("1")));
    }

    @Test
    void anInterruptedCallIsAnsweredAndStaysInterrupted() throws Exception {
        try (TimedRouter router = router(CallRouterTest.KNOWN, 2)) {
            Thread.currentThread().interrupt();
            Decision decision = router.route(CallRouterTest.request("1")).decision();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(decision.steps()).isNotEmpty();
        }
    }
}
