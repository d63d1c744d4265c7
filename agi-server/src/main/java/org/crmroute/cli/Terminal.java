package org.crmroute.cli;

import java.io.PrintWriter;
import org.crmroute.runtime.log.Neutral;

/**
 * Where answers go, with or without colours. Everything that comes from a call or the CRM is passed through
 * {@link #plain} or {@link #column} first: a contact's name must not be able to drive a terminal.
 */
public final class Terminal {

    private static final int LONGEST = 160;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colours;

    public Terminal(PrintWriter out, PrintWriter err, boolean colours) {
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Whether a person looks at it, and a line may be written over. */
    boolean moves() {
        return colours;
    }

    /** Writes over the line that this wrote last. */
    void replaceLine(String text) {
        out.print("\r\u001b[K" + text);
        out.flush();
    }

    /** Text as it is, for what another program reads. */
    public void raw(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    /** Many lines of ours or of a file's: harmless on a terminal, unchanged elsewhere. */
    public void document(String text) {
        raw(colours ? String.join("\n", text.lines().map(Neutral::text).toList()) : text);
    }

    public void error(String text) {
        text.lines().map(Neutral::text).forEach(err::println);
        err.flush();
    }

    /** Hostile text, on one line and not endless. */
    public static String plain(String hostile) {
        String neutral = Neutral.text(hostile);
        return neutral.length() <= LONGEST ? neutral : neutral.substring(0, LONGEST - 1) + "…";
    }

    /** Filled up with blanks to a width, counted in characters people see. */
    public static String column(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static int width(String text) {
        return (int) text.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
    }

    String good(String text) {
        return colour(text, "32");
    }

    String doubtful(String text) {
        return colour(text, "33");
    }

    String bad(String text) {
        return colour(text, "31");
    }

    String strong(String text) {
        return colour(text, "1");
    }

    String faint(String text) {
        return colour(text, "2");
    }

    private String colour(String text, String code) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
