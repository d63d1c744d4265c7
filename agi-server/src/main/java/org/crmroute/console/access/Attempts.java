package org.crmroute.console.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.crmroute.config.Network;

/**
 * Slows down who tries passwords. Attempts count by the address they come from and by the account they are for, so that
 * neither many accounts from one place nor one account from many places can be tried quickly. Kept in memory, bounded:
 * to push an entry out takes more attempts than one lasts.
 */
final class Attempts {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_OF_ADDRESS = 20;
    private static final int MOST_OF_ACCOUNT = 10;
    private static final int MOST_KEPT = 8192;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** Attempts since the first, which is forgotten at the end. */
    private record Count(int attempts, Instant end) {}

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt before it is made, so that many at once do not slip through.
     *
     * @return how long to wait; empty: it may be made
     */
    synchronized Optional<Duration> count(String address, String account) {
        Instant now = clock.instant();
        Optional<Duration> wait = full("address " + network(address), MOST_OF_ADDRESS, now)
                .or(() -> full("account " + account, MOST_OF_ACCOUNT, now));
        if (wait.isEmpty()) {
            add("address " + network(address), 1, now);
            add("account " + account, 1, now);
        }
        return wait;
    }

    /** The attempt was right: it takes nothing from those that are left, and those at the account begin anew. */
    synchronized void right(String address, String account) {
        counts.remove("account " + account);
        add("address " + network(address), -1, clock.instant());
    }

    private Optional<Duration> full(String key, int most, Instant now) {
        Count count = counts.get(key);
        return count != null && count.end.isAfter(now) && count.attempts >= most
                ? Optional.of(Duration.between(now, count.end))
                : Optional.empty();
    }

    private void add(String key, int attempts, Instant now) {
        Count count = counts.get(key);
        counts.put(
                key,
                count == null || !count.end.isAfter(now)
                        ? new Count(Math.max(0, attempts), now.plus(WINDOW))
                        : new Count(Math.max(0, count.attempts + attempts), count.end));
    }

    /** With IPv6 one customer has at least 2^64 addresses. */
    private static String network(String address) {
        byte[] bytes = Network.address(address).map(InetAddress::getAddress).orElse(new byte[0]);
        return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
    }
}
