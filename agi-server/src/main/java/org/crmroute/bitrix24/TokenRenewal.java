package org.crmroute.bitrix24;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes a refresh token for new tokens ("Automatic renewal of OAuth 2.0 tokens"):
 * {@code GET …/oauth/token/?grant_type=refresh_token&client_id=…&client_secret=…&refresh_token=…} answers
 * {@code {"access_token","refresh_token","client_endpoint","expires","expires_in",…}}. The refresh token is spent then.
 */
final class TokenRenewal {

    /** Breaking off loses the next refresh token, so this waits longer than any caller would. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LIFE_SECONDS = 3600;

    private final Access.Application access;
    private final Transport transport;
    private final String origin;

    TokenRenewal(Access.Application access, Transport transport) {
        this.access = access;
        this.transport = transport;
        this.origin = fingerprint(access.firstRefreshToken);
    }

    /** Of the token that is configured now. */
    String origin() {
        return origin;
    }

    /** @param known the endpoint, for an answer that names none that can be used */
    Tokens renew(String refreshToken, URI known) throws BitrixError, InterruptedException {
        URI address = URI.create(access.tokenEndpoint + "?grant_type=refresh_token&client_id="
                + encode(access.clientId) + "&client_secret=" + encode(access.clientSecret) + "&refresh_token="
                + encode(refreshToken));
        Transport.Reply reply = transport.get(address, PATIENCE);
        Map<String, Object> body = Json.read(reply);
        Object error = body.get("error");
        if (error != null) {
            List<String> secrets = List.of(access.clientSecret, refreshToken);
            throw ErrorCodes.classify(
                    PortalText.clean(error, secrets),
                    PortalText.clean(body.get("error_description"), secrets),
                    Duration.ZERO);
        }
        if (body.get("access_token") instanceof String token
                && body.get("refresh_token") instanceof String next
                && !token.isBlank()
                && !next.isBlank()) {
            Instant now = reply.date().orElseGet(Instant::now);
            return new Tokens(
                    token,
                    next,
                    expires(body, now),
                    endpoint(body.get("client_endpoint")).orElse(known),
                    origin);
        }
        throw new BitrixError.Recoverable(
                "no-token", access.tokenEndpoint.getHost() + " answered without tokens", Duration.ZERO);
    }

    private static Instant expires(Map<String, Object> body, Instant now) {
        if (body.get("expires") instanceof Number at && at.longValue() > 0) {
            return Instant.ofEpochSecond(Math.min(at.longValue(), Integer.MAX_VALUE * 2L));
        }
        long life = body.get("expires_in") instanceof Number seconds ? seconds.longValue() : LIFE_SECONDS;
        return now.plusSeconds(Math.max(0, Math.min(life, Integer.MAX_VALUE)));
    }

    private static Optional<URI> endpoint(@Nullable Object told) {
        try {
            return told instanceof String text && !text.isBlank()
                    ? Optional.of(PortalAddress.endpoint(URI.create(text.strip())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String fingerprint(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }

    private static String encode(String raw) {
        return URLEncoder.encode(raw, StandardCharsets.UTF_8);
    }
}
