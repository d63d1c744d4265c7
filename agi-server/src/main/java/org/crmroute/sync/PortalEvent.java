package org.crmroute.sync;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/** What an event of the portal tells us. Its names: Bitrix24's "CRM events" and "OnUserAdd". */
sealed interface PortalEvent {

    /** Something happened to a record; what, the record itself will tell. */
    record OfRecord(RecordRef record) implements PortalEvent {}

    /** A field was added, changed or removed, or somebody joined. */
    record OfCatalogue() implements PortalEvent {}

    /** About something we do not keep. */
    record OfNothing() implements PortalEvent {}

    /** It should name a record and does not. */
    record Malformed() implements PortalEvent {}

    /** Names are short; longer texts are none. */
    int LONGEST_NAME = 64;

    Pattern RECORD = Pattern.compile("ONCRM(LEAD|DEAL|CONTACT|COMPANY)(?:ADD|UPDATE|DELETE)");
    Pattern FIELD = Pattern.compile("ONCRM(?:LEAD|DEAL|CONTACT|COMPANY)USERFIELD[A-Z]{1,20}");
    String MOVED = "ONCRMDEALMOVETOCATEGORY";
    String USER = "ONUSERADD";

    /**
     * Reads an event.
     *
     * @param form what was posted, decoded
     */
    static PortalEvent of(Map<String, String> form) {
        String name = form.getOrDefault("event", "");
        if (name.isEmpty()) {
            return new Malformed();
        }
        if (name.length() > LONGEST_NAME) {
            return new OfNothing();
        }
        Matcher record = RECORD.matcher(name);
        if (record.matches()) {
            return ofRecord(EntityType.valueOf(record.group(1)), form);
        }
        if (name.equals(MOVED)) {
            return ofRecord(EntityType.DEAL, form);
        }
        return name.equals(USER) || FIELD.matcher(name).matches() ? new OfCatalogue() : new OfNothing();
    }

    private static PortalEvent ofRecord(EntityType entity, Map<String, String> form) {
        OptionalLong id = Wire.id(form.get("data[FIELDS][ID]"));
        return id.isPresent() ? new OfRecord(new RecordRef(entity, id.getAsLong())) : new Malformed();
    }
}
