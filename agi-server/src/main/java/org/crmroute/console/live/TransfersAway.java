package org.crmroute.console.live;

/** ari-app did not answer, or not as ari-app does. What was asked of it may have been done or not. */
final class TransfersAway extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as far as can be told from here. */
    enum Why {
        /** Nothing answers at the address. */
        UNREACHABLE,
        /** Something is there and does not answer in time. */
        SILENT,
        /** Our token is not the one it wants. */
        TOKEN,
        /** Something answers that is not ari-app, or not one we understand. */
        STRANGE,
        /** Too much is being asked of it from here already; nothing was sent. */
        CROWDED
    }

    private final Why why;

    TransfersAway(Why why, String message) {
        super(message);
        this.why = why;
    }

    Why why() {
        return why;
    }

    /** Whether it may have been told nevertheless. */
    boolean isUndecided() {
        return why == Why.SILENT || why == Why.STRANGE;
    }
}
