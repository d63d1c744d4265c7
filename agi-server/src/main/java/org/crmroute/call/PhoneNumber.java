package org.crmroute.call;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A telephone number in E.164.
 *
 * @param e164 a plus sign and 7 to 15 digits, e.g. {@code +74951234567}
 */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not an E.164 number: " + e164);
        }
    }

    /** The number, if the text is E.164 already; nothing is guessed. */
    public static Optional<PhoneNumber> ofE164(String text) {
        return E164.matcher(text).matches() ? Optional.of(new PhoneNumber(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return e164;
    }
}
