package org.crmroute.bitrix24;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of a portal: what they must look like, and where a renamed portal has gone. Messages repeat no path. */
final class PortalAddress {

    /** {@code /rest/1/CODE/}: the user that the webhook acts for, and its secret. */
    private static final Pattern WEBHOOK = Pattern.compile("/rest/[0-9]{1,10}/([0-9A-Za-z_-]{1,100})/?");

    private PortalAddress() {}

    /** A webhook's address, with a slash at its end. */
    static URI webhook(String text) {
        URI uri = address(text.strip(), "the webhook's address");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (!WEBHOOK.matcher(path).matches() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the webhook's address must look like https://portal.bitrix24.ru/rest/1/CODE/ and end there");
        }
        return withPath(uri, path.endsWith("/") ? path : path + "/");
    }

    /** The part of a webhook's address that lets in. */
    static String code(URI webhook) {
        String[] parts = webhook.getRawPath().split("/", -1);
        return parts[3];
    }

    /** Where an application calls methods: {@code https://portal/rest/}. */
    static URI endpoint(URI portal) {
        return withPath(address(portal.toString(), "the portal's address"), "/rest/");
    }

    /** Whose address may be used: with https, or on this host. */
    static URI address(String text, String what) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException secret) { // its message repeats the whole address
            throw new IllegalArgumentException(what + " is no valid address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getRawUserInfo() != null || !scheme.matches("https?")) {
            throw new IllegalArgumentException(what + " must begin with https:// and a host's name");
        }
        if (scheme.equals("http") && !loopback(uri.getHost())) {
            throw new IllegalArgumentException(
                    what + " must begin with https://, for what is sent there lets in; http is for this host only");
        }
        return uri;
    }

    /**
     * Where to ask again after a redirect. Only the host may change: any other path would be a page for people.
     *
     * @param asked the full address of the request
     * @param location the header of the answer
     */
    static Optional<URI> moved(URI asked, String location) {
        URI target;
        try {
            target = asked.resolve(new URI(location.strip()));
            address(target.toString(), "the new address");
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean weaker = asked.getScheme().equalsIgnoreCase("https")
                && !target.getScheme().equalsIgnoreCase("https");
        if (weaker || !asked.getRawPath().equals(target.getRawPath()) || sameHost(asked, target)) {
            return Optional.empty();
        }
        return Optional.of(withPath(target, asked.getRawPath()));
    }

    /** Moves an address to the scheme, host and port of another. */
    static URI rebased(URI address, URI to) {
        return withPath(to, address.getRawPath());
    }

    /** Without path. */
    static URI root(URI address) {
        return withPath(address, "/");
    }

    private static boolean sameHost(URI one, URI other) {
        return root(one).equals(root(other));
    }

    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static URI withPath(URI uri, String path) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://"
                + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }
}
