package org.crmroute.console.page;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Languages of the console. */
public enum Language {
    ENGLISH("en", "English"),
    RUSSIAN("ru", "Русский");

    /** Keeps what a reader chose. */
    static final String COOKIE = "crmroute_language";

    private final String code;
    private final String title;
    private final Locale locale;

    Language(String code, String title) {
        this.code = code;
        this.title = title;
        this.locale = Locale.forLanguageTag(code);
    }

    /** As {@code lang} of a page has it. */
    public String code() {
        return code;
    }

    /** Its own name for itself. */
    public String title() {
        return title;
    }

    public Locale locale() {
        return locale;
    }

    public static Optional<Language> ofCode(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** What the reader chose, else the first of the browser's languages that we have, else English. */
    static Language of(Context request) {
        return Optional.ofNullable(request.cookie(COOKIE))
                .flatMap(Language::ofCode)
                .or(() -> Optional.ofNullable(request.header("Accept-Language")).flatMap(Language::ofHeader))
                .orElse(ENGLISH);
    }

    private static Optional<Language> ofHeader(String header) {
        try {
            List<Locale> ours = List.of(ENGLISH.locale, RUSSIAN.locale);
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), ours))
                    .flatMap(locale -> ofCode(locale.getLanguage()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
