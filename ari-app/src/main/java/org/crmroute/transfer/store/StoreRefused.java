package org.crmroute.transfer.store;

/** The file cannot be used. The message is a sentence that says why and what to do. */
public final class StoreRefused extends Exception {
    private static final long serialVersionUID = 1L;

    StoreRefused(String message) {
        super(message);
    }

    StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
