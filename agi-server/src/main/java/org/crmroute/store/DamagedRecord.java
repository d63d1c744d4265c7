package org.crmroute.store;

import org.crmroute.crm.RecordRef;

/** A record's body is not what was written. */
final class DamagedRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RecordRef record;

    DamagedRecord(RecordRef record, Throwable cause) {
        super(cause);
        this.record = record;
    }

    RecordRef record() {
        return record;
    }
}
