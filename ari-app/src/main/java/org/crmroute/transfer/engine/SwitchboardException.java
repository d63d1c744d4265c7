package org.crmroute.transfer.engine;

/** Asterisk did not do what it was asked for. The message is a sentence for people that holds nothing from outside. */
public abstract sealed class SwitchboardException extends Exception {
    private static final long serialVersionUID = 1L;

    private SwitchboardException(String message) {
        super(message);
    }

    private SwitchboardException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Asterisk said no, and nothing was done. */
    public static final class Refused extends SwitchboardException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** There is no such channel (any more). */
    public static final class NoSuchChannel extends SwitchboardException {
        private static final long serialVersionUID = 1L;

        private final String channel;

        public NoSuchChannel(String channel) {
            super("the channel is gone");
            this.channel = channel;
        }

        public String channel() {
            return channel;
        }
    }

    /** No connection, or no answer in time: it may have been done or not. Said again by {@link Switchboard.Listener#connected}. */
    public static final class Unavailable extends SwitchboardException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
