package org.crmroute.bitrix24;

import java.net.URI;
import java.time.Instant;

/**
 * What an application is let in with.
 *
 * @param refresh used once; its answer brings the next one
 * @param endpoint where methods are called: {@code https://portal.bitrix24.ru/rest/}
 */
public record Tokens(String access, String refresh, Instant expires, URI endpoint) {
    @Override
    public String toString() {
        return "Tokens[of " + endpoint.getHost() + ", expire " + expires + "]";
    }
}
