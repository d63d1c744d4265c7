package org.crmroute.portal;

/** Who may call: the inbound webhook, or an application with a token. Thread-safe. */
final class Access {

    private final PortalSettings settings;
    private final Tokens tokens;
    private volatile boolean webhookValid = true;

    Access(PortalSettings settings, Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    void webhookValid(boolean valid) {
        this.webhookValid = valid;
    }

    /**
     * Who calls by the webhook.
     *
     * @throws RestError INVALID_CREDENTIALS
     */
    Caller webhook(String user, String code) {
        if (!webhookValid || !code.equals(settings.webhookCode) || !user.equals("" + settings.webhookUser)) {
            throw new RestError(401, "INVALID_CREDENTIALS", "Invalid request credentials");
        }
        return new Caller(settings.webhookUser, false);
    }

    /**
     * Who calls by a token.
     *
     * @param token empty if none was given
     * @throws RestError NO_AUTH_FOUND, expired_token or invalid_token
     */
    Caller token(String token) {
        if (token.isEmpty()) {
            throw new RestError(401, "NO_AUTH_FOUND", "Wrong authorization data");
        }
        tokens.check(token);
        return new Caller(settings.webhookUser, true);
    }
}
