package org.crmroute.store;

import java.util.Optional;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;

/** How a number stands in the table {@code phone}: from its last digit to its first, then "+" if it is E.164. */
final class PhoneKey {

    private PhoneKey() {}

    /** The key; empty for what is no telephone number. */
    static Optional<String> of(Party party) {
        return switch (party) {
            case Party.Phone phone -> Optional.of(reversed(phone.number().e164()));
            case Party.Unreadable unreadable
            when !unreadable.digits().isEmpty() -> Optional.of(reversed(unreadable.digits()));
            case Party.Unreadable unreadable -> Optional.empty();
            case Party.Internal internal -> Optional.empty();
            case Party.Anonymous anonymous -> Optional.empty();
        };
    }

    /** The first key of all numbers that end in these digits. */
    static String first(String suffix) {
        return reversed(suffix);
    }

    /** Behind the last key of all numbers that end in these digits: ":" comes after "9". */
    static String behindLast(String suffix) {
        return reversed(suffix) + ":";
    }

    /** The number a key was made of; empty when it was not E.164. */
    static Optional<PhoneNumber> number(String key) {
        return PhoneNumber.ofE164(reversed(key));
    }

    private static String reversed(String number) {
        return new StringBuilder(number).reverse().toString();
    }
}
