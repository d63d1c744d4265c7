package org.crmroute.runtime.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes a text so that {@link YamlReader} reads the same again. */
public final class Scalar {

    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}][\\p{L}\\p{N} _./-]*[\\p{L}\\p{N}]|[0-9]{1,18}|\\p{L}");
    private static final List<String> RESERVED = List.of("null", "true", "false", "yes", "no", "on", "off");

    /** What YAML wants escaped, besides control characters and halves of pairs. */
    private static final String UNPRINTABLE = "\u2028\u2029\ufeff\ufffe\uffff";

    private Scalar() {}

    /** Bare where that is safe in every place of a document, else in double quotes. */
    public static String text(String text) {
        if (text.length() <= 200
                && PLAIN.matcher(text).matches()
                && !RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                quoted.append(c).append(text.charAt(++i));
                continue;
            }
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || Character.isSurrogate(c) || UNPRINTABLE.indexOf(c) >= 0) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
