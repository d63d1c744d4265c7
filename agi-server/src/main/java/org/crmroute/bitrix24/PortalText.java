package org.crmroute.bitrix24;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that came from outside, made fit for a line of a log: one line, no control characters, short, no secret. */
final class PortalText {

    private static final int LONGEST = 200;

    private PortalText() {}

    /** @param secrets what must not be seen, should the portal repeat it */
    static String clean(@Nullable Object text, List<String> secrets) {
        if (!(text instanceof String || text instanceof Number || text instanceof Boolean)) {
            return "";
        }
        String line = text.toString();
        if (line.length() > 10 * LONGEST) {
            line = line.substring(0, 10 * LONGEST);
        }
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                line = line.replace(secret, "***");
            }
        }
        StringBuilder clean = new StringBuilder();
        line.codePoints().forEach(point -> {
            if (hidden(point)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else {
                clean.appendCodePoint(point);
            }
        });
        String stripped = clean.toString().strip();
        if (stripped.codePointCount(0, stripped.length()) <= LONGEST) {
            return stripped;
        }
        return stripped.substring(0, stripped.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** Control characters, line ends, and what turns the direction of writing. */
    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
