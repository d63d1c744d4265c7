package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million rows on a clock that costs nothing, against every way a portal may count a method's work. The bound is 480 s
 * of work in 600 s at 70 ms a page of 50: 571 rows a second.
 */
class FullSpeedTest {

    private static final int ROWS = 1_000_000;
    private static final double PAGE_SECONDS = 0.07;
    private static final double ON_THE_WAY_SECONDS = 0.08;
    private static final double BOUND_SECONDS = ROWS / (480 / 600.0 / PAGE_SECONDS * 50);
    private static final double LIVE_EVERY_SECONDS = 5;

    enum Counting {
        /** From the first request on, for 10 minutes. */
        FIXED_WINDOW,
        /** Each request for 10 minutes. */
        SLIDING,
        /** Each minute's requests together, for 10 minutes from that minute's begin. */
        BY_THE_MINUTE,
        /** As SLIDING, and the portal does not tell. */
        UNTOLD
    }

    private record Work(double at, double seconds) {}

    /** The portal's side. */
    private static final class Portal {
        private final Counting counting;
        private final Deque<Work> works = new ArrayDeque<>();
        private double most;

        Portal(Counting counting) {
            this.counting = counting;
        }

        void work(double now, double seconds) {
            forget(now);
            double at = switch (counting) {
                case FIXED_WINDOW -> works.isEmpty() ? now : works.getFirst().at();
                case BY_THE_MINUTE -> Math.floor(now / 60) * 60;
                case SLIDING, UNTOLD -> now;
            };
            assertThat(sum()).as("a request that the portal refuses").isLessThan(480);
            works.addLast(new Work(at, seconds));
            most = Math.max(most, sum());
        }

        TimeReport report(double now, double took) {
            forget(now);
            ServerTime time = new ServerTime(Instant.EPOCH, Duration.ofNanos((long) (took * 1e9)));
            return counting == Counting.UNTOLD
                    ? TimeReport.read(Map.of("finish", now), time)
                    : TimeReport.read(
                            Map.of(
                                    "finish",
                                    now,
                                    "operating",
                                    sum(),
                                    "operating_reset_at",
                                    works.getFirst().at() + 600),
                            time);
        }

        private double sum() {
            return works.stream().mapToDouble(Work::seconds).sum();
        }

        private void forget(double now) {
            while (!works.isEmpty() && now - works.getFirst().at() >= 600) {
                works.removeFirst();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAMillionRowsAtNearlyTheBound(Counting counting) {
        Portal portal = new Portal(counting);
        Allowance allowance = new Allowance(Pace.STANDARD, 0);
        ChainLength length = new ChainLength();
        List<String> methods = List.of("crm.item.list", "batch");
        double now = 0;
        double nextLive = 0;
        double longestLiveWait = 0;
        int rows = 0;
        while (rows < ROWS) {
            if (now >= nextLive) {
                long wait = allowance.ask(Budget.LIVE, methods, nanos(now));
                longestLiveWait = Math.max(longestLiveWait, wait / 1e9);
                if (wait == 0) {
                    now += work(portal, allowance, now, 0.05);
                    nextLive = now + LIVE_EVERY_SECONDS;
                }
            }
            long wait = allowance.ask(Budget.BULK, methods, nanos(now));
            if (wait > 0) {
                now = Math.min(now + wait / 1e9, Math.max(nextLive, now + 1e-3));
                continue;
            }
            int pages = length.pages();
            double took = pages * PAGE_SECONDS;
            now += work(portal, allowance, now, took);
            length.answered(pages, Duration.ofNanos((long) (took * 1e9)));
            rows += pages * 50;
        }
        assertThat(BOUND_SECONDS / now).as("part of the bound").isGreaterThanOrEqualTo(0.95);
        assertThat(longestLiveWait).as("wait of those who come first").isZero();
        assertThat(portal.most).isLessThan(480);
    }

    private static double work(Portal portal, Allowance allowance, double now, double took) {
        portal.work(now, took);
        double done = now + took + ON_THE_WAY_SECONDS;
        TimeReport report = portal.report(now + took, took);
        report.note(allowance.ledger("crm.item.list"), nanos(done));
        report.note(allowance.ledger("batch"), nanos(done));
        return done - now;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
