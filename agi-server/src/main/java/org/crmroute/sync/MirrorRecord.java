package org.crmroute.sync;

import java.util.List;
import org.crmroute.call.Party;
import org.crmroute.crm.CrmRecord;

/**
 * A record with what leads to it.
 *
 * @param record with its fields
 * @param phones the numbers on its card; of a deal none
 * @param contacts ids of a deal's contacts
 * @param companies ids of a contact's companies; a deal's company, if it has one
 */
public record MirrorRecord(CrmRecord record, List<Party> phones, List<Long> contacts, List<Long> companies) {
    public MirrorRecord {
        phones = List.copyOf(phones);
        contacts = List.copyOf(contacts);
        companies = List.copyOf(companies);
    }
}
