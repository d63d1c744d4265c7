package org.crmroute.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes numbers out of what is written round them: display names, URIs, labels, extensions, lists. It knows no
 * country, uses no regular expression and is linear in the text, which may be hostile.
 */
final class NumberText {

    /** Words that say nothing but "here is a number". A number after any other word must show a plus sign. */
    private static final Set<String> LABELS = Set.of(
            "т",
            "тел",
            "телефон",
            "м",
            "моб",
            "мобильный",
            "сот",
            "сотовый",
            "раб",
            "рабочий",
            "дом",
            "домашний",
            "факс",
            "городской",
            "личный",
            "основной",
            "ватсап",
            "вайбер",
            "tel",
            "telephone",
            "phone",
            "ph",
            "p",
            "t",
            "m",
            "mob",
            "mobile",
            "cell",
            "work",
            "office",
            "home",
            "fax",
            "main",
            "direct",
            "whatsapp",
            "wa",
            "viber",
            "handy",
            "mobil");

    /** Words that may stand right behind the last digit, with no blank: an extension follows. */
    private static final List<String> EXTENSION_WORDS = List.of("доб", "вн", "ext", "x", "х", "int", "p", "w");

    private NumberText() {}

    /**
     * ASCII digits for digits of any script, plain blanks, hyphens and plus signs for their relatives; marks that have
     * no width are dropped. A newline stays, because it ends an entry of a list.
     */
    static String plain(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > ' ' && c < 0x7f) {
                plain.append(c);
                continue;
            }
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                plain.append((char) ('0' + digit));
                continue;
            }
            switch (Character.getType(c)) {
                case Character.DASH_PUNCTUATION, Character.MATH_SYMBOL -> plain.append(mathOrDash(c));
                case Character.FORMAT -> {}
                case Character.CONTROL -> plain.append(c == '\n' || c == '\r' ? '\n' : ' ');
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append(' ');
                default -> plain.append(fullWidth(c));
            }
        }
        return plain.toString().strip();
    }

    private static char mathOrDash(char c) {
        return c == '＋' || c == '﹢' ? '+' : c == '∼' || c == '～' ? '~' : '-';
    }

    private static char fullWidth(char c) {
        return c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
    }

    /** The user part of a SIP address, the number of a {@code tel:} URI, or the text itself without quotes. */
    static String user(String plain) {
        String text = plain;
        int open = text.indexOf('<');
        int close = open < 0 ? -1 : text.indexOf('>', open);
        if (close > open) {
            String inner = text.substring(open + 1, close).strip();
            text = inner.isEmpty() ? text.substring(0, open).strip() : inner;
        }
        if (startsWith(text, "tel:")) {
            return telephone(text.substring(4));
        }
        boolean sip = startsWith(text, "sip:") || startsWith(text, "sips:");
        if (sip) {
            text = text.substring(text.indexOf(':') + 1);
        }
        int at = text.indexOf('@');
        if (at >= 0) {
            text = cutAt(cutAt(text.substring(0, at), ';'), ':');
        } else if (sip) {
            return "";
        }
        return unquote(unescape(text)).strip();
    }

    private static String telephone(String uri) {
        String number = cutAt(uri, ';');
        int context = uri.toLowerCase(Locale.ROOT).indexOf(";phone-context=+");
        return number.startsWith("+") || context < 0
                ? number
                : cutAt(uri.substring(context + ";phone-context=".length()), ';') + " " + number;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String cutAt(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String unquote(String text) {
        boolean quoted = text.length() > 1 && "\"'".indexOf(text.charAt(0)) >= 0 && text.endsWith(text.substring(0, 1));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Only what can be a part of a number is un-escaped: {@code %2B}, {@code %23}, {@code %2A}, {@code %20}. */
    private static String unescape(String text) {
        return text.indexOf('%') < 0
                ? text
                : text.replace("%2B", "+")
                        .replace("%2b", "+")
                        .replace("%23", "#")
                        .replace("%2A", "*")
                        .replace("%2a", "*")
                        .replace("%20", " ");
    }

    /** The numbers that can be meant, the likeliest first. What is a piece of some other word or code is left out. */
    static List<WrittenNumber> numbers(String text) {
        List<WrittenNumber> found = new ArrayList<>(2);
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isListSeparator(text.charAt(i))) {
                addNumbers(text.substring(from, i), found);
                from = i + 1;
            }
        }
        return found;
    }

    /** The digits of the longest run: what is left to look for when nothing could be read. */
    static String longestDigits(String text) {
        String longest = "";
        int i = 0;
        while (i < text.length()) {
            if (isDigit(text.charAt(i))) {
                int end = endOfRun(text, i);
                String digits = digits(text, i, end);
                longest = digits.length() > longest.length() ? digits : longest;
                i = end;
            } else {
                i++;
            }
        }
        return longest;
    }

    private static void addNumbers(String entry, List<WrittenNumber> found) {
        int behindLast = 0;
        int i = 0;
        while (i < entry.length()) {
            boolean plus = entry.charAt(i) == '+';
            if (!plus && !isDigit(entry.charAt(i))) {
                i++;
                continue;
            }
            int end = endOfRun(entry, plus ? i + 1 : i);
            String digits = digits(entry, i, end);
            if (!digits.isEmpty()
                    && (plus || onlyLabels(entry, behindLast, i))
                    && endsCleanly(entry, end)
                    && !isIpAddress(entry, i, end)) {
                found.add(new WrittenNumber(plus, digits, firstStandsAlone(entry, i, end)));
                addFirstOfSeveral(entry.substring(i, end), plus, digits.length(), found);
            }
            behindLast = Math.max(end, i + 1);
            i = behindLast;
        }
    }

    /**
     * {@code 8(495)1234567/68} and {@code 89121234567 89161234567} are two numbers, {@code 030/1234567} is one: the
     * caller tries the whole first, then its beginning.
     */
    private static void addFirstOfSeveral(String run, boolean plus, int digits, List<WrittenNumber> found) {
        int slash = run.indexOf('/');
        int cut = slash > 0 ? slash : digits > 15 ? run.indexOf(' ') : -1;
        if (cut > 0) {
            String first = digits(run, 0, cut);
            if (!first.isEmpty()) {
                found.add(new WrittenNumber(plus, first, firstStandsAlone(run, 0, cut)));
            }
        }
    }

    /** Just behind the last digit of the run that begins at {@code start}. */
    private static int endOfRun(String text, int start) {
        int end = start;
        for (int i = start; i < text.length() && (isDigit(text.charAt(i)) || isPunctuation(text.charAt(i))); i++) {
            if (isDigit(text.charAt(i))) {
                end = i + 1;
            }
        }
        return end;
    }

    private static String digits(String text, int from, int to) {
        StringBuilder digits = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    private static boolean firstStandsAlone(String text, int start, int end) {
        int first = start;
        while (first < end && !isDigit(text.charAt(first))) {
            first++;
        }
        return first + 1 < end && !isDigit(text.charAt(first + 1));
    }

    private static boolean onlyLabels(String text, int from, int to) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                int word = i;
                while (i < to && Character.isLetter(text.charAt(i))) {
                    i++;
                }
                if (!LABELS.contains(text.substring(word, i).toLowerCase(Locale.ROOT))) {
                    return false;
                }
            } else if (isPunctuation(c) || "+:\"'«»“”[".indexOf(c) >= 0) {
                i++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Whether the number is over at {@code end}, and is not the beginning of {@code 550e8400} or {@code 10:30}. */
    private static boolean endsCleanly(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        char next = text.charAt(end);
        if (Character.isLetter(next)) {
            String rest = text.substring(end, Math.min(text.length(), end + 4)).toLowerCase(Locale.ROOT);
            return EXTENSION_WORDS.stream().anyMatch(rest::startsWith)
                    && !longestDigits(text.substring(end)).isEmpty();
        }
        if ("-./~".indexOf(next) >= 0) {
            return end + 1 == text.length() || !Character.isLetter(text.charAt(end + 1));
        }
        return ":=@_%&?$\\".indexOf(next) < 0;
    }

    /** Four groups of up to three digits with dots between: {@code 192.168.10.10} has ten digits, like a number. */
    private static boolean isIpAddress(String text, int from, int to) {
        int dots = 0;
        int group = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && group > 0) {
                dots++;
                group = 0;
            } else if (!isDigit(c) || ++group > 3) {
                return false;
            }
        }
        return dots == 3;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPunctuation(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '~';
    }

    private static boolean isListSeparator(char c) {
        return c == ',' || c == ';' || c == '|' || c == '\n';
    }
}
