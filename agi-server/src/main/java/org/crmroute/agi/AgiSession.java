package org.crmroute.agi;

import java.time.Duration;
import java.util.Optional;
import org.crmroute.routing.RoutedCall;
import org.jspecify.annotations.Nullable;

/** One question of Asterisk's and how it went. Belongs to the session's thread. */
final class AgiSession {

    /** The library makes a channel from a request and knows of no session: they meet on the session's thread. */
    private static final ThreadLocal<AgiSession> CURRENT = new ThreadLocal<>();

    private final AgiConnection connection;
    private final long since = System.nanoTime();
    private @Nullable RoutedCall routed;
    private @Nullable SessionEnd end;
    private @Nullable Duration took;

    AgiSession(AgiConnection connection) {
        this.connection = connection;
    }

    /** The session of this thread. */
    static AgiSession current() {
        return CURRENT.get();
    }

    /** Runs the library's handler as this session. */
    void run(Runnable handler) {
        CURRENT.set(this);
        try {
            handler.run();
        } finally {
            CURRENT.remove();
        }
    }

    AgiConnection connection() {
        return connection;
    }

    void routed(RoutedCall call) {
        routed = call;
    }

    Optional<RoutedCall> routed() {
        return Optional.ofNullable(routed);
    }

    void end(SessionEnd how) {
        end = how;
        took = Duration.ofNanos(System.nanoTime() - since);
    }

    /** How it ended: as the script says, else what went wrong on the line, else a fault of ours. */
    SessionEnd end() {
        return end != null ? end : connection.fault().orElse(SessionEnd.FAILED);
    }

    Duration took() {
        return took != null ? took : Duration.ofNanos(System.nanoTime() - since);
    }
}
