package org.crmroute.console.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.crmroute.config.Network;

/**
 * Tells where requests come from. Who connects is who asks, unless it is a trusted proxy: then it is whom the proxy
 * names. What others write into those headers is not believed.
 */
final class Peers {

    /** Longer chains of proxies are made up. */
    private static final int MOST = 20;

    private final List<Network> proxies;

    /** @param proxies {@code http.trusted_proxies} */
    Peers(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    Peer of(Context request) {
        String nearest = literal(request.req().getRemoteAddr());
        if (!trusted(nearest)) {
            return new Peer(nearest, false);
        }
        return new Peer(client(request, nearest), encrypted(request));
    }

    /** From the last entry back to the first that no trusted proxy wrote. */
    private String client(Context request, String nearest) {
        String client = nearest;
        for (String entry : backwards(request, "X-Forwarded-For")) {
            Optional<InetAddress> address = Network.address(literal(entry));
            if (address.isEmpty()) {
                return client;
            }
            client = address.get().getHostAddress();
            if (!trusted(client)) {
                return client;
            }
        }
        return client;
    }

    private static boolean encrypted(Context request) {
        List<String> schemes = backwards(request, "X-Forwarded-Proto");
        return !schemes.isEmpty() && schemes.getFirst().equalsIgnoreCase("https");
    }

    private static List<String> backwards(Context request, String header) {
        List<String> entries = new ArrayList<>();
        for (String line : Collections.list(request.req().getHeaders(header))) {
            for (String entry : line.split(",", MOST + 1)) {
                entries.add(entry.strip());
            }
        }
        List<String> backwards = entries.reversed();
        return backwards.subList(0, Math.min(MOST, backwards.size()));
    }

    private boolean trusted(String address) {
        Optional<InetAddress> literal = Network.address(address);
        return literal.isPresent() && proxies.stream().anyMatch(p -> p.contains(literal.get()));
    }

    /** Without the brackets around IPv6. */
    private static String literal(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }
}
