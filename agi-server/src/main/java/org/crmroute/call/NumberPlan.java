package org.crmroute.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads numbers as people, networks and CRMs write them. Thread-safe.
 *
 * <ul>
 *   <li>An extension behind a number ({@code доб. 12}, {@code ;ext=12}, {@code #12}) is dropped: a call shows the line.
 *   <li>Of a list the first entry that is a telephone number counts, for a party is one number. A mirror that wants all
 *       the numbers of a card splits the list before.
 *   <li>A local number without its area code is {@link Party.Unreadable}: which town is meant is not known.
 *   <li>{@link Party.Internal} is up to six digits, or a code that begins with {@code *} or {@code #}, standing alone.
 * </ul>
 */
public final class NumberPlan {

    /** Longer texts are no number; the limit bounds what a hostile one costs. */
    static final int LONGEST_TEXT = 256;

    /** Longer runs of digits are not one number: 15 digits behind an international prefix of three. */
    private static final int LONGEST_DIGITS = 18;

    private static final int LONGEST_INTERNAL = 6;
    private static final int LONGEST_CODE = 20;

    // What networks, Asterisk ("asterisk" is its default caller ID) and people write for no number.
    private static final Set<String> NO_NUMBER = Set.of(
            "",
            "anonymous",
            "anonym",
            "unknown",
            "restricted",
            "private",
            "withheld",
            "unavailable",
            "blocked",
            "hidden",
            "asterisk",
            "none",
            "null",
            "n/a",
            "no number",
            "number withheld",
            "not available",
            "out of area",
            "unknown caller",
            "unknown number",
            "private number",
            "private caller",
            "id withheld",
            "anonymous caller",
            "аноним",
            "анонимный",
            "анонимно",
            "неизвестно",
            "неизвестен",
            "неизвестный",
            "скрыт",
            "скрытый",
            "скрытый номер",
            "номер скрыт",
            "нет номера",
            "нет");

    private static final int PRESENTATION_BITS = 0x60;
    private static final int RESTRICTED = 0x20;
    private static final int ALLOWED = 0x00;

    private final NationalDialling dialling;
    private final int nationalSuffix;

    /**
     * @param region ISO 3166 code of the country whose national forms are understood, e.g. {@code RU}
     * @param nationalSuffix how many last digits identify a number when its country code is in doubt; 0 = never
     * @throws IllegalArgumentException if there is no such region
     */
    public NumberPlan(String region, int nationalSuffix) {
        this.dialling = new NationalDialling(region);
        this.nationalSuffix = nationalSuffix;
        // libphonenumber loads a country's plan at its first number; no caller shall wait for that.
        read("+74951234567");
        read("4951234567");
    }

    /** Reads a number from a CRM card, a DID or a command line. Never throws. */
    public Party read(String raw) {
        if (raw.length() > LONGEST_TEXT) {
            return new Party.Unreadable("", raw.substring(0, LONGEST_TEXT));
        }
        String plain = NumberText.plain(raw);
        if (plain.toLowerCase(Locale.ROOT).contains("@anonymous.invalid")) {
            return new Party.Anonymous(raw);
        }
        String user = NumberText.user(plain);
        if (isInternal(user)) {
            return new Party.Internal(new Extension(user), raw);
        }
        List<WrittenNumber> numbers = NumberText.numbers(user);
        for (WrittenNumber written : numbers) {
            Optional<PhoneNumber> number = dialling.read(written);
            if (number.isPresent()) {
                return new Party.Phone(number.get(), raw);
            }
        }
        if (user.isEmpty() ? plain.isEmpty() || plain.startsWith("<") : isNoNumber(user)) {
            return new Party.Anonymous(raw);
        }
        String digits = NumberText.longestDigits(user);
        return new Party.Unreadable(digits.length() > LONGEST_DIGITS ? "" : digits, raw);
    }

    /**
     * Reads a caller ID as Asterisk gives it.
     *
     * @param presentation {@code CALLERID(pres)} as a number: 0x20 is "restricted", 0x40 "not available". A number that
     *     is there although the network calls it not available is used; a restricted one never is.
     */
    public Party caller(String callerId, int presentation) {
        if ((presentation & PRESENTATION_BITS) == RESTRICTED) {
            return new Party.Anonymous(shortened(callerId));
        }
        Party party = read(callerId);
        boolean none = party instanceof Party.Unreadable && (presentation & PRESENTATION_BITS) != ALLOWED;
        return none ? new Party.Anonymous(party.text()) : party;
    }

    /** The last digits a number is also looked up by; empty when there are too few, or the plan does not use them. */
    public Optional<String> suffix(Party party) {
        String digits = switch (party) {
            case Party.Phone phone -> phone.number().e164().substring(1);
            case Party.Unreadable unreadable -> unreadable.digits();
            case Party.Internal internal -> "";
            case Party.Anonymous anonymous -> "";
        };
        return nationalSuffix > 0 && digits.length() >= nationalSuffix
                ? Optional.of(digits.substring(digits.length() - nationalSuffix))
                : Optional.empty();
    }

    private static boolean isNoNumber(String user) {
        return user.length() < 20 && NO_NUMBER.contains(user.toLowerCase(Locale.ROOT));
    }

    private static boolean isInternal(String user) {
        if (user.isEmpty()) {
            return false;
        }
        boolean code = user.charAt(0) == '*' || user.charAt(0) == '#';
        boolean digit = false;
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            digit |= c >= '0' && c <= '9';
            if ((c < '0' || c > '9') && !(code && (c == '*' || c == '#'))) {
                return false;
            }
        }
        return digit && user.length() <= (code ? LONGEST_CODE : LONGEST_INTERNAL);
    }

    private static String shortened(String raw) {
        return raw.length() > LONGEST_TEXT ? raw.substring(0, LONGEST_TEXT) : raw;
    }
}
