package org.crmroute.runtime.settings;

/** A password, token or address that is one; it never shows itself in a message or a log. */
public record Secret(String value) {

    public static final Secret NONE = new Secret("");

    public boolean isSet() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isSet() ? "***" : "";
    }
}
