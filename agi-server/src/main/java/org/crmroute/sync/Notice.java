package org.crmroute.sync;

import org.crmroute.crm.RecordRef;

/**
 * Word from the portal that something happened to a record: changed or gone, the record itself will tell.
 *
 * @param sequence grows each time word of the record comes
 */
public record Notice(RecordRef record, long sequence) {}
