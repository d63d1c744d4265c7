package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;

import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections to Asterisk break, or die without a word, or Asterisk itself goes: the app recovers by itself, the calls live. */
class TransferOutageIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** How long the app may take to see that a connection is dead, and to be at work again. */
    private static final Duration RECOVERY = Duration.ofSeconds(45);

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(65, TransferLab::startPatient);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static TransfersClient client() {
        return lab().transfers().client();
    }

    private static SipPhone target() {
        return lab().phone(204);
    }

    /** An attended transfer whose target rings. */
    private record Ringing(Conversation conversation, String id, Call targetLeg) {

        void consults() throws Exception {
            targetLeg.awaitHearsOnly(conversation.agent().tone(), RECOVERY);
            conversation.agentLeg().awaitHearsOnly(target().tone(), SOON);
            conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        }
    }

    private static Ringing ringing() throws Exception {
        target().habit(Habit.rings());
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        String id = client().transfer(TransferLab.QUEUED, "attended", "extension:204");
        Ringing ringing = new Ringing(conversation, id, next(target(), before));
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        client().awaitSettled(id);
        return ringing;
    }

    @Test
    void theWebSocketIsCutAndTheTargetAnswersMeanwhile() throws Exception {
        Ringing transfer = ringing();

        lab().transfers().ari().unplug();
        transfer.targetLeg().answer();
        Thread.sleep(1_000);
        lab().transfers().ari().plug();

        transfer.consults();
        client().tell(transfer.id(), "complete");
        transfer.conversation().awaitCustomerTalksTo(target(), transfer.targetLeg());
    }

    @Test
    void theWebSocketDiesWithoutAWordAndTheTargetAnswers() throws Exception {
        Ringing transfer = ringing();

        lab().transfers().ari().forget();
        transfer.targetLeg().answer();

        transfer.consults();
        client().tell(transfer.id(), "cancel");
        transfer.conversation()
                .awaitCustomerTalksTo(
                        transfer.conversation().agent(), transfer.conversation().agentLeg());
    }

    @Test
    void theWebSocketIsCutAndTheCustomerHangsUpMeanwhile() throws Exception {
        Ringing transfer = ringing();

        lab().transfers().ari().unplug();
        transfer.conversation().customerLeg().hangUp();
        Thread.sleep(1_000);
        lab().transfers().ari().plug();

        transfer.targetLeg().awaitEnd(SOON);
        transfer.conversation().agentLeg().awaitEnd(SOON);
        assertThat(client().awaitOutcome(transfer.id()).result()).isEqualTo("abandoned");
    }

    @Test
    void theManagerConnectionDiesWithoutAWord() throws Exception {
        Conversation conversation = lab().dialled();
        String call = client().callOf(TransferLab.DIALLED).path("id").asString();
        lab().transfers().ami().forget();
        long from = System.nanoTime();
        int before = target().incoming().size();

        TransfersClient.Answer answer = client().ask(call, "blind", "extension:204");

        long until = System.nanoTime() + RECOVERY.toNanos();
        while (answer.status() != 201
                || !client().awaitOutcome(answer.text("id")).result().equals("completed")) {
            assertThat(answer.status()).as(answer.toString()).isIn(201, 409, 503);
            assertThat(System.nanoTime()).as("no transfer works: " + answer).isLessThan(until);
            // until it works again nothing happens to the call
            assertThat(conversation
                            .customerLeg()
                            .ear()
                            .longestGap(conversation.agent().tone(), from, System.nanoTime()))
                    .isLessThan(Duration.ofMillis(200));
            Thread.sleep(500);
            before = target().incoming().size();
            answer = client().ask(call, "blind", "extension:204");
        }
        conversation.awaitCustomerTalksTo(target(), next(target(), before));
    }

    @Test
    void asteriskIsRestarted() throws Exception {
        Ringing transfer = ringing();

        lab().asterisk().restart();

        transfer.conversation().customerLeg().awaitEnd(SOON);
        client().awaitState(transfer.id(), RECOVERY, "ended");
        target().habit(Habit.answers());
        Conversation conversation = lab().dialled();
        int before = target().incoming().size();
        client().transfer(TransferLab.DIALLED, "blind", "extension:204");
        conversation.awaitCustomerTalksTo(target(), next(target(), before));
    }
}
