package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fifty calls are handed on at the same moment: none is lost, and every customer talks to the one they were given to. */
class TransferLoadIT {

    private static final int CALLS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a customer may wait in silence while two cores do all this, and the phones, at once. */
    private static final Duration BEARABLE = Duration.ofSeconds(3);

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(66, TransferLab::startPatient);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static int agent(int number) {
        return 201 + number % 6;
    }

    private static int target(int number) {
        return 211 + number % 5;
    }

    @Test
    void fiftyAtOnce(TestReporter reporter) throws Exception {
        for (int i = 0; i < 5; i++) {
            lab().phone(target(i)).habit(Habit.answersAfter(Duration.ofMillis(500 + 300L * i)));
        }
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            conversations.add(lab().direct(lab().room().customer("799920000%02d".formatted(i)), agent(i)));
        }
        long from = System.nanoTime();

        List<String> transfers = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String customer = conversations.get(i).customer().number();
                String kind = i % 2 == 0 ? "blind" : "attended";
                String target = "extension:" + target(i);
                asked.add(all.submit(() -> {
                    TransfersClient client = lab().transfers().client();
                    String transfer = client.transfer(customer, kind, target);
                    if (kind.equals("attended")) {
                        client.awaitState(transfer, "consulting");
                        client.tell(transfer, "complete");
                    }
                    return transfer;
                }));
            }
            for (Future<String> future : asked) {
                transfers.add(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }

        for (int i = 0; i < CALLS; i++) {
            Conversation conversation = conversations.get(i);
            SipPhone target = lab().phone(target(i));
            conversation.customerLeg().awaitHearsOnly(target.tone(), PATIENCE);
            assertThat(lab().transfers().client().awaitOutcome(transfers.get(i)).result())
                    .isEqualTo("completed");
            conversation.agentLeg().awaitEnd(PATIENCE);
        }
        long to = System.nanoTime();
        assertThat(conversations).allMatch(Conversation::customerIsThere);
        List<Duration> silences = conversations.stream()
                .map(c -> c.customerLeg().ear().longestSilence(from, to))
                .sorted()
                .toList();
        reporter.publishEntry(
                "silence", "median %s, longest %s".formatted(silences.get(CALLS / 2), silences.getLast()));
        assertThat(silences.getLast()).as("the longest silences: " + silences).isLessThan(BEARABLE);
        for (int i = 0; i < 5; i++) {
            assertThat(lab().phone(target(i)).live()).hasSize(CALLS / 5).allMatch(call -> talks(call, conversations));
        }
    }

    private static boolean talks(Call call, List<Conversation> conversations) {
        return call.ear().hears(conversations.getFirst().customer().tone());
    }
}
