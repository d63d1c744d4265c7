package org.crmroute.crm;

/** The mirror cannot be read; the message says why and what to do. */
public final class MirrorUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MirrorUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public MirrorUnavailable(String message) {
        super(message);
    }
}
