package org.crmroute.scenario;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Yes and no in every form that Bitrix24, YAML and people write them. */
final class YesNo {

    private static final Set<String> YES = Set.of("y", "yes", "true", "1", "on", "да");
    private static final Set<String> NO = Set.of("n", "no", "false", "0", "off", "нет");

    private YesNo() {}

    static Optional<Boolean> of(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
