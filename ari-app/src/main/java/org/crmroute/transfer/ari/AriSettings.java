package org.crmroute.transfer.ari;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.crmroute.runtime.settings.Secret;

/**
 * Where Asterisk's ARI is.
 *
 * @param address of Asterisk's HTTP server with what {@code http.conf} has as prefix, without {@code /ari}:
 *     {@code http://127.0.0.1:8088}
 * @param application the name that Stasis() is called with, {@code [A-Za-z0-9_.-]{1,40}}
 * @param user of {@code ari.conf}; must not be read_only
 * @param within how long a request may take
 */
public record AriSettings(URI address, String application, String user, Secret password, Duration within) {

    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    public AriSettings {
        if (!APPLICATION.matcher(application).matches()) {
            throw new IllegalArgumentException("the name of a Stasis application must match " + APPLICATION);
        }
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the address of ARI must begin with http:// or https://");
        }
    }

    URI rest(String pathAndQuery) {
        return URI.create(base(address.toString()) + "/ari" + pathAndQuery);
    }

    URI events() {
        // http becomes ws, https becomes wss
        return URI.create("ws" + base(address.toString()).substring("http".length()) + "/ari/events?app=" + application
                + "&subscribeAll=true");
    }

    private static String base(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
