package org.crmroute.portal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads query strings and form bodies as PHP does: {@code filter[>id]=5&select[]=id} is a tree. */
final class PhpQuery {

    private PhpQuery() {}

    /** The tree: maps with texts at the ends, and lists where the keys are 0, 1, 2 …. */
    static Map<String, @Nullable Object> parse(String query) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            put(root, path(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        root.replaceAll((name, value) -> listed(value));
        return root;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** {@code a[b][]} is a, b and an empty name. */
    private static List<String> path(String name) {
        List<String> path = new ArrayList<>();
        int open = name.indexOf('[');
        if (open <= 0) {
            path.add(name);
            return path;
        }
        path.add(name.substring(0, open));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0) {
                break;
            }
            path.add(name.substring(open + 1, close));
            open = close + 1 < name.length() && name.charAt(close + 1) == '[' ? close + 1 : -1;
        }
        return path;
    }

    private static void put(Map<String, @Nullable Object> root, List<String> path, String value) {
        Map<String, @Nullable Object> place = root;
        for (int i = 0; i < path.size() - 1; i++) {
            String name = named(place, path.get(i));
            Object inner = place.get(name);
            if (!(inner instanceof Map<?, ?>)) {
                inner = new LinkedHashMap<String, @Nullable Object>();
                place.put(name, inner);
            }
            place = Json.object(inner);
        }
        place.put(named(place, path.getLast()), value);
    }

    private static String named(Map<String, @Nullable Object> place, String name) {
        return name.isEmpty() ? String.valueOf(place.size()) : name;
    }

    private static @Nullable Object listed(@Nullable Object tree) {
        if (tree instanceof Map<?, ?>) {
            Map<String, @Nullable Object> map = Json.object(tree);
            map.replaceAll((name, value) -> listed(value));
            return Json.phpArray(map);
        }
        return tree;
    }

    /** The tree as a form body, brackets encoded as Bitrix24 sends its events. */
    static String write(Map<String, @Nullable Object> tree) {
        StringBuilder body = new StringBuilder();
        tree.forEach((name, value) -> write(body, name, value));
        return body.toString();
    }

    private static void write(StringBuilder body, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            Json.object(value).forEach((key, inner) -> write(body, name + "[" + key + "]", inner));
            return;
        }
        body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(Json.text(value), StandardCharsets.UTF_8));
    }
}
