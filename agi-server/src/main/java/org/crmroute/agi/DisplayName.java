package org.crmroute.agi;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;

/** A name from the CRM as a phone may show it: one line, no control characters, not too long. */
final class DisplayName {

    /** What Asterisk keeps of a SIP display name. */
    static final int MOST_BYTES = 79;

    /** Names are not read beyond this many chars; what is dropped below can only make them shorter. */
    private static final int MOST_CHARS = 1_000;

    private DisplayName() {}

    static String of(String name) {
        return shorten(oneLine(name.length() > MOST_CHARS ? name.substring(0, MOST_CHARS) : name));
    }

    private static String oneLine(String name) {
        StringBuilder line = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                        line.append(' ');
                    }
                }
                case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> {}
                // Marks that turn the direction of text would let a name imitate another; joiners make up emoji.
                case Character.FORMAT -> line.append(c == 0x200d || c == 0x200c ? Character.toString(c) : "");
                default -> line.appendCodePoint(c);
            }
        });
        return line.toString().strip();
    }

    private static String shorten(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(name);
        int end = 0;
        int next = graphemes.next();
        while (next != BreakIterator.DONE && bytes(name.substring(0, next)) <= MOST_BYTES) {
            end = next;
            next = graphemes.next();
        }
        // A letter under a heap of accents can be too long by itself.
        return (end > 0 ? name.substring(0, end) : firstCodePoints(name)).strip();
    }

    private static String firstCodePoints(String name) {
        int end = 0;
        int next = Character.charCount(name.codePointAt(0));
        while (next <= name.length() && bytes(name.substring(0, next)) <= MOST_BYTES) {
            end = next;
            next = end < name.length() ? end + Character.charCount(name.codePointAt(end)) : Integer.MAX_VALUE;
        }
        return name.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
