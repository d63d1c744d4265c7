package org.crmroute.cli;

import org.crmroute.config.Configuration;

/**
 * Something a command works with, opened once the configuration is known. Help and usage errors open nothing.
 *
 * @param <T> the port
 */
@FunctionalInterface
public interface Opening<T> {

    Opened<T> open(Configuration configuration) throws Unusable;

    /**
     * A port in use.
     *
     * @param ending closes what stands behind it
     */
    record Opened<T>(T port, Runnable ending) implements AutoCloseable {
        @Override
        public void close() {
            ending.run();
        }
    }

    /** For a port with nothing behind it that wants closing. */
    static <T> Opening<T> of(T port) {
        return configuration -> new Opened<>(port, () -> {});
    }
}
