package org.crmroute.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a call ended, as the dialplan's hangup handler tells it.
 *
 * @param result {@code ANSWERED}, {@code ABANDONED}, {@code NOBODY}, {@code HANDED_OVER}
 * @param at the last step: {@code extension:202}, {@code queue:sales}, …
 * @param by the extension that answered, or empty
 * @param tried why the steps before failed: {@code NOANSWER+BUSY}
 * @param fallback whether the dialplan itself had to find a way out
 * @param decision id in the decision log, or empty
 */
public record Outcome(
        String result,
        String at,
        String by,
        String tried,
        boolean fallback,
        String status,
        String reason,
        String rule,
        String record,
        String decision) {

    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\S*)");
    private static final Pattern PEER = Pattern.compile("(?:PJSIP/)?([0-9A-Za-z]+)(?:-[0-9a-f]+)?(?:@.*)?");
    private static final String MARK = "crmroute: result=";

    /** Reads a line of Asterisk's console; empty when it is about something else. */
    static Optional<Outcome> of(String line) {
        int at = line.indexOf(MARK);
        if (at < 0) {
            return Optional.empty();
        }
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(line.substring(at));
        while (pair.find()) {
            pairs.put(pair.group(1), pair.group(2));
        }
        Matcher peer = PEER.matcher(pairs.getOrDefault("by", ""));
        return Optional.of(new Outcome(
                pairs.getOrDefault("result", ""),
                pairs.getOrDefault("at", ""),
                peer.matches() ? peer.group(1) : "",
                pairs.getOrDefault("tried", ""),
                "1".equals(pairs.get("fallback")),
                pairs.getOrDefault("status", ""),
                pairs.getOrDefault("reason", ""),
                pairs.getOrDefault("rule", ""),
                pairs.getOrDefault("record", ""),
                pairs.getOrDefault("decision", "")));
    }
}
