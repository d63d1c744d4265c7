package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a method has worked, and until when it is held. */
class OperatingLedgerTest {

    private static final long START = -seconds(3); // passes zero

    private final OperatingLedger ledger = new OperatingLedger();

    @Test
    void holdsAMethodAtItsMarkUntilASecondAfterTheReset() {
        ledger.told(461.9, 1000, seconds(100), START);
        assertThat(ledger.until(462, START)).isZero();
        ledger.told(462.0, 1001, seconds(99), START);
        assertThat(ledger.until(462, START)).isEqualTo(seconds(100));
        assertThat(ledger.until(478, START)).isZero();
        assertThat(ledger.until(462, START + seconds(99.5))).isEqualTo(seconds(0.5));
        assertThat(ledger.until(462, START + seconds(100))).isZero();
    }

    @Test
    void believesTheLaterAnswerWhicheverComesFirst() {
        ledger.told(470, 1001, seconds(99), START);
        ledger.told(300, 1000, seconds(100), START);
        assertThat(ledger.used(START)).isEqualTo(470);
        ledger.told(10, 1500, seconds(600), START + seconds(1));
        assertThat(ledger.until(462, START + seconds(1))).isZero();
    }

    @Test
    void addsUpDurationsWhereThePortalDoesNotTell() {
        ledger.worked(400, START);
        ledger.worked(62, START + seconds(100));
        assertThat(ledger.until(462, START + seconds(100))).isEqualTo(seconds(500));
        assertThat(ledger.until(462, START + seconds(600))).isZero();
        assertThat(ledger.used(START + seconds(600))).isEqualTo(62);
        assertThat(ledger.used(START + seconds(700))).isZero();
    }

    @Test
    void addsToWhatWasToldAndForgetsItWhenToldAnew() {
        ledger.told(460, 1000, seconds(300), START);
        ledger.worked(5, START + seconds(1));
        assertThat(ledger.used(START + seconds(1))).isEqualTo(465);
        assertThat(ledger.until(462, START + seconds(1))).isEqualTo(seconds(300));
        ledger.told(461, 1002, seconds(298), START + seconds(2));
        assertThat(ledger.used(START + seconds(2))).isEqualTo(461);
    }

    @Test
    void holdsARefusedMethodUntilTheResetOrForAMinute() {
        assertThat(ledger.block(START)).isEqualTo(seconds(60));
        assertThat(ledger.until(478, START + seconds(59))).isEqualTo(seconds(1));
        assertThat(ledger.until(478, START + seconds(60))).isZero();
        ledger.told(479, 1000, seconds(200), START + seconds(60));
        assertThat(ledger.block(START + seconds(61))).isEqualTo(seconds(200));
    }

    @Test
    void isHeldNoLongerThanTheWindowWhateverThePortalTells() {
        ledger.told(480, 1000, seconds(1e6), START);
        assertThat(ledger.until(462, START)).isEqualTo(seconds(601));
        ledger.told(480, 1001, seconds(-50), START);
        assertThat(ledger.until(462, START)).isEqualTo(seconds(1));
    }

    @Test
    void readsWhatAnAnswerTells() {
        ServerTime otherwise = new ServerTime(Instant.EPOCH, Duration.ofSeconds(4));
        TimeReport report = TimeReport.read(
                Map.of("finish", 1757424672.25, "operating", 479, "operating_reset_at", 1757424772), otherwise);
        report.note(ledger, START);
        assertThat(ledger.used(START)).isEqualTo(479);
        assertThat(ledger.until(462, START)).isBetween(seconds(100.7), seconds(100.8));

        OperatingLedger untold = new OperatingLedger();
        TimeReport.read("no time", otherwise).note(untold, START);
        assertThat(untold.used(START)).isEqualTo(4);
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }
}
