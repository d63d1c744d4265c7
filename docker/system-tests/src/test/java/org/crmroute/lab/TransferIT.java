package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;

import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.Recording;
import org.crmroute.lab.phone.SipPhone;
import org.crmroute.lab.phone.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls that are talking move to somebody else, asked for over HTTP: who hears whom, and how long nobody heard anything. */
class TransferIT {

    private static final Duration SOON = Duration.ofSeconds(8);

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(62, TransferLab::start);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static TransfersClient client() {
        return lab().transfers().client();
    }

    private static SipPhone target() {
        return lab().phone(204);
    }

    private static Conversation conversation(String by) throws Exception {
        return by.equals("Dial") ? lab().dialled() : lab().queued();
    }

    private static String customerOf(Conversation conversation) {
        return conversation.customer().number();
    }

    @Test
    void aLiveCallIsSeenAsItIs() throws Exception {
        Conversation conversation = lab().queued();

        JsonNode call = client().callOf(customerOf(conversation));

        assertThat(call.path("agent").path("number").asString()).isEqualTo("203");
        assertThat(call.path("queue").asString()).isEqualTo("legal");
        assertThat(call.path("decision").asString()).isNotEmpty();
        assertThat(call.path("crm_name").asString()).isNotEmpty();
        assertThat(call.path("since").asString()).startsWith("20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dial", "Queue"})
    void blind(String by) throws Exception {
        Silence.isUnheard(lab(), () -> silenceOfBlind(by));
    }

    private static Duration silenceOfBlind(String by) throws Exception {
        Conversation conversation = conversation(by);
        target().habit(Habit.answersAfter(Duration.ofSeconds(1)));
        int before = target().incoming().size();
        long from = System.nanoTime();

        String transfer = client().transfer(customerOf(conversation), "blind", "extension:204");

        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        Call call = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), call);
        Thread.sleep(300);
        long to = System.nanoTime();
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("completed");
        assertThat(conversation.agentLeg().awaitEnd(SOON).byUs()).isFalse();
        return conversation.customerLeg().ear().longestSilence(from, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dial", "Queue"})
    void attendedAndCompleted(String by) throws Exception {
        Silence.isUnheard(lab(), () -> silenceOfCompleted(by));
    }

    private static Duration silenceOfCompleted(String by) throws Exception {
        Conversation conversation = conversation(by);
        long from = System.nanoTime();
        Consultation consultation = consult(conversation);

        client().tell(consultation.transfer(), "complete");

        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
        Thread.sleep(300);
        long to = System.nanoTime();
        assertThat(client().awaitOutcome(consultation.transfer()).result()).isEqualTo("completed");
        assertThat(conversation.agentLeg().awaitEnd(SOON).byUs()).isFalse();
        return conversation.customerLeg().ear().longestSilence(from, to);
    }

    private record Consultation(String transfer, Call targetLeg) {}

    /** Transferor and target talk, the customer hears music. */
    private static Consultation consult(Conversation conversation) throws Exception {
        int before = target().incoming().size();
        String transfer = client().transfer(customerOf(conversation), "attended", "extension:204");
        Call targetLeg = next(target(), before);
        targetLeg.awaitHearsOnly(conversation.agent().tone(), SOON);
        conversation.agentLeg().awaitHearsOnly(target().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        client().awaitState(transfer, "consulting");
        return new Consultation(transfer, targetLeg);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dial", "Queue"})
    void attendedAndCancelled(String by) throws Exception {
        Silence.isUnheard(lab(), () -> silenceOfCancelled(by));
    }

    private static Duration silenceOfCancelled(String by) throws Exception {
        Conversation conversation = conversation(by);
        Consultation consultation = consult(conversation);
        long from = System.nanoTime();

        client().tell(consultation.transfer(), "cancel");

        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        long to = System.nanoTime();
        assertThat(consultation.targetLeg().awaitEnd(SOON).byUs()).isFalse();
        assertThat(client().awaitOutcome(consultation.transfer()).result()).isEqualTo("cancelled");
        return conversation.customerLeg().ear().longestSilence(from, to);
    }

    @Test
    void theTransferorTalksToEitherInTurn() throws Exception {
        Conversation conversation = lab().dialled();
        Consultation consultation = consult(conversation);

        client().tell(consultation.transfer(), "swap");

        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        consultation.targetLeg().awaitHearsOnlyMusic(SOON);
        client().tell(consultation.transfer(), "swap");
        consultation.targetLeg().awaitHearsOnly(conversation.agent().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        client().tell(consultation.transfer(), "complete");
        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
    }

    @Test
    void whoeverIsHeldHearsMusicUntilTheHolderIsGone() throws Exception {
        Conversation conversation = lab().dialled();
        Consultation consultation = consult(conversation);
        conversation.agentLeg().hold();
        consultation.targetLeg().awaitHearsOnlyMusic(SOON);
        conversation.agentLeg().unhold();
        consultation.targetLeg().awaitHearsOnly(conversation.agent().tone(), SOON);
        client().tell(consultation.transfer(), "swap");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        conversation.agentLeg().hold();
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);

        client().tell(consultation.transfer(), "complete");

        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
    }

    @Test
    void aTransferorWhoHangsUpWhileConsultingHasHandedOver() throws Exception {
        Conversation conversation = lab().queued();
        Consultation consultation = consult(conversation);

        conversation.agentLeg().hangUp();

        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
        assertThat(client().awaitOutcome(consultation.transfer()).result()).isEqualTo("completed");
    }

    @Test
    void aTransferorWhoHangsUpWhileItRingsHasHandedOverBlindly() throws Exception {
        Conversation conversation = lab().queued();
        target().habit(Habit.rings());
        int before = target().incoming().size();
        String transfer = client().transfer(customerOf(conversation), "attended", "extension:204");
        Call call = next(target(), before);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        conversation.agentLeg().awaitHearsMusic(SOON); // ringing

        conversation.agentLeg().hangUp();
        Thread.sleep(500);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        call.answer();

        conversation.awaitCustomerTalksTo(target(), call);
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("completed");
    }

    @Test
    void byTheCrm() throws Exception {
        SipPhone manager = lab().phone(TransferLab.DIALLED_AGENT);
        manager.habit(Habit.busy());
        Conversation conversation = Conversation.begin(
                lab().room().customer(TransferLab.DIALLED), Lab.DID, lab().phone(205)); // the manager's head
        manager.habit(Habit.answers());
        int before = manager.incoming().size();

        String transfer = client().transfer(TransferLab.DIALLED, "blind", "crm");

        conversation.awaitCustomerTalksTo(manager, next(manager, before));
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("completed");
    }

    @Test
    void toAQueue() throws Exception {
        Conversation conversation = lab().dialled();
        SipPhone operator = lab().phone(TransferLab.OPERATOR);
        int before = operator.incoming().size();

        client().transfer(customerOf(conversation), "blind", "queue:reception");

        conversation.awaitCustomerTalksTo(operator, next(operator, before));
    }

    @Test
    void aPlaceInAQueueGoesAlong() throws Exception {
        SipPhone customer = lab().room().customer("79123456705"); // a VIP: the scenario gives them priority 10
        lab().phone(202).habit(Habit.busy());
        Conversation conversation = Conversation.begin(customer, Lab.DID, lab().phone(201));
        SipPhone operator = lab().phone(TransferLab.OPERATOR);
        operator.habit(Habit.rings());
        int before = operator.incoming().size();

        client().transfer(customer.number(), "blind", "queue:reception");

        Call call = next(operator, before);
        assertThat(lab().asterisk().command("queue show reception")).contains("prio: 10");
        call.answer();
        conversation.awaitCustomerTalksTo(operator, call);
    }

    @Test
    void toANumberOutside() throws Exception {
        Conversation conversation = lab().dialled();
        try (SipPhone outside = lab().room().outside()) {
            client().transfer(customerOf(conversation), "blind", "external:+74957654321");

            conversation.awaitCustomerTalksTo(outside, next(outside, 0));
            outside.live().forEach(Call::hangUp);
            conversation.customerLeg().awaitEnd(SOON);
        }
    }

    @Test
    void aCallThatWasHandedOnIsHandedOnAgain() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        client().transfer(customerOf(conversation), "blind", "extension:204");
        Call second = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), second);
        SipPhone last = lab().phone(205);
        int beforeLast = last.incoming().size();

        String transfer = client().transfer(customerOf(conversation), "attended", "extension:205");
        Call third = next(last, beforeLast);
        third.awaitHearsOnly(target().tone(), SOON);
        client().tell(transfer, "complete");

        conversation.awaitCustomerTalksTo(last, third);
        second.awaitEnd(SOON);
    }

    @Test
    void theContextGoesAlong() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        String decision =
                client().callOf(customerOf(conversation)).path("decision").asString();

        client().transfer(customerOf(conversation), "blind", "extension:204");

        Call call = next(target(), before);
        assertThat(call.shown().getFirst().number()).contains(TransferLab.QUEUED);
        assertThat(call.shown().getFirst().name()).contains("203");
        assertThat(call.divertedBy().orElseThrow().number()).isEqualTo("203");
        conversation.awaitCustomerTalksTo(target(), call);
        JsonNode moved = client().callOf(customerOf(conversation));
        assertThat(moved.path("decision").asString()).isEqualTo(decision);
        assertThat(moved.path("agent").path("number").asString()).isEqualTo("204");
    }

    /**
     * The new voice too. Asterisk's recorder takes packets for late ones until their numbers have passed those of the voice before
     * (dialplan/README-transfer.md, Trouble), and these phones never let that happen soon; mixed audio carries no numbers.
     */
    @Test
    void theRecordingGoesOnWithTheNewVoice() throws Exception {
        Conversation conversation = lab().queued();
        String channel = client().callOf(customerOf(conversation))
                .path("customer")
                .path("channel")
                .asString();
        String file = lab().asterisk().record(channel);
        Thread.sleep(1_000);
        int before = target().incoming().size();
        client().transfer(customerOf(conversation), "blind", "extension:204");
        Call call = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), call);
        Thread.sleep(2_000);
        conversation.customerLeg().hangUp();
        call.awaitEnd(SOON);

        Recording recording = lab().asterisk().recorded(file);

        assertThat(recording.heard(conversation.agent().tone()))
                .as(recording.toString())
                .isGreaterThan(Duration.ofMillis(800));
        assertThat(recording.heard(target().tone())).as(recording.toString()).isGreaterThan(Duration.ofMillis(1_500));
        assertThat(recording.heard(conversation.customer().tone()))
                .as(recording.toString())
                .isGreaterThan(Duration.ofMillis(2_500));
    }

    @Test
    void afterwardsItIsACallLikeAnyOther() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        client().transfer(customerOf(conversation), "blind", "extension:204");
        Call call = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), call);

        conversation.customerLeg().press("42#");
        Thread.sleep(1_000);
        assertThat(call.digitsHeard()).isEqualTo("42#");
        call.hold();
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        call.unhold();
        conversation.awaitCustomerTalksTo(target(), call);
        call.hangUp();
        assertThat(conversation.customerLeg().awaitEnd(SOON).byUs()).isFalse();
    }

    @Test
    void aPhonesOwnTransferMeanwhileIsTurnedDown() throws Exception {
        Conversation conversation = lab().queued();
        Consultation consultation = consult(conversation);

        assertThat(conversation.agentLeg().transferTo("205").await(SOON)).isGreaterThanOrEqualTo(400);

        conversation.agentLeg().awaitHearsOnly(target().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        client().tell(consultation.transfer(), "complete");
        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
    }

    /** Whoever got a call by the app hands it on from the phone. */
    @Test
    void aPhonesOwnTransferAfterwardsWorks() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        client().transfer(customerOf(conversation), "blind", "extension:204");
        Call second = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), second);
        SipPhone last = lab().phone(205);
        int beforeLast = last.incoming().size();

        assertThat(second.transferTo("205").await(SOON)).isEqualTo(200);

        conversation.awaitCustomerTalksTo(last, next(last, beforeLast));
    }

    @Test
    void aPhonesOwnTransferAfterAReturnWorks() throws Exception {
        Conversation conversation = lab().queued();
        target().habit(Habit.busy());
        String transfer = client().transfer(customerOf(conversation), "blind", "extension:204");
        client().awaitOutcome(transfer);
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        SipPhone last = lab().phone(205);
        int beforeLast = last.incoming().size();

        assertThat(conversation.agentLeg().transferTo("205").await(SOON)).isEqualTo(200);

        conversation.awaitCustomerTalksTo(last, next(last, beforeLast));
    }

    @Test
    void anAttendedTransferByPhoneAfterAReturnWorks() throws Exception {
        Conversation conversation = lab().queued();
        target().habit(Habit.busy());
        client().awaitOutcome(client().transfer(customerOf(conversation), "blind", "extension:204"));
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        conversation.agentLeg().hold();
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        SipPhone last = lab().phone(205);
        int before = last.incoming().size();
        Call consultation = conversation.agent().call("205").awaitAnswered(SOON);
        Call call = next(last, before);
        call.awaitHearsOnly(conversation.agent().tone(), SOON);

        assertThat(conversation.agentLeg().transferTo(consultation).await(SOON)).isEqualTo(200);

        conversation.awaitCustomerTalksTo(last, call);
        conversation.agentLeg().awaitEnd(SOON);
        call.hangUp();
        assertThat(conversation.customerLeg().awaitEnd(SOON).byUs()).isFalse();
    }

    @Test
    void anAttendedTransferByPhoneMeanwhileIsTurnedDown() throws Exception {
        Conversation conversation = lab().queued();
        Consultation consultation = consult(conversation);
        SipPhone last = lab().phone(205);
        int before = last.incoming().size();
        Call own = conversation.agent().call("205").awaitAnswered(SOON);
        Call call = next(last, before);

        assertThat(conversation.agentLeg().transferTo(own).await(SOON)).isGreaterThanOrEqualTo(400);

        call.awaitHears(conversation.agent().tone(), SOON);
        own.hangUp();
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        client().tell(consultation.transfer(), "complete");
        conversation.awaitCustomerTalksTo(target(), consultation.targetLeg());
    }

    @Test
    void twoWhoTalkAgainHearNothingOfIt() throws Exception {
        Silence.isUnheard(lab(), TransferIT::silenceOfReturn);
    }

    private static Duration silenceOfReturn() throws Exception {
        Conversation conversation = lab().dialled();
        target().habit(Habit.busy());
        long from = System.nanoTime();

        String transfer = client().transfer(customerOf(conversation), "blind", "extension:204");

        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("returned");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        Thread.sleep(300);
        Tone customer = conversation.customer().tone();
        assertThat(conversation.agentLeg().ear().tones()).containsExactly(customer);
        return conversation.customerLeg().ear().longestSilence(from, System.nanoTime());
    }
}
