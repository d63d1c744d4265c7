package org.crmroute.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.MirrorRecord;
import org.jspecify.annotations.Nullable;

/** Records to put into a mirror; "updated" is seconds since 1970. */
final class MirrorRecords {

    private MirrorRecords() {}

    static Party phone(String e164) {
        return new Party.Phone(new PhoneNumber(e164), e164);
    }

    static Party unreadable(String digits) {
        return new Party.Unreadable(digits, digits);
    }

    static MirrorRecord lead(long id, boolean open, long updated, Party... phones) {
        return new MirrorRecord(record(EntityType.LEAD, id, open, updated), List.of(phones), List.of(), List.of());
    }

    static MirrorRecord contact(long id, long updated, List<Long> companies, Party... phones) {
        return new MirrorRecord(record(EntityType.CONTACT, id, true, updated), List.of(phones), List.of(), companies);
    }

    static MirrorRecord company(long id, long updated, Party... phones) {
        return new MirrorRecord(record(EntityType.COMPANY, id, true, updated), List.of(phones), List.of(), List.of());
    }

    static MirrorRecord deal(long id, boolean open, long updated, List<Long> contacts, @Nullable Long company) {
        return new MirrorRecord(
                record(EntityType.DEAL, id, open, updated),
                List.of(),
                contacts,
                company == null ? List.of() : List.of(company));
    }

    private static CrmRecord record(EntityType entity, long id, boolean open, long updated) {
        return new CrmRecord(
                new RecordRef(entity, id),
                open,
                Instant.ofEpochSecond(updated),
                Map.of("ID", (int) id, "NAME", entity.word() + " " + id));
    }
}
