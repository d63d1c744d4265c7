package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What customers do not hear while they are moved. A busy machine only adds to it, so the shortest of some attempts counts. */
final class Silence {

    /** Shorter than a pause between words. */
    static final Duration UNHEARD = Duration.ofMillis(200);

    private static final int ATTEMPTS = 3;

    private Silence() {}

    /** Moves somebody, checks that everything else is right, and tells the longest silence of it. */
    @FunctionalInterface
    interface Attempt {
        Duration silence() throws Exception;
    }

    static void isUnheard(TransferLab lab, Attempt attempt) throws Exception {
        List<Duration> silences = new ArrayList<>(List.of(attempt.silence()));
        while (silences.getLast().compareTo(UNHEARD) >= 0 && silences.size() < ATTEMPTS) {
            lab.quiet();
            silences.add(attempt.silence());
        }
        assertThat(silences.getLast())
                .as("the longest silence of each attempt: " + silences)
                .isLessThan(UNHEARD);
    }

    /** The longest time for which one of two who talk did not hear the other. */
    static Duration between(Conversation conversation, long from, long to) {
        Duration customers =
                conversation.customerLeg().ear().longestGap(conversation.agent().tone(), from, to);
        Duration agents =
                conversation.agentLeg().ear().longestGap(conversation.customer().tone(), from, to);
        return customers.compareTo(agents) > 0 ? customers : agents;
    }
}
