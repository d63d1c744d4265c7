package org.crmroute.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A form as browsers and PHP post it: {@code a=1&b%5Bc%5D=2}. */
final class PostedForm {

    private static final int MOST_FIELDS = 200;

    private PostedForm() {}

    /**
     * Names to values; of a name that comes twice the last counts.
     *
     * @return empty for what is no such form
     */
    static Optional<Map<String, String>> read(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        String[] pairs = body.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            return Optional.empty();
        }
        try {
            for (String pair : pairs) {
                if (!pair.isBlank()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    form.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            // a percent sign with no number behind it
            return Optional.empty();
        }
        return Optional.of(form);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
    }
}
