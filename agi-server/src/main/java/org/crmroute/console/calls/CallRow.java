package org.crmroute.console.calls;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DecisionLog.Line;

/** A logged call as a line of a table, in the reader's words. */
public record CallRow(
        String id,
        String when,
        String caller,
        String number,
        String name,
        String calledNumber,
        String did,
        String scenario,
        long version,
        String status,
        String reason,
        String rule,
        String record,
        String target,
        String took,
        String mirrorAge) {

    public static CallRow of(Line line, Words words, ZoneId zone) {
        return new CallRow(
                line.id(),
                words.moment(line.at(), zone),
                line.caller(),
                PhoneText.of(line.caller(), words),
                line.name(),
                line.did(),
                line.did().isEmpty() ? "" : PhoneText.of(line.did(), words),
                line.scenario(),
                line.version(),
                line.status(),
                words.say("calls.reason." + line.reason()),
                line.rule(),
                line.record(),
                target(line.target(), words),
                took(line.micros(), words),
                line.mirrorAge().map(words::lasting).orElse(""));
    }

    /** {@code queue sales} in the reader's words. */
    public static String target(String target, Words words) {
        int space = target.indexOf(' ');
        return space < 0
                ? target
                : words.say("calls.target." + target.substring(0, space), target.substring(space + 1));
    }

    static String took(long micros, Words words) {
        if (micros < 1000) {
            return words.say("calls.micros", micros);
        }
        return words.say(
                "calls.millis", micros < 10_000 ? Math.round(micros / 100.0) / 10.0 : Math.rint(micros / 1000.0));
    }

    /** Where this number can be tested as this call came. */
    public String test() {
        return "/test?number=" + encoded(callerOrWord()) + "&did=" + encoded(calledNumber) + "&scenario="
                + encoded(scenario);
    }

    /** Where all calls of this caller stand. */
    public String sameCaller() {
        return "/calls?caller=" + encoded(callerOrWord());
    }

    private String callerOrWord() {
        return caller.isEmpty() ? "anonymous" : caller;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** How the page's style sheet marks the outcome. */
    public String badge() {
        return badge(status);
    }

    static String badge(String status) {
        return switch (status) {
            case "ROUTED" -> "good";
            case "FAILED" -> "error";
            default -> "warning";
        };
    }
}
