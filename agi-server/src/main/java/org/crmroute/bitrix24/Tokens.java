package org.crmroute.bitrix24;

import java.net.URI;
import java.time.Instant;

/**
 * What an application is let in with.
 *
 * @param refresh used once; its answer brings the next one
 * @param endpoint where methods are called: {@code https://portal.bitrix24.ru/rest/}
 * @param origin fingerprint of the configured token that these descend from, by which a newly configured one is
 *     noticed; empty when it is not known
 */
public record Tokens(String access, String refresh, Instant expires, URI endpoint, String origin) {

    /** Of unknown origin. */
    public Tokens(String access, String refresh, Instant expires, URI endpoint) {
        this(access, refresh, expires, endpoint, "");
    }

    @Override
    public String toString() {
        return "Tokens[of " + endpoint.getHost() + ", expire " + expires + "]";
    }
}
