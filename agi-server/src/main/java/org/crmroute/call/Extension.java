package org.crmroute.call;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an extension or a queue, safe to stand in a dialplan target.
 *
 * @param name matches {@code [0-9A-Za-z_*#-]{1,40}}
 */
public record Extension(String name) {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_*#-]{1,40}");

    public Extension {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an extension or queue name: " + name);
        }
    }

    /** The extension, if the text is one after trimming. */
    public static Optional<Extension> of(String text) {
        String trimmed = text.strip();
        return NAME.matcher(trimmed).matches() ? Optional.of(new Extension(trimmed)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
