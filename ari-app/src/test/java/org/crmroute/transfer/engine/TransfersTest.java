package org.crmroute.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.transfer.engine.TransferRefused.Reason;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who ends up with whom. */
class TransfersTest {

    private static final String CUSTOMER = "one-customer";
    private static final String AGENT = "one-agent";

    private final World world = new World();

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk(world, folder);
        world.talk("one");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Transfer attended() throws TransferRefused {
        return desk.start(CUSTOMER, Kind.ATTENDED, "extension:202");
    }

    private Transfer blind() throws TransferRefused {
        return desk.start(CUSTOMER, Kind.BLIND, "extension:202");
    }

    private String outcome(Transfer transfer) throws TransferRefused {
        return desk.now(transfer).state() instanceof State.Ended ended
                ? (ended.outcome().result().word() + " " + ended.outcome().reason()).strip()
                : "undecided";
    }

    private static String target(Transfer transfer) {
        return transfer.id().targetChannel();
    }

    /** Whoever is left hangs up, and then nothing may be left of the transfer. */
    private void everybodyGoes() throws Exception {
        for (String channel : world.channels()) {
            world.hangUp(channel, Hangup.HUNG_UP);
            desk.settle();
        }
        assertThat(world.channels()).isEmpty();
        assertThat(world.bridges()).isEmpty();
        assertThat(desk.store().live()).isEmpty();
    }

    @Test
    void blind_and_answered() throws Exception {
        Transfer transfer = blind();
        assertThat(world.seat(CUSTOMER)).isEqualTo(transfer.id().musicBridge());

        world.answer(target(transfer));

        assertThat(outcome(transfer)).isEqualTo("completed");
        assertThat(world.partners(CUSTOMER)).containsExactly(target(transfer));
        assertThat(world.exists(AGENT)).isFalse();
        everybodyGoes();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "NO_ANSWER", "UNREACHABLE", "REFUSED"})
    void blind_and_not_answered_comes_back(Hangup why) throws Exception {
        Transfer transfer = blind();

        world.hangUp(target(transfer), why);

        assertThat(outcome(transfer)).isEqualTo("returned " + why.word());
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        everybodyGoes();
    }

    @Test
    void blind_and_not_answered_goes_to_others_when_the_transferor_is_gone() throws Exception {
        Transfer transfer = blind();
        world.hangUp(AGENT, Hangup.HUNG_UP);
        assertThat(outcome(transfer)).isEqualTo("undecided");

        world.hangUp(target(transfer), Hangup.BUSY);

        assertThat(outcome(transfer)).isEqualTo("given_back busy");
        assertThat(world.seat(CUSTOMER)).isEqualTo(World.DIALPLAN);
        everybodyGoes();
    }

    @Test
    void a_phone_that_hands_on_is_told_yes_also_when_the_target_was_quick() throws Exception {
        world.targetsAnswerAtOnce = true;
        assertThat(new ReferralDesk(desk.transfers(), world).begin(AGENT, "202"))
                .isTrue();
        desk.settle();
        assertThat(world.exists(AGENT)).isFalse();
        assertThat(world.partners(CUSTOMER)).hasSize(1);
        everybodyGoes();
    }

    @Test
    @Timeout(30)
    void a_phone_joins_a_returned_customer_with_whom_it_has_consulted_by_itself() throws Exception {
        world.talk("other");
        ReferralDesk phones = new ReferralDesk(desk.transfers(), world);
        Transfer transfer = blind();
        assertThat(phones.join(AGENT, "other-customer"))
                .as("in the middle of a transfer")
                .isFalse();
        assertThat(world.seat(CUSTOMER)).isEqualTo(transfer.id().musicBridge());
        world.hangUp(target(transfer), Hangup.BUSY);
        desk.settle();
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        assertThat(phones.join(AGENT, "nobody")).as("nobody is there").isFalse();
        assertThat(phones.join(AGENT, CUSTOMER)).as("with themselves").isFalse();

        assertThat(phones.join(AGENT, "other-customer")).isTrue();

        desk.settle();
        assertThat(world.seat(CUSTOMER)).isEqualTo(World.DIALPLAN);
        assertThat(desk.store().live()).isEmpty();
        world.hangUp(AGENT, Hangup.HUNG_UP);
        // looked after a while later, when phones have hung up
        while (!world.bridges().isEmpty()) {
            Thread.sleep(50);
        }
        everybodyGoes();
    }

    @Test
    void attended_consulted_swapped_and_completed() throws Exception {
        Transfer transfer = attended();
        assertThat(world.partners(AGENT)).isEmpty();

        world.answer(target(transfer));
        desk.settle();
        assertThat(world.partners(AGENT)).containsExactly(target(transfer));
        assertThat(world.seat(CUSTOMER)).isEqualTo(transfer.id().musicBridge());

        desk.transfers().swap(transfer.id());
        desk.settle();
        assertThat(world.partners(AGENT)).containsExactly(CUSTOMER);
        assertThat(world.seat(target(transfer))).isEqualTo(transfer.id().musicBridge());

        desk.transfers().swap(transfer.id());
        desk.transfers().complete(transfer.id());
        assertThat(outcome(transfer)).isEqualTo("completed");
        assertThat(world.partners(CUSTOMER)).containsExactly(target(transfer));
        assertThat(world.exists(AGENT)).isFalse();
        everybodyGoes();
    }

    @Test
    void attended_and_cancelled() throws Exception {
        Transfer transfer = attended();
        world.answer(target(transfer));

        desk.transfers().cancel(transfer.id());

        assertThat(outcome(transfer)).isEqualTo("cancelled");
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        assertThat(world.exists(target(transfer))).isFalse();
        everybodyGoes();
    }

    @Test
    void the_transferor_who_hangs_up_while_consulting_completes() throws Exception {
        Transfer transfer = attended();
        world.answer(target(transfer));
        desk.settle();

        world.hangUp(AGENT, Hangup.HUNG_UP);

        assertThat(outcome(transfer)).isEqualTo("completed");
        assertThat(world.partners(CUSTOMER)).containsExactly(target(transfer));
        everybodyGoes();
    }

    @Test
    void the_transferor_who_hangs_up_while_it_rings_makes_it_blind() throws Exception {
        Transfer transfer = attended();
        world.hangUp(AGENT, Hangup.HUNG_UP);
        desk.settle();

        world.answer(target(transfer));

        assertThat(outcome(transfer)).isEqualTo("completed");
        assertThat(world.partners(CUSTOMER)).containsExactly(target(transfer));
        everybodyGoes();
    }

    @Test
    void a_consultation_outlives_the_customer() throws Exception {
        Transfer transfer = attended();
        world.answer(target(transfer));
        desk.settle();

        world.hangUp(CUSTOMER, Hangup.HUNG_UP);

        assertThat(outcome(transfer)).isEqualTo("abandoned hung_up");
        assertThat(world.partners(AGENT)).containsExactly(target(transfer));
        everybodyGoes();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_customer_who_hangs_up_while_it_rings_ends_it_for_all(Kind kind) throws Exception {
        Transfer transfer = desk.start(CUSTOMER, kind, "queue:sales");

        world.hangUp(CUSTOMER, Hangup.HUNG_UP);

        assertThat(outcome(transfer)).isEqualTo("abandoned hung_up");
        assertThat(world.channels()).isEmpty();
        everybodyGoes();
    }

    @ParameterizedTest
    @CsvSource({CUSTOMER, "target"})
    void whoever_hangs_up_after_it_ends_the_call(String who) throws Exception {
        Transfer transfer = blind();
        world.answer(target(transfer));
        desk.settle();

        world.hangUp(who.equals("target") ? target(transfer) : who, Hangup.HUNG_UP);
        desk.settle();

        assertThat(world.channels()).isEmpty();
        everybodyGoes();
    }

    @Test
    void a_customer_whose_partner_is_taken_away_is_not_hung_up() throws Exception {
        Transfer transfer = blind();
        world.answer(target(transfer));
        desk.settle();

        world.steal(target(transfer));
        desk.settle();

        assertThat(world.seat(CUSTOMER)).isEqualTo(World.DIALPLAN);
    }

    @Test
    void a_call_that_was_handed_on_can_be_handed_on_again() throws Exception {
        Transfer first = blind();
        world.answer(target(first));
        desk.settle();

        Transfer second = desk.start(CUSTOMER, Kind.BLIND, "extension:203");
        assertThat(second.transferor().channel()).isEqualTo(target(first));
        world.answer(target(second));

        assertThat(outcome(second)).isEqualTo("completed");
        assertThat(world.partners(CUSTOMER)).containsExactly(target(second));
        assertThat(world.exists(target(first))).isFalse();
        assertThat(desk.store().live()).extracting(Transfer::id).containsExactly(second.id());
        for (String channel : world.channels()) {
            world.hangUp(channel, Hangup.HUNG_UP);
        }
        world.connect();
        desk.settle();
        assertThat(world.channels()).isEmpty();
        // the bridge of the first goes when we look for what is left over
        assertThat(world.bridges()).isEmpty();
    }

    @Test
    void a_call_is_transferred_by_one_at_a_time() throws Exception {
        Transfer transfer = blind();

        refused(CUSTOMER, "extension:203", Reason.ALREADY_TRANSFERRED);
        assertThat(outcome(transfer)).isEqualTo("undecided");
        world.answer(target(transfer));
        assertThat(outcome(transfer)).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody-customer, extension:202, UNKNOWN_CALL",
        "one-customer, extension:201, SAME_PARTY",
        "one-customer, external:+79161234567, SAME_PARTY",
        "one-customer, queue:none, UNKNOWN_TARGET"
    })
    void what_cannot_be_done_is_said_and_the_call_is_left_alone(String call, String target, Reason reason)
            throws Exception {
        world.unknownTargets.add("queue:none");

        refused(call, target, reason);

        assertThat(world.done()).isEmpty();
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
    }

    private void refused(String call, String target, Reason reason) {
        assertThatExceptionOfType(TransferRefused.class)
                .isThrownBy(() -> desk.start(call, Kind.BLIND, target))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void asterisk_does_not_let_the_call_go() throws Exception {
        world.refuse.add("takeOver");

        Transfer transfer = blind();

        assertThat(outcome(transfer)).isEqualTo("failed Asterisk said no to takeOver");
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        world.refuse.clear();
        assertThat(outcome(blind())).isEqualTo("undecided");
    }

    @Test
    void the_target_cannot_be_rung() throws Exception {
        world.refuse.add("dial");

        assertThat(outcome(attended())).isEqualTo("returned unreachable");
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
    }

    @Test
    void a_fault_of_ours_leaves_nobody_in_silence() throws Exception {
        Transfer transfer = attended();
        world.stumble.add("arrange");

        world.answer(target(transfer));

        assertThat(outcome(transfer)).isEqualTo("failed an error of the transfer program; its log says which");
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        everybodyGoes();
    }

    @Test
    void those_who_cannot_be_joined_are_joined_by_the_dialplan() throws Exception {
        Transfer transfer = attended();
        world.refuse.add("arrange");

        world.answer(target(transfer));

        assertThat(outcome(transfer)).isEqualTo("failed Asterisk said no to arrange");
        assertThat(world.partners(CUSTOMER)).containsExactly(AGENT);
        assertThat(world.exists(target(transfer))).isFalse();
        everybodyGoes();
    }

    @Test
    void a_target_that_never_stops_ringing_is_given_up() throws Exception {
        desk.close();
        Duration moment = Duration.ofMillis(1);
        desk = new Desk(
                world, folder, new Patience(Duration.ofSeconds(30), moment, moment, moment, Duration.ofMillis(100)));
        Transfer transfer = blind();

        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (outcome(transfer).equals("undecided") && System.nanoTime() < until) {
            Thread.sleep(50);
        }

        assertThat(outcome(transfer)).isEqualTo("returned no_answer");
        assertThat(world.exists(target(transfer))).isFalse();
    }

    @Test
    void the_same_wish_is_fulfilled_once() throws Exception {
        TransferRequest wish =
                new TransferRequest(CUSTOMER, Kind.BLIND, new Target.Extension("202"), Optional.of("key-1"));

        Transfers.Asked first = desk.transfers().start(wish);
        Transfers.Asked again = desk.transfers().start(wish);
        desk.settle();
        world.hangUp(CUSTOMER, Hangup.HUNG_UP);
        desk.settle();
        Transfers.Asked muchLater = desk.transfers().start(wish);

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.transfer().id()).isEqualTo(first.transfer().id());
        assertThat(muchLater.transfer().id()).isEqualTo(first.transfer().id());
        assertThatExceptionOfType(TransferRefused.class)
                .isThrownBy(() -> desk.transfers()
                        .start(new TransferRequest(CUSTOMER, Kind.BLIND, new Target.Crm(), Optional.of("key-1"))))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.KEY_REUSED));
    }

    @Test
    void what_was_done_already_is_no_error_and_what_cannot_be_done_is() throws Exception {
        Transfer transfer = attended();
        notNow(() -> desk.transfers().swap(transfer.id()), "there is nobody to swap: the target's phone rings");
        world.answer(target(transfer));
        desk.settle();

        desk.transfers().complete(transfer.id());
        desk.settle();
        assertThat(desk.transfers().complete(transfer.id()).state()).isInstanceOf(State.Ended.class);
        notNow(() -> desk.transfers().cancel(transfer.id()), "it cannot be cancelled: it has ended");
        everybodyGoes();
        desk.transfers().complete(transfer.id());
    }

    private static void notNow(org.assertj.core.api.ThrowableAssert.ThrowingCallable wish, String message) {
        assertThatExceptionOfType(TransferRefused.class)
                .isThrownBy(wish)
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW));
    }

    @Test
    void events_that_come_twice_late_or_for_nobody_do_no_harm() throws Exception {
        Transfer transfer = attended();
        world.answer(target(transfer));
        desk.transfers().complete(transfer.id());
        desk.settle();

        world.repeat(AGENT, Hangup.HUNG_UP);
        world.repeat("somebody-else", Hangup.BUSY);
        desk.settle();

        assertThat(world.partners(CUSTOMER)).containsExactly(target(transfer));
        world.hangUp(target(transfer), Hangup.HUNG_UP);
        world.repeat(target(transfer), Hangup.HUNG_UP);
        desk.settle();
        everybodyGoes();
    }

    @Test
    void a_channel_nobody_wants_goes_back_into_its_dialplan() throws Exception {
        world.stray("stranger");

        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!world.seat("stranger").equals(World.DIALPLAN) && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        assertThat(world.seat("stranger")).isEqualTo(World.DIALPLAN);
    }

    @Test
    void fifty_at_once() throws Exception {
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            world.talk("call" + i);
            transfers.add(desk.transfers()
                    .start(new TransferRequest(
                            "call" + i + "-customer", Kind.ATTENDED, new Target.Extension("202"), Optional.empty()))
                    .transfer());
        }
        desk.settle();
        transfers.forEach(transfer -> world.answer(target(transfer)));
        desk.settle();
        for (Transfer transfer : transfers) {
            desk.transfers().complete(transfer.id());
        }
        desk.settle();

        for (int i = 0; i < 50; i++) {
            assertThat(outcome(transfers.get(i))).isEqualTo("completed");
            assertThat(world.partners("call" + i + "-customer")).containsExactly(target(transfers.get(i)));
        }
    }
}
