package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crmroute.lab.Conversation.next;
import static org.crmroute.transfer.transfer.Leg.CUSTOMER;
import static org.crmroute.transfer.transfer.Leg.TARGET;
import static org.crmroute.transfer.transfer.Leg.TRANSFEROR;
import static org.crmroute.transfer.transfer.Place.MUSIC;
import static org.crmroute.transfer.transfer.Place.RINGBACK;
import static org.crmroute.transfer.transfer.Place.TALK;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.transfer.ami.Ami;
import org.crmroute.transfer.ami.AmiSettings;
import org.crmroute.transfer.ari.AriSettings;
import org.crmroute.transfer.ari.AriSwitchboard;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Directory;
import org.crmroute.transfer.engine.Legs;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ARI, AMI and the dialplan do together to a real call, step by step, without the engine that decides on the steps. */
class SwitchboardIT {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Duration RING = Duration.ofSeconds(3);
    private static final AtomicInteger NUMBER = new AtomicInteger(0xabc);

    private static TransferLab lab;
    private static Ami ami;
    private static AriSwitchboard switchboard;

    private SwitchboardWitness witness;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        lab = TransferLab.startWithoutApp(new LabNetwork(77), folder);
        for (int extension : new int[] {203, 204, 206, 210}) {
            lab.phone(extension);
        }
        ami = new Ami(
                new AmiSettings(
                        lab.network().asterisk(), 5038, "crmroute", new Secret("crmroute-lab"), Duration.ofSeconds(2)),
                Ami.DeviceName.PJSIP);
        ami.start();
        switchboard = connect();
        await(() -> ami.isConnected());
    }

    private static AriSwitchboard connect() throws InterruptedException {
        AriSwitchboard made = new AriSwitchboard(
                new AriSettings(
                        URI.create("http://" + lab.network().asterisk() + ":8088"),
                        "crmroute",
                        "crmroute",
                        new Secret("crmroute-lab"),
                        Duration.ofSeconds(3)),
                ami);
        made.start();
        await(made::isConnected);
        return made;
    }

    @AfterAll
    static void stop() {
        if (switchboard != null) {
            switchboard.close();
            ami.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void listen() throws InterruptedException {
        if (!switchboard.isConnected()) {
            switchboard = connect();
        }
        witness = new SwitchboardWitness();
        switchboard.listen(witness);
    }

    @AfterEach
    void everybodyHangsUp() throws Exception {
        for (String channel : switchboard.holdings().channels()) {
            switchboard.release(channel);
        }
        lab.quiet();
        for (String bridge : switchboard.holdings().bridges().keySet()) {
            switchboard.removeBridge(bridge);
        }
        assertThat(switchboard.holdings().channels()).isEmpty();
        await(() -> switchboard.calls().isEmpty());
        assertThat(lab.room().faults()).isEmpty();
    }

    private static LiveCall liveCall() throws InterruptedException {
        await(() -> switchboard.calls().size() == 1
                && switchboard.calls().getFirst().phase() == LiveCall.Phase.TALKING);
        return switchboard.calls().getFirst();
    }

    /** Takes the only call there is. */
    private Legs taken() throws Exception {
        LiveCall call = liveCall();
        TransferId id = TransferId.of("%012x-abcdef".formatted(NUMBER.incrementAndGet()))
                .orElseThrow();
        Legs legs = new Legs(
                id, call.customer().channel(), call.agent().orElseThrow().channel());
        switchboard.takeOver(legs);
        witness.await("arrived " + legs.customer());
        witness.await("arrived " + legs.transferor());
        return legs;
    }

    private static SipPhone target() {
        return lab.phone(204);
    }

    @Test
    void aCallOutOfDialIsTakenOverWithoutAGapThatOneHears() throws Exception {
        takenAndTogether(lab.dialled());
    }

    @Test
    void aCallOutOfAQueueIsTakenOverWithoutAGapThatOneHears() throws Exception {
        takenAndTogether(lab.queued());
    }

    private void takenAndTogether(Conversation conversation) throws Exception {
        long from = System.nanoTime();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TRANSFEROR, TALK));
        Thread.sleep(1_000);
        long to = System.nanoTime();

        conversation.awaitTalk();
        assertThat(Silence.between(conversation, from, to)).isLessThan(Silence.UNHEARD);
        assertThat(switchboard.look(Set.of(legs.customer(), legs.transferor())).values())
                .allMatch(seen -> seen.up() && seen.held());
        assertThat(liveCall().id()).isEqualTo(legs.customer());
    }

    @Test
    void anAttendedTransferWithSwap() throws Exception {
        Conversation conversation = lab.dialled();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, MUSIC, TRANSFEROR, RINGBACK));
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        int before = target().incoming().size();

        switchboard.dial(legs, new Target.Extension("204"), RING);
        witness.await("answered " + legs.target());
        switchboard.arrange(legs, Map.of(TRANSFEROR, TALK, TARGET, TALK));

        Call call = next(target(), before);
        call.awaitHearsOnly(conversation.agent().tone(), SOON);
        conversation.agentLeg().awaitHearsOnly(target().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        assertThat(call.shown().getFirst().number()).contains(TransferLab.DIALLED);
        assertThat(call.shown().getFirst().name()).contains("< 206");
        assertThat(call.divertedBy().orElseThrow().number()).isEqualTo("206");

        switchboard.arrange(legs, Map.of(TARGET, MUSIC, CUSTOMER, TALK, TRANSFEROR, TALK));
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        call.awaitHearsOnlyMusic(SOON);

        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TARGET, TALK));
        switchboard.release(legs.transferor());
        conversation.awaitCustomerTalksTo(target(), call);
        assertThat(call.shows().orElseThrow().number()).contains(TransferLab.DIALLED);
        LiveCall after = liveCall();
        assertThat(after.id()).isEqualTo(legs.customer());
        assertThat(after.agent().orElseThrow().number()).isEqualTo("204");
        assertThat(after.decision()).isPresent();
    }

    @Test
    void aQueueIsATargetThatDoesNotAnswerBeforeAnAgentDoes() throws Exception {
        Conversation conversation = lab.dialled();
        lab.phone(203).habit(Habit.rings());
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, MUSIC));
        int before = lab.phone(203).incoming().size();

        switchboard.dial(legs, new Target.Queue("legal"), Duration.ofSeconds(20));
        Call call = next(lab.phone(203), before);
        Thread.sleep(500);
        assertThat(witness.told()).doesNotContain("answered " + legs.target());
        call.answer();

        witness.await("answered " + legs.target());
        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TARGET, TALK));
        conversation.awaitCustomerTalksTo(lab.phone(203), call);
    }

    @Test
    void theCrmIsATarget() throws Exception {
        lab.phone(206).habit(Habit.busy());
        Conversation conversation =
                Conversation.begin(lab.room().customer(TransferLab.DIALLED), Lab.DID, lab.phone(205));
        lab.phone(206).habit(Habit.answers());
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, MUSIC));
        int before = lab.phone(206).incoming().size();

        switchboard.dial(legs, new Target.Crm(), Duration.ofSeconds(10));

        Call call = next(lab.phone(206), before);
        witness.await("answered " + legs.target());
        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TARGET, TALK));
        conversation.awaitCustomerTalksTo(lab.phone(206), call);
    }

    @Test
    void whyNobodyAnsweredIsTold() throws Exception {
        lab.dialled();
        Legs legs = taken();

        target().habit(Habit.busy());
        switchboard.dial(legs, new Target.Extension("204"), RING);
        witness.await("gone " + legs.target() + " " + Hangup.BUSY);
        target().habit(Habit.refuses());
        switchboard.dial(legs, new Target.Extension("204"), RING);
        witness.await("gone " + legs.target() + " " + Hangup.REFUSED);
        target().habit(Habit.rings());
        switchboard.dial(legs, new Target.Extension("204"), Duration.ofSeconds(1));
        witness.await("gone " + legs.target() + " " + Hangup.NO_ANSWER);
        switchboard.dial(legs, new Target.Extension("209"), RING);
        witness.await("gone " + legs.target() + " " + Hangup.UNREACHABLE);
    }

    @Test
    void aCallGivenBackIsJoinedAgainByTheDialplan() throws Exception {
        Conversation conversation = lab.queued();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, MUSIC));

        switchboard.giveBack(legs.customer());
        switchboard.giveBack(legs.transferor());

        conversation.awaitTalk();
        witness.await("gone " + legs.customer() + " " + Hangup.LEFT);
        assertThat(switchboard.look(Set.of(legs.customer()))).hasSize(1);
        assertThat(switchboard.look(Set.of(legs.customer())).values()).noneMatch(seen -> seen.held());
    }

    @Test
    void aCustomerGivenBackWithNobodyLeftGoesToOthers() throws Exception {
        Conversation conversation = lab.queued();
        SipPhone operator = lab.phone(TransferLab.OPERATOR);
        int before = operator.incoming().size();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, MUSIC));
        conversation.agentLeg().hangUp();
        witness.await("gone " + legs.transferor() + " " + Hangup.HUNG_UP);

        switchboard.giveBack(legs.customer());

        conversation.awaitCustomerTalksTo(operator, next(operator, before));
    }

    @Test
    void withTheAppDownTheDialplanJoinsBothAgain() throws Exception {
        Conversation conversation = lab.dialled();
        LiveCall call = liveCall();
        TransferId id = TransferId.of("%012x-abcdef".formatted(NUMBER.incrementAndGet()))
                .orElseThrow();
        Legs legs = new Legs(
                id, call.customer().channel(), call.agent().orElseThrow().channel());
        switchboard.close();
        AriSwitchboard withoutEvents = new AriSwitchboard(
                new AriSettings(
                        URI.create("http://" + lab.network().asterisk() + ":8088"),
                        "crmroute",
                        "crmroute",
                        new Secret("crmroute-lab"),
                        Duration.ofSeconds(3)),
                ami);
        Thread.sleep(300);
        long from = System.nanoTime();

        withoutEvents.takeOver(legs);
        Thread.sleep(1_500);

        conversation.awaitTalk();
        assertThat(conversation.customerLeg().ear().longestSilence(from, System.nanoTime()))
                .isLessThan(Duration.ofMillis(500));
        withoutEvents.close();
        switchboard = connect();
        assertThat(liveCall().id()).isEqualTo(legs.customer());
    }

    @Test
    void liveCallsAreRightAfterAReconnect() throws Exception {
        lab.dialled();
        LiveCall before = liveCall();
        switchboard.close();
        switchboard = connect();

        LiveCall after = liveCall();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.customer()).isEqualTo(before.customer());
        assertThat(after.agent()).isEqualTo(before.agent());
        assertThat(after.customer().number()).isEqualTo(TransferLab.DIALLED);
        assertThat(after.extension()).contains("206");
    }

    @Test
    void bothLegsAreStillHeldAfterAReconnect() throws Exception {
        Conversation conversation = lab.dialled();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TRANSFEROR, TALK));
        switchboard.close();
        switchboard = connect();
        switchboard.listen(witness);

        assertThat(switchboard.look(Set.of(legs.customer(), legs.transferor())).values())
                .hasSize(2)
                .allMatch(seen -> seen.held());
        assertThat(switchboard.holdings().bridges()).containsKey(legs.transfer().talkBridge());
        assertThat(liveCall().agent().orElseThrow().number()).isEqualTo("206");
        switchboard.takeOver(legs);
        conversation.awaitTalk();
    }

    @Test
    void aDeadChannelIsToldAndTheOtherSideIsLeftAlone() throws Exception {
        Conversation conversation = lab.dialled();
        LiveCall call = liveCall();
        TransferId id = TransferId.of("%012x-abcdef".formatted(NUMBER.incrementAndGet()))
                .orElseThrow();

        assertThatThrownBy(
                        () -> switchboard.takeOver(new Legs(id, call.customer().channel(), "1795647625.999")))
                .isInstanceOf(SwitchboardException.NoSuchChannel.class);
        conversation.awaitTalk();
    }

    @Test
    void aPhoneThatRefersWhileWeMoveItsCallIsTurnedDownAndTheCallStays() throws Exception {
        Conversation conversation = lab.dialled();
        Legs legs = taken();
        switchboard.arrange(legs, Map.of(CUSTOMER, TALK, TRANSFEROR, TALK));

        int answer = conversation.agentLeg().transferTo("204").await(SOON);

        assertThat(answer).isGreaterThanOrEqualTo(400);
        conversation.awaitTalk();
        assertThat(target().live()).isEmpty();
    }

    @Test
    void aCallOnHoldIsShownSo() throws Exception {
        Conversation conversation = lab.queued();

        conversation.agentLeg().hold();
        await(() -> switchboard.calls().getFirst().phase() == LiveCall.Phase.HELD);
        conversation.agentLeg().unhold();
        await(() -> switchboard.calls().getFirst().phase() == LiveCall.Phase.TALKING);
        assertThat(switchboard.calls().getFirst().queue()).contains("legal");
    }

    @Test
    void targetsAreLookedUp() throws Exception {
        assertThat(ami.find(new Target.Extension("204"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Extension("209"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Extension("299"))).isInstanceOf(Directory.Answer.Unknown.class);
        assertThat(ami.find(new Target.Extension("-"))).isInstanceOf(Directory.Answer.Unknown.class);
        assertThat(ami.find(new Target.Queue("sales"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Queue("nosuch"))).isInstanceOf(Directory.Answer.Unknown.class);
        assertThat(ami.find(new Target.External("+74951234567"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Crm())).isInstanceOf(Directory.Answer.Exists.class);
    }

    private static void await(Condition condition) throws InterruptedException {
        long until = System.nanoTime() + SOON.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("It did not come about within " + SOON);
            }
            Thread.sleep(10);
        }
    }

    /** Something that comes about. */
    private interface Condition {
        boolean holds();
    }
}
