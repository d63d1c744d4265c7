package org.crmroute.sync;

/** A row of the CRM makes no sense; the message says why. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1L;

    BadRow(String message) {
        super(message);
    }
}
