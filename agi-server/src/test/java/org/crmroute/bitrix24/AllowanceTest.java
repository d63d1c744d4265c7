package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may ask when there is little room. */
class AllowanceTest {

    private static final List<String> LIST = List.of("crm.item.list");

    private final Allowance allowance = new Allowance(Pace.STANDARD, 0);

    @Test
    void leavesRoomForThoseWhoComeFirst() {
        int bulk = drain(Budget.BULK, 0);
        int lookup = drain(Budget.LOOKUP, 0);
        assertThat(bulk).isEqualTo(43);
        assertThat(lookup).isEqualTo(4);
        assertThat(allowance.ask(Budget.LIVE, LIST, 0)).isZero();
        assertThat(allowance.ask(Budget.LIVE, LIST, 0)).isEqualTo(seconds(0.5));
        assertThat(allowance.ask(Budget.BULK, LIST, 0)).isEqualTo(seconds(2.9));
    }

    @Test
    void aLookUpsAllowanceIsSmall() {
        assertThat(drain(Budget.LOOKUP, 0)).isEqualTo(4);
        assertThat(drain(Budget.LOOKUP, seconds(60))).isEqualTo(4);
    }

    @Test
    void aSweepMayAskAQuarterAsOften() {
        assertThat(drain(Budget.SWEEP, 0)).isEqualTo(12);
        int asked = 0;
        for (int second = 1; second <= 600; second++) {
            asked += drain(Budget.SWEEP, seconds(second));
        }
        assertThat(asked).isEqualTo(300);
    }

    @Test
    void aSweepMayWorkAQuarterAndAFullSynchronisationLeavesTheLastSeconds() {
        allowance.ledger("crm.item.list").told(119, 1, seconds(600), 0);
        assertThat(allowance.ask(Budget.SWEEP, LIST, 0)).isZero();
        allowance.ledger("crm.item.list").told(120, 2, seconds(600), 0);
        assertThat(allowance.ask(Budget.SWEEP, LIST, 0)).isEqualTo(seconds(601));
        assertThat(allowance.ask(Budget.BULK, LIST, 0)).isZero();
        allowance.ledger("crm.item.list").told(462, 3, seconds(600), 0);
        assertThat(allowance.ask(Budget.BULK, LIST, 0)).isEqualTo(seconds(601));
        assertThat(allowance.ask(Budget.LIVE, LIST, 0)).isZero();
        allowance.ledger("crm.item.list").told(478, 4, seconds(600), 0);
        assertThat(allowance.ask(Budget.LIVE, LIST, 0)).isEqualTo(seconds(601));
        assertThat(allowance.ask(Budget.LIVE, List.of("user.get"), 0)).isZero();
    }

    @Test
    void takesNoRoomForAMethodThatIsHeld() {
        allowance.ledger("crm.item.list").block(0);
        for (int i = 0; i < 99; i++) {
            assertThat(allowance.ask(Budget.LIVE, LIST, 0)).isEqualTo(seconds(60));
        }
        assertThat(allowance.limits(0).room()).isEqualTo(48);
    }

    @Test
    void knowsLargerPlansAndTinyOnes() {
        Allowance large = new Allowance(Pace.ENTERPRISE, 0);
        int asked = 0;
        while (large.ask(Budget.LIVE, LIST, 0) == 0) {
            asked++;
        }
        assertThat(asked).isEqualTo(240);
        Allowance tiny = new Allowance(new Pace(0.1, 1), 0);
        assertThat(tiny.ask(Budget.SWEEP, LIST, 0)).isZero();
        assertThat(tiny.ask(Budget.BULK, LIST, 0)).isEqualTo(seconds(10));
    }

    @Test
    void tellsWhatItAllows() {
        allowance.ledger("crm.item.list").told(470.5, 1, seconds(29), 0);
        allowance.refused(0);
        Limits limits = allowance.limits(0);
        assertThat(limits.room()).isZero();
        assertThat(limits.perSecond()).isEqualTo(1);
        assertThat(limits.methods())
                .containsEntry(
                        "crm.item.list",
                        new Limits.Method(Duration.ofMillis(470_500), Duration.ZERO, Duration.ofSeconds(30)));
    }

    private int drain(Budget budget, long now) {
        int asked = 0;
        while (allowance.ask(budget, LIST, now) == 0) {
            asked++;
        }
        return asked;
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }
}
