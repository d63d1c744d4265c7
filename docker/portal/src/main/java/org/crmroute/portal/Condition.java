package org.crmroute.portal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a filter: {@code ">=opportunity": 100}. Values are compared as numbers or times if both sides are such,
 * else as texts; {@code Y} is 1 and {@code N} is 0, and nothing is the empty text.
 */
record Condition(Operator operator, String field, @Nullable Object value) {

    enum Operator {
        NOT_IN("!@"),
        NOT_EQUAL("!="),
        NOT_LIKE("!%"),
        AT_LEAST(">="),
        AT_MOST("<="),
        LIKE("%"),
        NOT("!"),
        IN("@"),
        EQUAL("="),
        MORE(">"),
        LESS("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** Takes the operator off a filter's key; without one it is {@code =}. */
    static Condition of(String key, @Nullable Object value) {
        for (Operator operator : Operator.values()) {
            if (key.startsWith(operator.sign)) {
                return new Condition(operator, key.substring(operator.sign.length()), value);
            }
        }
        return new Condition(Operator.EQUAL, key, value);
    }

    boolean matches(@Nullable Object actual) {
        return switch (operator) {
            case EQUAL, IN -> anyEqual(actual);
            case NOT, NOT_EQUAL, NOT_IN -> !anyEqual(actual);
            case LIKE -> like(actual);
            case NOT_LIKE -> !like(actual);
            case MORE -> filled(actual) && compare(actual, value) > 0;
            case LESS -> filled(actual) && compare(actual, value) < 0;
            case AT_LEAST -> filled(actual) && compare(actual, value) >= 0;
            case AT_MOST -> filled(actual) && compare(actual, value) <= 0;
        };
    }

    private boolean anyEqual(@Nullable Object actual) {
        Collection<?> held = actual instanceof Collection<?> many ? many : List.of(Json.text(actual));
        List<?> wanted = value instanceof Collection<?> ? Json.list(value) : List.of(Json.text(value));
        if (held.isEmpty()) {
            return wanted.stream().anyMatch(w -> Json.text(w).isEmpty());
        }
        return held.stream().anyMatch(h -> wanted.stream().anyMatch(w -> compare(h, w) == 0));
    }

    private boolean like(@Nullable Object actual) {
        return Json.text(actual)
                .toLowerCase(Locale.ROOT)
                .contains(Json.text(value).toLowerCase(Locale.ROOT).replace("%", ""));
    }

    private static boolean filled(@Nullable Object actual) {
        return !Json.text(actual).isEmpty();
    }

    private static int compare(@Nullable Object actual, @Nullable Object wanted) {
        String left = plain(actual);
        String right = plain(wanted);
        try {
            return new BigDecimal(left).compareTo(new BigDecimal(right.isEmpty() ? "0" : right));
        } catch (NumberFormatException e) {
            try {
                return OffsetDateTime.parse(left)
                        .toInstant()
                        .compareTo(OffsetDateTime.parse(right).toInstant());
            } catch (DateTimeException notTimes) {
                return left.compareTo(right);
            }
        }
    }

    private static String plain(@Nullable Object value) {
        String text = Json.text(value);
        return switch (text) {
            case "Y", "true" -> "1";
            case "N", "false" -> "0";
            default -> text;
        };
    }
}
