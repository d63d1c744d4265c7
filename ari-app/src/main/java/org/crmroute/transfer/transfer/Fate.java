package org.crmroute.transfer.transfer;

/** What still is to become of a leg when a transfer has ended. */
public enum Fate {
    /** Talks to the other one with this fate; when one of them goes, the other is hung up. */
    TALKING,
    /** Was told to hang up. */
    RELEASED,
    /** Was sent back into the dialplan, which knows whom to ring instead. */
    GIVEN_BACK
}
