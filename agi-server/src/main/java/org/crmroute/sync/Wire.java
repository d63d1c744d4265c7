package org.crmroute.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Values as Bitrix24 writes them: ids are numbers or strings, yes is {@code true}, {@code "Y"} or {@code 1}, and
 * nothing is {@code null}, {@code ""}, {@code 0}, {@code false} or {@code []}.
 */
final class Wire {

    private Wire() {}

    /** The first of the properties that is there. */
    static @Nullable Object first(Map<String, Object> row, String... names) {
        for (String name : names) {
            Object value = row.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** An id, which is a positive whole number. */
    static OptionalLong id(@Nullable Object value) {
        OptionalLong number = number(value);
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    static OptionalLong number(@Nullable Object value) {
        return switch (value) {
            case Integer number -> OptionalLong.of(number);
            case Long number -> OptionalLong.of(number);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> OptionalLong.of(number.longValue());
            case String text
            when text.strip().matches("-?[0-9]{1,18}") -> OptionalLong.of(Long.parseLong(text.strip()));
            case null, default -> OptionalLong.empty();
        };
    }

    /** The ids in a list, or the one that stands in its place. */
    static List<Long> ids(@Nullable Object value) {
        List<Long> ids = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            id(each).ifPresent(ids::add);
        }
        return ids;
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text.strip();
            case Number number -> number.toString();
            case null, default -> "";
        };
    }

    static boolean yes(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text -> text.equalsIgnoreCase("Y") || text.equals("1") || text.equalsIgnoreCase("true");
            case Number number -> number.intValue() == 1;
            case null, default -> false;
        };
    }

    /** ISO 8601 with an offset. */
    static Optional<Instant> moment(@Nullable Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A JSON object, if it is one. */
    @SuppressWarnings("unchecked") // JSON knows no other keys than strings
    static Optional<Map<String, Object>> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
    }

    /** The objects of a list; empty for what is none. */
    static List<Map<String, Object>> objects(@Nullable Object value) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : List.of()) {
            object(each).ifPresent(objects::add);
        }
        return objects;
    }
}
