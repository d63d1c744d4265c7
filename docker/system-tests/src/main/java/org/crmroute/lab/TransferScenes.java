package org.crmroute.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.Party;
import org.crmroute.lab.phone.SipPhone;

/**
 * Calls that are already talking are handed on through the transfer app, as docker/demo shows it. Each phone says a tone of its own
 * and listens for those of the others, so what is printed is what the phones heard, and for how long they heard nothing.
 */
final class TransferScenes {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** What nobody notices, and TransferIT holds every transfer to. */
    private static final Duration UNHEARD = Duration.ofMillis(200);

    /** A machine that is busy with other things makes it longer, and that is no fault of the transfer; this is one. */
    private static final Duration WRONG = Duration.ofMillis(1500);

    /** So long they go on talking afterwards: gaps come late. */
    private static final Duration AFTERWARDS = Duration.ofMillis(500);

    private final PhoneRoom room;
    private final TransfersClient transfers;
    private final PrintStream out;

    private TransferScenes(PhoneRoom room, TransfersClient transfers, PrintStream out) {
        this.room = room;
        this.transfers = transfers;
        this.out = out;
    }

    /** Plays all of them; tells whether each went as it should. */
    static boolean play(LabNetwork network, TransfersClient transfers, PrintStream out)
            throws IOException, InterruptedException {
        try (PhoneRoom room = PhoneRoom.open(network)) {
            TransferScenes scenes = new TransferScenes(room, transfers, out);
            boolean right = scenes.scene("Blind: 206 hands a customer on to 204", "79123456701", 206, scenes::blind);
            right &= scenes.scene(
                    "Attended: 201 talks to 204 first, while the customer waits", "79123456702", 201, scenes::attended);
            right &= scenes.scene("Blind to 205, who is busy", "79123456701", 206, scenes::busy);
            return right;
        }
    }

    /** What happens after customer and agent began to talk; tells how the transfer app says that it ended. */
    @FunctionalInterface
    private interface Plot {
        TransfersClient.Outcome play(Conversation conversation) throws IOException, InterruptedException;
    }

    private boolean scene(String title, String number, int agent, Plot plot) throws IOException, InterruptedException {
        out.printf("%n%s%n", title);
        try {
            Conversation conversation = Conversation.begin(room.customer(number), Lab.DID, room.phone(agent));
            told("+%s and %s hear each other", number, Desks.at(agent));
            long from = System.nanoTime();
            TransfersClient.Outcome outcome = plot.play(conversation);
            Thread.sleep(AFTERWARDS.toMillis());
            Duration silence = conversation.customerLeg().ear().longestSilence(from, System.nanoTime());
            told("outcome: %s", outcome);
            boolean unheard = silence.compareTo(UNHEARD) <= 0;
            told(
                    "the longest time in which the customer heard nothing: %d ms%s",
                    silence.toMillis(),
                    unheard ? "" : " (200 at most on a machine that is not busy with other things)");
            return right(silence.compareTo(WRONG) <= 0, "that is too long");
        } catch (IllegalStateException e) {
            return right(false, "%s", String.valueOf(e.getMessage()));
        } finally {
            hangUp();
        }
    }

    private TransfersClient.Outcome blind(Conversation conversation) throws IOException, InterruptedException {
        SipPhone target = room.phone(204);
        target.habit(Habit.answersAfter(Duration.ofSeconds(1)));
        int before = target.incoming().size();
        String transfer = transfers.transfer(conversation.customer().number(), "blind", "extension:204");
        Call leg = ringing(target, before);
        conversation.customerLeg().awaitHearsOnlyMusic(PATIENCE);
        told("the customer hears music, %s rings", Desks.at(204));
        conversation.awaitCustomerTalksTo(target, leg);
        conversation.agentLeg().awaitEnd(PATIENCE);
        told("the customer and 204 hear each other, 206 is free again");
        return expected(transfer, "completed", "");
    }

    private TransfersClient.Outcome attended(Conversation conversation) throws IOException, InterruptedException {
        SipPhone target = room.phone(204);
        target.habit(Habit.answersAfter(Duration.ofSeconds(1)));
        int before = target.incoming().size();
        String transfer = transfers.transfer(conversation.customer().number(), "attended", "extension:204");
        Call leg = ringing(target, before);
        conversation.agentLeg().awaitHearsOnly(target.tone(), PATIENCE);
        leg.awaitHearsOnly(conversation.agent().tone(), PATIENCE);
        conversation.customerLeg().awaitHearsOnlyMusic(PATIENCE);
        told("201 and 204 hear each other, the customer hears music and neither of them");
        transfers.awaitState(transfer, "consulting");
        transfers.tell(transfer, "swap");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        leg.awaitHearsOnlyMusic(PATIENCE);
        told("swap: the customer and 201 hear each other, 204 hears music");
        transfers.tell(transfer, "complete");
        conversation.awaitCustomerTalksTo(target, leg);
        conversation.agentLeg().awaitEnd(PATIENCE);
        told("complete: the customer and 204 hear each other, 201 is free again");
        return expected(transfer, "completed", "");
    }

    private TransfersClient.Outcome busy(Conversation conversation) throws IOException, InterruptedException {
        room.phone(205).habit(Habit.busy());
        String transfer = transfers.transfer(conversation.customer().number(), "blind", "extension:205");
        TransfersClient.Outcome outcome = expected(transfer, "returned", "busy");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        told("the customer and 206 hear each other again; 206's phone did not have to ring anew");
        return outcome;
    }

    /** The call that a transfer brings, with what its display shows. */
    private Call ringing(SipPhone target, int before) throws InterruptedException {
        Call leg = Conversation.next(target, before);
        String display = leg.shows().map(TransferScenes::asShown).orElse("nobody");
        told("%s shows: %s", target.number(), display);
        return leg;
    }

    private static String asShown(Party party) {
        return "%s (%s)".formatted(party.name(), party.number());
    }

    private TransfersClient.Outcome expected(String transfer, String result, String reason)
            throws IOException, InterruptedException {
        TransfersClient.Outcome outcome = transfers.awaitOutcome(transfer);
        TransfersClient.Outcome right = new TransfersClient.Outcome(result, reason);
        if (!outcome.equals(right)) {
            throw new IllegalStateException("the transfer ended as '%s', not as '%s'".formatted(outcome, right));
        }
        return outcome;
    }

    private boolean right(boolean isRight, String otherwise, Object... values) {
        if (!isRight) {
            told("WRONG: " + otherwise, values);
        }
        return isRight;
    }

    private void told(String what, Object... values) {
        out.printf("  " + what + "%n", values);
    }

    private void hangUp() {
        room.all().forEach(phone -> phone.live().forEach(Call::hangUp));
    }
}
