package org.crmroute.transfer.engine;

/** A wish that is not fulfilled; the call is as it was. The message says why, for people. */
public final class TransferRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Reason {
        UNKNOWN_CALL,
        UNKNOWN_TRANSFER,
        UNKNOWN_TARGET,
        /** Customer or transferor would be handed to themselves. */
        SAME_PARTY,
        /** The same idempotency key was used for another wish. */
        KEY_REUSED,
        /** Nobody has answered this call yet. */
        NOT_TALKING,
        ALREADY_TRANSFERRED,
        /** Not what this transfer's state allows. */
        NOT_NOW,
        TOO_MANY,
        /** Asterisk or the disk does not do its part. */
        UNAVAILABLE
    }

    private final Reason reason;

    TransferRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
