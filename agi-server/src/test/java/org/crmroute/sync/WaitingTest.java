package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long we wait after faults, when we stop asking, and what is due when. */
class WaitingTest {

    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void pausesDoubleUpToTheLongestAndBeginAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(backoff.failed(Duration.ZERO))
                    .isBetween(Duration.ofMillis(seconds * 750), Duration.ofSeconds(seconds));
        }
        backoff.succeeded();
        assertThat(backoff.failed(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPauseThePortalAskedForIsKept() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        assertThat(backoff.failed(Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void theBreakerOpensAfterFiveFailuresAndTriesOneAfterAWhile() {
        Breaker breaker = new Breaker(5, Duration.ofSeconds(30), nanos::get);
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.lets()).isTrue();
            breaker.failed();
        }
        assertThat(breaker.lets()).isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).as("only one tries").isFalse();
        breaker.failed();
        assertThat(breaker.lets()).isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(breaker.lets()).isTrue();
        breaker.succeeded();
        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).isTrue();
    }

    @Test
    void theBreakerForgetsFailuresAfterASuccess() {
        Breaker breaker = new Breaker(2, Duration.ofSeconds(30), nanos::get);
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        assertThat(breaker.lets()).isTrue();
    }

    @Test
    void ofWhatIsDueTheFirstPartComesFirst() {
        Timetable timetable = new Timetable(nanos::get);
        assertThat(timetable.next(part -> true)).isEmpty();
        timetable.in(Part.COMPARING, Duration.ZERO);
        timetable.in(Part.CHANGES, Duration.ofSeconds(5));
        assertThat(timetable.next(part -> true)).contains(Part.COMPARING);
        pass(Duration.ofSeconds(5));
        assertThat(timetable.next(part -> true)).contains(Part.CHANGES);
        assertThat(timetable.next(part -> part != Part.CHANGES)).contains(Part.COMPARING);
    }

    @Test
    void whatIsHeldIsNotDueWhateverIsAsked() {
        Timetable timetable = new Timetable(nanos::get);
        timetable.hold(Part.CHANGES, Duration.ofSeconds(3));
        timetable.by(Part.CHANGES, Duration.ZERO);
        assertThat(timetable.next(part -> true)).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(timetable.next(part -> true)).contains(Part.CHANGES);
    }

    @Test
    void itIsIdleUntilTheNextIsDueButLooksEachSecond() {
        Timetable timetable = new Timetable(nanos::get);
        assertThat(timetable.idle(part -> true)).isEqualTo(Duration.ofSeconds(1));
        timetable.in(Part.CHANGES, Duration.ofMillis(300));
        assertThat(timetable.idle(part -> true)).isEqualTo(Duration.ofMillis(300));
        pass(Duration.ofSeconds(9));
        assertThat(timetable.idle(part -> true)).isZero();
    }
}
