package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Ending;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.Party;
import org.crmroute.lab.phone.Referral;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The phones that the transfer tests believe: shown against Asterisk alone, with plain calls from extension to extension. */
class PhonesIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** What a machine with other work to do makes of no gap at all. */
    private static final Duration NOTHING = Duration.ofMillis(150);

    /** Legs of 50 transfers at once: customer, transferor, target. */
    private static final int MANY = 150 / 2;

    private static Asterisk asterisk;
    private static PhoneRoom room;

    @BeforeAll
    static void start() throws Exception {
        LabNetwork network = new LabNetwork(60);
        asterisk = Asterisk.start(network, Asterisk.Waiting.RINGING);
        room = PhoneRoom.open(network);
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @AfterEach
    void everybodyHangsUp() throws Exception {
        for (int extension = 201; extension <= 205; extension++) {
            room.phone(extension).live().forEach(Call::hangUp);
            room.phone(extension).habit(Habit.answers());
        }
        long until = System.nanoTime() + SOON.toNanos();
        while (!asterisk.command("core show channels count").contains("0 active channels")) {
            assertThat(System.nanoTime()).as("channels are left").isLessThan(until);
            Thread.sleep(50);
        }
        assertThat(room.faults()).isEmpty();
    }

    private record Pair(SipPhone caller, SipPhone called, Call from, Call to) {}

    private static Pair talk(int caller, int called) throws Exception {
        int before = room.phone(called).incoming().size();
        Call from = room.phone(caller).call(Integer.toString(called)).awaitAnswered(SOON);
        Call to = room.phone(called).incoming().get(before);
        from.awaitHears(room.phone(called).tone(), SOON);
        to.awaitHears(room.phone(caller).tone(), SOON);
        return new Pair(room.phone(caller), room.phone(called), from, to);
    }

    private static Call next(SipPhone phone, int before) throws Exception {
        return phone.awaitIncoming(before, SOON);
    }

    @Test
    void twoPhonesHearEachOtherAndNobodyElse() throws Exception {
        Pair one = talk(201, 202);
        Pair other = talk(203, 204);
        Thread.sleep(300);

        one.from().awaitHearsOnly(one.called().tone(), SOON);
        one.to().awaitHearsOnly(one.caller().tone(), SOON);
        other.from().awaitHearsOnly(other.called().tone(), SOON);
        other.to().awaitHearsOnly(other.caller().tone(), SOON);
        assertThat(one.from().ear().hearsMusic()).isFalse();
        assertThat(one.to().shows()).contains(new Party("Sales One", "201"));
    }

    @Test
    void aGapIsMeasuredAsLongAsItWas() throws Exception {
        Pair pair = talk(201, 202);
        long from = System.nanoTime();
        Thread.sleep(500);
        long whole = System.nanoTime();
        pair.from().mute();
        Thread.sleep(400);
        pair.from().say(pair.caller().tone());
        Thread.sleep(500);
        long to = System.nanoTime();

        assertThat(pair.to().ear().longestGap(pair.caller().tone(), from, whole))
                .isLessThan(NOTHING);
        assertThat(pair.to().ear().longestGap(pair.caller().tone(), from, to))
                .isBetween(Duration.ofMillis(350), Duration.ofMillis(500));
        assertThat(pair.from().ear().longestGap(pair.called().tone(), from, to)).isLessThan(NOTHING);
    }

    @Test
    void whoIsOnHoldHearsMusicAndNothingElse() throws Exception {
        Pair pair = talk(201, 202);

        pair.from().hold();
        pair.to().awaitHearsMusic(SOON);
        Thread.sleep(500);

        assertThat(pair.to().ear().tones()).isEmpty();
        assertThat(pair.to().ear().hearsMusic()).isTrue();
        pair.from().unhold();
        pair.to().awaitHears(pair.caller().tone(), SOON);
        pair.from().awaitHears(pair.called().tone(), SOON);
        Thread.sleep(300);
        assertThat(pair.to().ear().hearsMusic()).isFalse();
    }

    @Test
    void digitsArrive() throws Exception {
        Pair pair = talk(201, 202);

        pair.from().press("159*0");
        Thread.sleep(2_000);

        assertThat(pair.to().digitsHeard()).isEqualTo("159*0");
    }

    @Test
    void aBusyPhoneIsBusy() throws Exception {
        room.phone(202).habit(Habit.busy());

        Ending ending = room.phone(201).call("202").awaitEnd(SOON);

        assertThat(ending.status()).isEqualTo(486);
        assertThat(ending.cause()).contains(17);
    }

    @Test
    void aRefusedCallIsRefused() throws Exception {
        room.phone(202).habit(Habit.refuses());

        int before = room.phone(202).incoming().size();

        Ending ending = room.phone(201).call("202").awaitEnd(SOON);

        assertThat(ending.byUs()).isFalse();
        assertThat(ending.status()).isGreaterThanOrEqualTo(400);
        assertThat(next(room.phone(202), before).awaitEnd(SOON).status()).isEqualTo(603);
    }

    @Test
    void aCallerGivesUpAndThePhoneStopsRinging() throws Exception {
        room.phone(202).habit(Habit.rings());
        int before = room.phone(202).incoming().size();
        Call call = room.phone(201).call("202").awaitRinging(SOON);
        Call ringing = next(room.phone(202), before);

        call.hangUp();

        assertThat(call.awaitEnd(SOON).status()).isEqualTo(487);
        assertThat(ringing.awaitEnd(SOON).status()).isEqualTo(487);
    }

    @Test
    void aPhoneThatIsSilentIsNotThere() throws Exception {
        room.phone(202).habit(Habit.silent());
        int before = room.phone(202).incoming().size();
        Call call = room.phone(201).call("202");
        Thread.sleep(1_000);

        assertThat(call.state()).isNotEqualTo(Call.State.TALKING);
        assertThat(room.phone(202).incoming()).hasSize(before);
        call.hangUp();
        call.awaitEnd(SOON);
    }

    @Test
    void aBlindReferMovesTheOther() throws Exception {
        Pair pair = talk(201, 202);
        int before = room.phone(203).incoming().size();

        Referral referral = pair.to().transferTo("203");

        assertThat(referral.await(SOON)).isEqualTo(200);
        Call target = next(room.phone(203), before).awaitHears(pair.caller().tone(), SOON);
        pair.from().awaitHears(room.phone(203).tone(), SOON);
        assertThat(pair.to().awaitEnd(SOON)).isNotNull();
        target.awaitHearsOnly(pair.caller().tone(), SOON);
    }

    @Test
    void aReferToNobodyLeavesTheCallAsItIs() throws Exception {
        Pair pair = talk(201, 202);

        assertThat(pair.to().transferTo("~").await(SOON)).isEqualTo(404);

        Thread.sleep(300);
        pair.from().awaitHearsOnly(pair.called().tone(), SOON);
        pair.to().awaitHearsOnly(pair.caller().tone(), SOON);
    }

    @Test
    void anAttendedReferJoinsTheTwoOthers() throws Exception {
        Pair pair = talk(201, 202);
        pair.to().hold();
        int before = room.phone(203).incoming().size();
        Call consultation = room.phone(202).call("203").awaitAnswered(SOON);
        Call target = next(room.phone(203), before);
        consultation.awaitHears(room.phone(203).tone(), SOON);

        assertThat(pair.to().transferTo(consultation).await(SOON)).isEqualTo(200);

        pair.from().awaitHears(room.phone(203).tone(), SOON);
        target.awaitHears(pair.caller().tone(), SOON);
        consultation.awaitEnd(SOON);
        pair.to().awaitEnd(SOON);
        assertThat(target.shows().orElseThrow().number()).isEqualTo("201");
    }

    @Test
    void manyTalkAtOnceAndNobodyStutters() throws Exception {
        SipPhone caller = room.phone(204);
        SipPhone called = room.phone(205);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            calls.add(caller.call("205"));
            Thread.sleep(20);
        }
        for (Call call : calls) {
            call.awaitAnswered(SOON).awaitHears(called.tone(), SOON);
        }
        Thread.sleep(500);

        // a machine with other work makes them stutter now and then, phones that are too slow do so always
        Duration longest = longestGap(calls, called, caller);
        for (int i = 0; i < 2 && longest.compareTo(NOTHING) >= 0; i++) {
            longest = longestGap(calls, called, caller);
        }
        assertThat(longest).isLessThan(NOTHING);
    }

    /** How long somebody heard nothing within two seconds, of those who heard it longest. */
    private static Duration longestGap(List<Call> calls, SipPhone called, SipPhone caller) throws Exception {
        long from = System.nanoTime();
        Thread.sleep(2_000);
        long to = System.nanoTime();
        Duration longest = Duration.ZERO;
        for (Call call : calls) {
            call.awaitHearsOnly(called.tone(), SOON);
            longest = longer(longest, call.ear().longestGap(called.tone(), from, to));
        }
        for (Call call : called.live()) {
            longest = longer(longest, call.ear().longestGap(caller.tone(), from, to));
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
