package org.crmroute.console.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who may sign in.
 *
 * @param name in lower case
 * @param ready whether there is a password; without one only a link lets its owner in
 * @param configured whether the configuration gives the password ({@code http.admin_password_hash}), so that it cannot
 *     be changed here
 * @param since when the account was made
 * @param signedIn when its owner last signed in
 */
public record Account(
        String name, Role role, boolean ready, boolean configured, Instant since, Optional<Instant> signedIn) {

    /** Whose password the configuration gives. */
    public static final String CONFIGURED_NAME = "admin";

    /** What a name may look like; also a mail address, and never like {@code token:NAME}. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._@+-]{1,63}");

    /** A name as accounts are kept by, whatever case it was typed in; empty for what is none. */
    public static Optional<String> name(String typed) {
        String name = java.text.Normalizer.normalize(typed.strip(), java.text.Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    public Person person() {
        return new Person(name, role);
    }
}
