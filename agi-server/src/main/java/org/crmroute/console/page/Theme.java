package org.crmroute.console.page;

import io.javalin.http.Context;
import java.util.Locale;

/** How bright a page is. */
public enum Theme {
    /** As the reader's system is set. */
    SYSTEM,
    LIGHT,
    DARK;

    static final String COOKIE = "crmroute_theme";

    /** As {@code data-theme} of a page has it; {@code system} is none. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Theme ofWord(String word) {
        return switch (word) {
            case "light" -> LIGHT;
            case "dark" -> DARK;
            default -> SYSTEM;
        };
    }

    static Theme of(Context request) {
        String chosen = request.cookie(COOKIE);
        return chosen == null ? SYSTEM : ofWord(chosen);
    }
}
