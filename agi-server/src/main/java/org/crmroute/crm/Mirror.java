package org.crmroute.crm;

import org.crmroute.call.Party;

/** The local copy of the CRM. Reading it never leaves this host. */
public interface Mirror {

    /**
     * Finds who is calling. Deals come through the caller's contacts and companies, and a contact's company counts.
     * A number that many records share yields the {@link #CANDIDATES} newest of each entity.
     *
     * @throws MirrorUnavailable when the file is gone, damaged or cannot be read
     */
    Caller find(Party caller, RecordScope deals, RecordScope leads);

    /** The most records of one entity that a call looks at. */
    int CANDIDATES = 50;
}
