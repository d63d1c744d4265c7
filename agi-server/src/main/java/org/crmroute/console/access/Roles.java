package org.crmroute.console.access;

import java.util.Locale;
import java.util.Optional;
import org.crmroute.console.page.Page;
import org.jspecify.annotations.Nullable;

/** Roles as forms and pages write them. */
final class Roles {

    private Roles() {}

    static Optional<Role> ofWord(@Nullable String word) {
        return switch (word) {
            case "admin" -> Optional.of(Role.ADMIN);
            case "viewer" -> Optional.of(Role.VIEWER);
            case null, default -> Optional.empty();
        };
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static String inWords(Page page, Role role) {
        return switch (role) {
            case VIEWER -> page.say("access.role.viewer");
            case ADMIN -> page.say("access.role.admin");
        };
    }
}
