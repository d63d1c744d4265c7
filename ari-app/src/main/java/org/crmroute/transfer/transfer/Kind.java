package org.crmroute.transfer.transfer;

/** How a call is handed on. */
public enum Kind {
    /** The customer is connected when the target answers; nobody announces them. */
    BLIND,
    /** The transferor talks to the target first, while the customer hears music. */
    ATTENDED
}
