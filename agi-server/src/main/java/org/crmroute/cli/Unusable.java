package org.crmroute.cli;

/**
 * The host or its configuration does not allow what was asked: a port is taken, a database cannot be opened. The
 * message is a sentence for people; the program exits with {@link ExitCode#CONFIGURATION}.
 */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unusable(String message) {
        super(message);
    }

    public Unusable(String message, Throwable cause) {
        super(message, cause);
    }
}
