package org.crmroute.console.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go before they were asked to sign in. */
final class Back {

    /** A path of ours: nothing that a browser could take for another host's address. */
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,500}");

    private Back() {}

    /** The path, if it is one of ours; the first page otherwise. */
    static String path(@Nullable String asked) {
        return asked != null && OURS.matcher(asked).matches() ? asked : "/";
    }
}
