package org.crmroute.transfer.transfer;

/** A party of a transfer, by the part it plays. */
public enum Leg {
    /** Whom it is all about: the transferee. */
    CUSTOMER,
    /** Who hands the call on. */
    TRANSFEROR,
    /** Who shall have it. */
    TARGET
}
