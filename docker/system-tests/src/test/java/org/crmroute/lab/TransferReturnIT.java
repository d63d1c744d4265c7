package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;

import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the target cannot be had, the call comes back: to the transferor, or to Others when nobody is there any more. */
class TransferReturnIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(63, TransferLab::start);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static TransfersClient client() {
        return lab().transfers().client();
    }

    private static SipPhone target() {
        return lab().phone(204);
    }

    private static void targetIs(String what) {
        target().habit(
                        switch (what) {
                            case "busy" -> Habit.busy();
                            case "refused" -> Habit.refuses();
                            case "no_answer" -> Habit.rings();
                            default -> Habit.answers();
                        });
    }

    /** The extension that is what. */
    private static String extension(String what) {
        return what.equals("unreachable") ? "extension:209" : "extension:204";
    }

    @ParameterizedTest
    @CsvSource({
        "blind, busy", "blind, refused", "blind, no_answer", "blind, unreachable",
        "attended, busy", "attended, refused", "attended, no_answer", "attended, unreachable"
    })
    void theTransferorHasTheCustomerAgain(String kind, String what) throws Exception {
        Conversation conversation = kind.equals("blind") ? lab().dialled() : lab().queued();
        targetIs(what);

        String transfer = client().transfer(conversation.customer().number(), kind, extension(what));

        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("returned");
        assertThat(client().awaitOutcome(transfer).reason()).isEqualTo(what);
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "no_answer"})
    void withTheTransferorGoneOthersHaveIt(String what) throws Exception {
        Conversation conversation = lab().queued();
        SipPhone operator = lab().phone(TransferLab.OPERATOR);
        int before = operator.incoming().size();
        target().habit(
                        what.equals("busy")
                                ? new Habit.TurnsDown(Duration.ofSeconds(1), 486, "Busy Here")
                                : Habit.rings());

        String transfer = client().transfer(TransferLab.QUEUED, "blind", "extension:204");
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        conversation.agentLeg().hangUp();

        conversation.awaitCustomerTalksTo(operator, next(operator, before));
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("given_back");
        assertThat(client().awaitOutcome(transfer).reason()).isEqualTo(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blind", "attended"})
    void aCustomerWhoHangsUpWhileItRingsEndsIt(String kind) throws Exception {
        Conversation conversation = lab().dialled();
        target().habit(Habit.rings());
        int before = target().incoming().size();
        String transfer = client().transfer(TransferLab.DIALLED, kind, "extension:204");
        Call call = next(target(), before);

        conversation.customerLeg().hangUp();

        call.awaitEnd(SOON);
        conversation.agentLeg().awaitEnd(SOON);
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("abandoned");
    }

    @Test
    void aTargetWhoHangsUpWhileConsultedBringsTheCustomerBack() throws Exception {
        Conversation conversation = lab().queued();
        int before = target().incoming().size();
        String transfer = client().transfer(TransferLab.QUEUED, "attended", "extension:204");
        Call call = next(target(), before);
        call.awaitHearsOnly(conversation.agent().tone(), SOON);

        call.hangUp();

        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("returned");
    }

    @Test
    void theTransferorTakesTheCustomerBackWhileItRings() throws Exception {
        Conversation conversation = lab().dialled();
        target().habit(Habit.rings());
        int before = target().incoming().size();
        String transfer = client().transfer(TransferLab.DIALLED, "blind", "extension:204");
        Call call = next(target(), before);

        client().tell(transfer, "cancel");

        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        call.awaitEnd(SOON);
        assertThat(client().awaitOutcome(transfer).result()).isEqualTo("cancelled");
    }
}
