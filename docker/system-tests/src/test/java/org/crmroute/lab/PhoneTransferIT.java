package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;

import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents without a screen hand calls on from their phones: by REFER and by feature codes, with no transfer app running. */
class PhoneTransferIT {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int TARGET = 204;

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(61, TransferLab::startWithoutApp);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static SipPhone target() {
        return lab().phone(TARGET);
    }

    private static void referReaches(Conversation conversation) throws Exception {
        int before = target().incoming().size();

        assertThat(conversation.agentLeg().transferTo("204").await(SOON)).isEqualTo(200);

        Call call = next(target(), before);
        conversation.awaitCustomerTalksTo(target(), call);
        assertThat(conversation.agentLeg().awaitEnd(SOON)).isNotNull();
    }

    @Test
    void aBlindReferOutOfDial() throws Exception {
        referReaches(lab().dialled());
    }

    @Test
    void aBlindReferOutOfAQueue() throws Exception {
        referReaches(lab().queued());
    }

    @Test
    void theTargetSeesCustomerAndTransferor() throws Exception {
        Conversation conversation = lab().dialled();
        int before = target().incoming().size();

        conversation.agentLeg().transferTo("204");

        Call call = next(target(), before);
        assertThat(call.shows().orElseThrow().number()).contains(TransferLab.DIALLED);
        assertThat(call.shows().orElseThrow().name()).contains("206");
        assertThat(call.divertedBy().orElseThrow().number()).isEqualTo("206");
        call.awaitAnswered(SOON);
    }

    private static void comesBack(Conversation conversation, String number) throws Exception {
        int before = conversation.agent().incoming().size();

        conversation.agentLeg().transferTo(number);

        Call back = next(conversation.agent(), before);
        conversation.awaitCustomerTalksTo(conversation.agent(), back);
        assertThat(conversation.customerIsThere()).isTrue();
    }

    @Test
    void aBusyTargetsCallComesBack() throws Exception {
        Conversation conversation = lab().dialled();
        target().habit(Habit.busy());
        comesBack(conversation, "204");
    }

    @Test
    void aTargetThatDeclinesSendsTheCallBack() throws Exception {
        Conversation conversation = lab().queued();
        target().habit(Habit.refuses());
        comesBack(conversation, "204");
    }

    @Test
    void aTargetThatDoesNotAnswerSendsTheCallBack() throws Exception {
        Conversation conversation = lab().dialled();
        target().habit(Habit.rings());
        comesBack(conversation, "204");
    }

    @Test
    void aTargetThatIsSwitchedOffSendsTheCallBack() throws Exception {
        comesBack(lab().dialled(), "209");
    }

    @Test
    void whenTheTransferorIsGoneOthersTakeTheCall() throws Exception {
        Conversation conversation = lab().queued();
        SipPhone operator = lab().phone(TransferLab.OPERATOR);
        int before = operator.incoming().size();
        target().habit(Habit.busy());
        conversation.agent().habit(Habit.busy());

        conversation.agentLeg().transferTo("204");

        conversation.awaitCustomerTalksTo(operator, next(operator, before));
    }

    @Test
    void anAttendedReferAfterAConsultation() throws Exception {
        Conversation conversation = lab().queued();
        conversation.agentLeg().hold();
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        int before = target().incoming().size();
        Call consultation = conversation.agent().call("204").awaitAnswered(SOON);
        Call call = next(target(), before);
        call.awaitHearsOnly(conversation.agent().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);

        assertThat(conversation.agentLeg().transferTo(consultation).await(SOON)).isEqualTo(200);

        conversation.awaitCustomerTalksTo(target(), call);
        assertThat(call.shows().orElseThrow().number()).contains(TransferLab.QUEUED);
    }

    @Test
    void aBlindTransferByFeatureCode() throws Exception {
        Conversation conversation = lab().dialled();
        int before = target().incoming().size();

        conversation.agentLeg().press("#1");
        Thread.sleep(1_500); // the announcement "transfer"
        conversation.agentLeg().press("204#");

        conversation.awaitCustomerTalksTo(target(), next(target(), before));
    }

    @Test
    void anAttendedTransferByFeatureCodeIsCompletedByHangingUp() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();

        conversation.agentLeg().press("*2");
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        Thread.sleep(1_500);
        conversation.agentLeg().press("204#");
        Call call = next(target(), before);
        call.awaitHears(conversation.agent().tone(), SOON);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        conversation.agentLeg().hangUp();

        conversation.awaitCustomerTalksTo(target(), call);
    }

    @Test
    void byTheCrmToWhoeverItNames() throws Exception {
        SipPhone manager = lab().phone(TransferLab.DIALLED_AGENT);
        manager.habit(Habit.busy());
        Conversation conversation = Conversation.begin(
                lab().room().customer(TransferLab.DIALLED), Lab.DID, lab().phone(205)); // the manager's head
        manager.habit(Habit.answers());
        int before = manager.incoming().size();

        conversation.agentLeg().transferTo("*276");

        conversation.awaitCustomerTalksTo(manager, next(manager, before));
    }
}
