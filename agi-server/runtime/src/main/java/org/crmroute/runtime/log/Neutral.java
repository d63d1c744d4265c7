package org.crmroute.runtime.log;

/**
 * Text from calls and the CRM, made harmless: no character in it can end a line, move a terminal's cursor, change its
 * colours, or turn the direction of what follows.
 */
public final class Neutral {

    private static final char STAND_IN = '\u00b7';

    private Neutral() {}

    /** The text with a middle dot for every such character; tabs become blanks. */
    public static String text(String hostile) {
        int i = 0;
        while (i < hostile.length() && !isHarmful(hostile.charAt(i))) {
            i++;
        }
        if (i == hostile.length()) {
            return hostile;
        }
        StringBuilder neutral = new StringBuilder(hostile);
        for (; i < neutral.length(); i++) {
            char c = neutral.charAt(i);
            if (isHarmful(c)) {
                neutral.setCharAt(i, c == '\t' ? ' ' : STAND_IN);
            }
        }
        return neutral.toString();
    }

    /** Controls (C0, DEL, C1 with its one-byte escape), line separators, and what overrides writing direction. */
    static boolean isHarmful(char c) {
        return c < ' '
                || (c >= '\u007f' && c <= '\u009f')
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\u200e'
                || c == '\u200f'
                || c == '\ufeff';
    }
}
