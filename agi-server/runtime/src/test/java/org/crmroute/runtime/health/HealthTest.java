package org.crmroute.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.runtime.health.HealthCheck.Result;
import org.crmroute.runtime.health.HealthReport.Overall;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static HealthCheck saying(Result result) {
        return HealthCheck.of("x", () -> result);
    }

    private static Overall overall(HealthCheck... checks) {
        try (Health health = new Health(List.of(checks), LONG, Clock.systemUTC())) {
            return health.report().overall();
        }
    }

    @Test
    void the_worst_check_decides() {
        HealthCheck ok = saying(Result.ok("fine"));
        HealthCheck warn = saying(Result.warn("old", "look"));
        HealthCheck fail = saying(Result.fail("gone", "mend"));
        assertThat(overall()).isEqualTo(Overall.READY);
        assertThat(overall(ok)).isEqualTo(Overall.READY);
        assertThat(overall(ok, warn)).isEqualTo(Overall.DEGRADED);
        assertThat(overall(fail, warn, ok)).isEqualTo(Overall.DOWN);
    }

    @Test
    void a_check_that_throws_or_hangs_fails_alone() {
        CountDownLatch never = new CountDownLatch(1);
        HealthCheck throwing = HealthCheck.of("throws", () -> {
            throw new IllegalStateException("broken");
        });
        HealthCheck hanging = HealthCheck.of("hangs", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Result.ok("too late");
        });
        try (Health health = new Health(
                List.of(throwing, hanging, saying(Result.ok("fine"))),
                LONG,
                Duration.ofMillis(50),
                Clock.systemUTC())) {
            assertThat(health.report().checks())
                    .extracting(line -> line.result().detail())
                    .containsExactly(
                            "the check itself failed: java.lang.IllegalStateException: broken",
                            "no answer within 50 ms",
                            "fine");
        }
    }

    @Test
    void checks_run_no_more_often_than_asked() {
        AtomicInteger runs = new AtomicInteger();
        HealthCheck counting = HealthCheck.of("counts", () -> Result.ok("run " + runs.incrementAndGet()));
        try (Health health = new Health(List.of(counting), LONG, Clock.systemUTC())) {
            health.report();
            health.report();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_value_from_before_survives_a_failure_to_find_a_new_one() {
        AtomicInteger asked = new AtomicInteger();
        Remembered<String> value = new Remembered<>(
                () -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new IllegalStateException("busy");
                    }
                    return "first";
                },
                Duration.ZERO);
        assertThat(value.get()).isEqualTo("first");
        assertThat(value.get()).isEqualTo("first");
        assertThat(asked).hasValue(2);
        Remembered<String> broken = new Remembered<>(
                () -> {
                    throw new IllegalStateException("never");
                },
                Duration.ZERO);
        assertThatThrownBy(broken::get).hasMessage("never");
    }

    @Test
    void while_one_thread_looks_the_others_get_what_was_known() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Remembered<Integer> value = new Remembered<>(
                () -> {
                    int n = asked.incrementAndGet();
                    if (n == 2) {
                        looking.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return n;
                },
                Duration.ZERO);
        assertThat(value.get()).isEqualTo(1);
        Thread slow = Thread.ofVirtual().start(value::get);
        looking.await();
        assertThat(value.get()).isEqualTo(1);
        go.countDown();
        slow.join();
        assertThat(value.get()).isEqualTo(3);
    }
}
