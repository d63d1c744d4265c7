package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Room for requests over time; the clock begins anywhere. */
class TokenBucketTest {

    private static final long START = Long.MAX_VALUE - seconds(5); // runs over

    private final TokenBucket bucket = new TokenBucket(2, 10, START);

    @Test
    void givesItsBurstAndThenItsPace() {
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.until(1, START)).isZero();
            bucket.take(START);
        }
        assertThat(bucket.until(1, START)).isEqualTo(seconds(0.5));
        assertThat(bucket.until(1, START + seconds(0.25))).isEqualTo(seconds(0.25));
        assertThat(bucket.until(1, START + seconds(0.5))).isZero();
    }

    @Test
    void holdsNoMoreThanItsBurst() {
        assertThat(bucket.room(START + seconds(1000))).isEqualTo(10);
    }

    @Test
    void paysBackWhatItLent() {
        for (int i = 0; i < 12; i++) {
            bucket.take(START);
        }
        assertThat(bucket.until(1, START)).isEqualTo(seconds(1.5));
    }

    @Test
    void isEmptyAndSlowAfterARefusalAndRecoversSlowly() {
        bucket.refused(START);
        assertThat(bucket.room(START)).isZero();
        assertThat(bucket.until(1, START)).isEqualTo(seconds(1));
        assertThat(bucket.pace(START + seconds(10))).isCloseTo(1.2, within(1e-6));
        assertThat(bucket.pace(START + seconds(60))).isEqualTo(2);
    }

    @Test
    void takesRefusalsThatComeTogetherForOneAndNeverStops() {
        bucket.refused(START);
        bucket.refused(START + seconds(0.1));
        assertThat(bucket.pace(START + seconds(0.1))).isCloseTo(1, within(0.01));
        for (int i = 1; i < 50; i++) {
            bucket.refused(START + seconds(3.0 * i));
        }
        assertThat(bucket.pace(START + seconds(3 * 49))).isGreaterThanOrEqualTo(0.25);
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }
}
