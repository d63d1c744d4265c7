package org.crmroute.console.access;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.crmroute.config.Network;

/**
 * Whether a request was made by a page of ours. A browser says so: another site's page can make it ask us, with our
 * cookies even, but cannot change what it says of itself.
 */
final class Origin {

    private final Set<String> hosts;

    /** @param hosts {@code http.hosts} */
    Origin(List<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    /**
     * Whether we are asked by a name of ours. Another's name that leads to our address is how a page of another site would
     * become one of "ours" (DNS rebinding); an address or {@code localhost} is nobody's to redirect.
     */
    boolean isOurHost(Context request) {
        return Optional.ofNullable(request.header("Host"))
                .map(Origin::name)
                .filter(this::isOurs)
                .isPresent();
    }

    private boolean isOurs(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || hosts.contains(name)
                || Network.address(name).isPresent();
    }

    /** Whether a change is asked for by a page of ours, or by no page at all. */
    boolean isOurPage(Context request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.header("Origin");
        return origin == null
                || isOurOrigin(
                        origin, Optional.ofNullable(request.header("Host")).orElse(""));
    }

    /** A proxy may have put another name into Host; the page's own name then stands in the configuration. */
    private boolean isOurOrigin(String origin, String host) {
        try {
            String authority =
                    Optional.ofNullable(new URI(origin).getAuthority()).orElse("");
            return !authority.isEmpty() && (authority.equalsIgnoreCase(host) || hosts.contains(name(authority)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The name in {@code name:port}, {@code [::1]:port}. */
    private static String name(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? lower : lower.substring(1, end);
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }
}
