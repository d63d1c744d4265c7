package org.crmroute.lab.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How somebody looks at the console. */
record Looks(String language, boolean dark, boolean phone) {

    static final Looks DESKTOP = new Looks("en", false, false);
    static final Looks DESKTOP_DARK = new Looks("en", true, false);
    static final Looks PHONE = new Looks("ru", false, true);
    static final Looks PHONE_DARK = new Looks("ru", true, true);

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setLocale(language.equals("ru") ? "ru-RU" : "en-GB")
                .setTimezoneId("Europe/Moscow")
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(phone ? 360 : 1280, phone ? 740 : 860)
                .setHasTouch(phone);
    }

    /** For the name of a picture: {@code phone-dark-ru}. */
    String inWords() {
        return (phone ? "phone" : "desktop") + (dark ? "-dark-" : "-light-") + language;
    }
}
