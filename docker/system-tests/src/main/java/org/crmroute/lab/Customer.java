package org.crmroute.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who calls.
 *
 * @param number caller ID, as the trunk sends it
 * @param name display name; may be empty
 * @param withheld whether the number is not to be shown
 */
public record Customer(String number, String name, boolean withheld) {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    public static Customer of(String number) {
        return new Customer(number, "", false);
    }

    public static Customer anonymous(String number) {
        return new Customer(number, "", true);
    }

    /** Calls a number, talks for a second once answered, hangs up, and learns how it ended. */
    Outcome callToTheEnd(LabNetwork network, Console console, String did) throws IOException, InterruptedException {
        int before = console.callsEnded();
        try (Sipp call = call(network, did)) {
            call.await(LONGEST);
            List<Outcome> outcomes = console.awaitOutcomes(before + 1, Duration.ofSeconds(10));
            if (outcomes.size() <= before) {
                throw new IllegalStateException("The call left no trace in Asterisk: " + call.screen());
            }
            return outcomes.get(before);
        }
    }

    private Sipp call(LabNetwork network, String did) throws IOException {
        return call(network, did, 1, 1);
    }

    /** Calls again and again. */
    Sipp call(LabNetwork network, String did, int calls, int perSecond) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(network.asterisk() + ":5060", "-i", network.trunk(), "-s", did, "-key", "caller", number));
        if (!withheld) {
            arguments.addAll(List.of("-key", "name", name));
        }
        arguments.addAll(List.of(
                "-recv_timeout",
                "1000",
                "-m",
                Integer.toString(calls),
                "-r",
                Integer.toString(perSecond),
                "-l",
                "400"));
        Duration bound = Duration.ofSeconds(60L + calls / Math.max(1, perSecond));
        return Sipp.start(withheld ? "caller-anonymous" : "caller", bound, arguments);
    }
}
