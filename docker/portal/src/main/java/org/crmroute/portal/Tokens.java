package org.crmroute.portal;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OAuth: access tokens that expire and refresh tokens that are valid once, each answer carrying the next. Thread-safe.
 */
public final class Tokens {

    static final String MEMBER = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    /** What an application holds after installation. */
    public record Pair(String access, String refresh) {}

    private final PortalSettings settings;
    private final Supplier<URI> address;
    private final Random random;
    private final Map<String, Instant> access = new HashMap<>();
    private String refresh = "";

    Tokens(PortalSettings settings, Supplier<URI> address) {
        this.settings = settings;
        this.address = address;
        this.random = new Random(settings.seed);
    }

    /** Installs the application: new tokens, and no refresh token from before is valid. */
    public synchronized Pair install() {
        String token = token();
        access.put(token, settings.clock.instant().plus(settings.tokenLifetime));
        refresh = token();
        return new Pair(token, refresh);
    }

    /** All access tokens expire now. */
    public synchronized void expire() {
        access.replaceAll((token, end) -> Instant.EPOCH);
    }

    /**
     * Refuses a token that is not valid.
     *
     * @throws RestError expired_token or invalid_token
     */
    synchronized void check(String token) {
        Instant end = access.get(token);
        if (end == null) {
            throw new RestError(401, "invalid_token", "Unable to get application by token");
        }
        if (!settings.clock.instant().isBefore(end)) {
            throw new RestError(401, "expired_token", "The access token provided has expired.");
        }
    }

    /** Answers {@code /oauth/token/}. */
    synchronized Map<String, @Nullable Object> answer(Parameters parameters) {
        if (!parameters.text("client_id").orElse("").equals(settings.clientId)
                || !parameters.text("client_secret").orElse("").equals(settings.clientSecret)) {
            throw new RestError(400, "invalid_client", "Invalid client");
        }
        if (!parameters.text("grant_type").orElse("").equals("refresh_token")) {
            throw new RestError(400, "invalid_request", "Invalid grant_type parameter");
        }
        if (refresh.isEmpty() || !parameters.text("refresh_token").orElse("").equals(refresh)) {
            throw new RestError(400, "invalid_grant", "Invalid refresh token");
        }
        Pair pair = install();
        URI portal = address.get();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("access_token", pair.access());
        answer.put("client_endpoint", portal.resolve("/rest/").toString());
        answer.put("domain", portal.getAuthority());
        answer.put(
                "expires", settings.clock.instant().plus(settings.tokenLifetime).getEpochSecond());
        answer.put("expires_in", settings.tokenLifetime.toSeconds());
        answer.put("member_id", MEMBER);
        answer.put("refresh_token", pair.refresh());
        answer.put("scope", "crm,user,department");
        answer.put("server_endpoint", portal.resolve("/rest/").toString());
        answer.put("status", "L");
        answer.put("user_id", settings.webhookUser);
        return answer;
    }

    private String token() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            token.append(Character.forDigit(random.nextInt(36), 36));
        }
        return token.toString();
    }
}
