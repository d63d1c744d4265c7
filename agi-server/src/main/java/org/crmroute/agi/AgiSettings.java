package org.crmroute.agi;

import java.time.Duration;

/**
 * How the FastAGI server listens.
 *
 * @param host address to bind; a loopback address unless Asterisk runs elsewhere
 * @param port 0 takes any free port, see {@link AgiServer#port()}
 * @param maxCalls sessions at one time; what comes beyond is closed at once, and the dialplan falls back
 * @param allow who may ask
 * @param sessionLimit from accept to the last variable; shorter than the dialplan's own patience (3 s), so that the
 *     server lets go first
 */
public record AgiSettings(String host, int port, int maxCalls, AllowList allow, Duration sessionLimit) {

    public static final Duration DEFAULT_SESSION_LIMIT = Duration.ofSeconds(2);

    public AgiSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("agi.port must be 0 to 65535, not " + port);
        }
        if (maxCalls < 1) {
            throw new IllegalArgumentException("agi.max_calls must be at least 1, not " + maxCalls);
        }
        if (sessionLimit.isNegative() || sessionLimit.isZero()) {
            throw new IllegalArgumentException("the AGI session limit must be more than 0, not " + sessionLimit);
        }
    }
}
