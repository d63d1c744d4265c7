package org.crmroute.bitrix24;

import java.net.URI;

/**
 * What lets us into a portal: an inbound webhook or an application. Its text form hides what is secret, and so do the
 * messages of the exceptions.
 */
public abstract sealed class Access {

    /** Where Bitrix24 renews an application's tokens ("Automatic renewal of OAuth 2.0 tokens"). */
    public static final URI TOKEN_ENDPOINT = URI.create("https://oauth.bitrix.info/oauth/token/");

    private Access() {}

    /**
     * An inbound webhook, which acts for the user who made it: let that be an administrator.
     *
     * @param address {@code https://portal.bitrix24.ru/rest/1/CODE/}; http only on this host
     * @throws IllegalArgumentException for what is no such address
     */
    public static Access webhook(String address) {
        return new Webhook(PortalAddress.webhook(address));
    }

    /**
     * An application (OAuth 2.0).
     *
     * @param refreshToken the first one, from the application's installation; those that follow are kept in the store
     *     and win, until another first one is configured
     * @param portal {@code https://portal.bitrix24.ru}
     * @throws IllegalArgumentException for an address that cannot be used, or an empty word
     */
    public static Access application(
            String clientId, String clientSecret, String refreshToken, URI portal, TokenStore store) {
        return application(clientId, clientSecret, refreshToken, portal, store, TOKEN_ENDPOINT);
    }

    /** As the other one, with the address where tokens are renewed. */
    public static Access application(
            String clientId,
            String clientSecret,
            String refreshToken,
            URI portal,
            TokenStore store,
            URI tokenEndpoint) {
        if (clientId.isBlank() || clientSecret.isBlank() || refreshToken.isBlank()) {
            throw new IllegalArgumentException("an application needs a client id, a client secret and a refresh token");
        }
        return new Application(
                clientId.strip(),
                clientSecret.strip(),
                refreshToken.strip(),
                PortalAddress.endpoint(portal),
                store,
                PortalAddress.address(tokenEndpoint.toString(), "the address where tokens are renewed"));
    }

    static final class Webhook extends Access {
        final URI address;

        private Webhook(URI address) {
            this.address = address;
        }

        @Override
        public String toString() {
            return "webhook of " + address.getHost();
        }
    }

    static final class Application extends Access {
        final String clientId;
        final String clientSecret;
        final String firstRefreshToken;
        final URI endpoint;
        final TokenStore store;
        final URI tokenEndpoint;

        private Application(
                String clientId,
                String clientSecret,
                String firstRefreshToken,
                URI endpoint,
                TokenStore store,
                URI tokenEndpoint) {
            this.clientId = clientId;
            this.clientSecret = clientSecret;
            this.firstRefreshToken = firstRefreshToken;
            this.endpoint = endpoint;
            this.store = store;
            this.tokenEndpoint = tokenEndpoint;
        }

        @Override
        public String toString() {
            return "application at " + endpoint.getHost();
        }
    }
}
