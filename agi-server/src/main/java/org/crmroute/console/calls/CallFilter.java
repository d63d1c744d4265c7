package org.crmroute.console.calls;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.routing.DecisionLog.Query;

/**
 * Which calls somebody wants to see, as typed.
 *
 * @param caller a number in any form, a part of one, or {@code anonymous}
 * @param from a day or a minute as browsers send them ({@code 2026-03-01T14:30}), in the server's zone; or a moment
 *     with its offset
 * @param until as {@code from}; a day counts to its end
 */
public record CallFilter(
        String caller,
        String did,
        String scenario,
        String status,
        String reason,
        String rule,
        String from,
        String until) {

    /** Nobody means more than this. */
    private static final int LONGEST = 100;

    public static CallFilter of(Context request) {
        return new CallFilter(
                typed(request, "caller"),
                typed(request, "did"),
                typed(request, "scenario"),
                typed(request, "status"),
                typed(request, "reason"),
                typed(request, "rule"),
                typed(request, "from"),
                typed(request, "until"));
    }

    private static String typed(Context request, String name) {
        String text = Optional.ofNullable(request.queryParam(name)).orElse("").strip();
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    public boolean isEmpty() {
        return fields().values().stream().allMatch(String::isEmpty);
    }

    /** Whether the newest calls can be among those asked for. */
    public boolean isOpenEnded() {
        return until.isEmpty();
    }

    /** Whether both moments can be read. */
    public boolean readable(ZoneId zone) {
        return (from.isEmpty() || moment(from, zone, false).isPresent())
                && (until.isEmpty() || moment(until, zone, true).isPresent());
    }

    /** What to look for in the log; a period that cannot be read does not limit. */
    public Query query(NumberPlan plan, ZoneId zone, int limit) {
        Optional<String> exact = Optional.empty();
        Optional<String> part = Optional.empty();
        if (caller.equalsIgnoreCase("anonymous")) {
            exact = Optional.of("");
        } else if (!caller.isEmpty()) {
            Party party = plan.read(caller);
            if (party instanceof Party.Phone) {
                exact = Optional.of(party.key());
            } else {
                String digits = caller.replaceAll("[^0-9]", "");
                part = Optional.of(digits.isEmpty() ? caller : digits);
            }
        }
        return new Query(
                exact,
                part,
                some(did).map(d -> plan.read(d).key()),
                some(scenario),
                some(status.toUpperCase(Locale.ROOT)),
                some(reason.toUpperCase(Locale.ROOT)),
                some(rule),
                moment(from, zone, false),
                moment(until, zone, true),
                Optional.empty(),
                limit);
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Instant> moment(String text, ZoneId zone, boolean end) {
        try {
            if (text.length() == "2026-03-01".length()) {
                LocalDate day = LocalDate.parse(text);
                return Optional.of(
                        (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            if (text.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime moment -> moment.toInstant();
                        case LocalDateTime local -> local.atZone(zone).toInstant();
                        case TemporalAccessor other -> throw new DateTimeException("not asked for: " + other);
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As the query part of an address, with another parameter behind it when it is not empty. */
    public String address(String name, String value) {
        Map<String, String> all = fields();
        all.put(name, value);
        return all.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("caller", caller);
        fields.put("did", did);
        fields.put("scenario", scenario);
        fields.put("status", status);
        fields.put("reason", reason);
        fields.put("rule", rule);
        fields.put("from", from);
        fields.put("until", until);
        return fields;
    }
}
