package org.crmroute.bitrix24;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command of a batch as PHP's {@code http_build_query} would: {@code crm.item.list?filter%5B%3Eid%5D=5}. Lists
 * become {@code k[0]=…&k[1]=…}, yes and no become 1 and 0, and {@code +} in a date becomes {@code %2B}. The portal
 * decodes first and then puts in what {@code $result[…]} refers to.
 */
final class Query {

    private final StringBuilder text = new StringBuilder();

    private Query() {}

    /** @throws BitrixError.Defect when there is an empty list: it would vanish, and a filter with it */
    static String of(Command command) throws BitrixError.Defect {
        Query query = new Query();
        for (Map.Entry<String, Object> parameter : command.parameters().entrySet()) {
            query.add(encode(parameter.getKey()), parameter.getValue());
        }
        return query.text.isEmpty() ? command.method() : command.method() + "?" + query.text;
    }

    private void add(String name, @Nullable Object value) throws BitrixError.Defect {
        switch (value) {
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    add(name + "%5B" + encode(String.valueOf(entry.getKey())) + "%5D", entry.getValue());
                }
            }
            case List<?> list -> {
                if (list.isEmpty()) {
                    throw new BitrixError.Defect("bad-command", "a list of a batch's command must not be empty");
                }
                for (int i = 0; i < list.size(); i++) {
                    add(name + "%5B" + i + "%5D", list.get(i));
                }
            }
            case null -> append(name, "");
            case Boolean flag -> append(name, flag ? "1" : "0");
            default -> append(name, value.toString());
        }
    }

    private void append(String name, String value) {
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(name).append('=').append(encode(value));
    }

    private static String encode(String raw) {
        return URLEncoder.encode(raw, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
