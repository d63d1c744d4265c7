package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees of maps, lists, texts, numbers and booleans, and what PHP makes of them. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] write(@Nullable Object tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    /**
     * Reads a tree.
     *
     * @throws JacksonException if it is no JSON
     */
    static @Nullable Object read(byte[] json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** The tree as a map; a list becomes one with keys from 0, as all PHP arrays are maps; anything else is empty. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(@Nullable Object tree) {
        if (tree instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) tree;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                map.put(String.valueOf(i), list.get(i));
            }
        }
        return map;
    }

    /** The tree as a list: a map's values, or the one value there is. */
    static List<@Nullable Object> list(@Nullable Object tree) {
        if (tree == null || "".equals(tree)) {
            return new ArrayList<>();
        }
        if (tree instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (tree instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values());
        }
        List<@Nullable Object> one = new ArrayList<>();
        one.add(tree);
        return one;
    }

    /** PHP writes an array without entries, or with the keys 0, 1, 2 …, as a JSON list. */
    static Object phpArray(Map<String, @Nullable Object> map) {
        int i = 0;
        for (String key : map.keySet()) {
            if (!key.equals(String.valueOf(i++))) {
                return map;
            }
        }
        return new ArrayList<>(map.values());
    }

    /** The number that PHP's {@code (int)} would make of a value, within Java's int. */
    static int integer(@Nullable Object value, int absent) {
        if (value == null || value.toString().isBlank()) {
            return absent;
        }
        if (value instanceof Number number) {
            return Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        try {
            return Math.clamp(Long.parseLong(value.toString().strip()), Integer.MIN_VALUE, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The value as text; empty for null. */
    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
