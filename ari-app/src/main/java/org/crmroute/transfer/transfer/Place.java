package org.crmroute.transfer.transfer;

/** Where a leg is put. */
public enum Place {
    /** In the transfer's talk bridge, with all others that are there. */
    TALK,
    /** Alone, hearing music on hold. */
    MUSIC,
    /** Alone, hearing that somebody else's phone rings. */
    RINGBACK
}
