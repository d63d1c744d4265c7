package org.crmroute.sync;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/** What the mirror holds, for comparing it with the CRM. Records that were left out count as held. */
public interface Holdings {

    /** How many ids there are in (after, upTo]. */
    long count(EntityType entity, long after, long upTo);

    /** The ids in (after, upTo], growing. */
    long[] ids(EntityType entity, long after, long upTo);

    /** The greatest id. */
    OptionalLong last(EntityType entity);

    /**
     * Records that link to a contact or company: its deals, and a company's contacts. When the portal merges two, what
     * linked to the one links to the other from then on, and no time of it changes.
     *
     * @param most of them
     */
    List<RecordRef> linkedTo(RecordRef record, int most);

    /** What {@link MirrorWriter.Pen#note} kept. */
    Map<String, String> notes();
}
