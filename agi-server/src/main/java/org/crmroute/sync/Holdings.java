package org.crmroute.sync;

import java.util.Map;
import java.util.OptionalLong;
import org.crmroute.crm.EntityType;

/** What the mirror holds, for comparing it with the CRM. Records that were left out count as held. */
public interface Holdings {

    /** How many ids there are in (after, upTo]. */
    long count(EntityType entity, long after, long upTo);

    /** The ids in (after, upTo], growing. */
    long[] ids(EntityType entity, long after, long upTo);

    /** The greatest id. */
    OptionalLong last(EntityType entity);

    /** What {@link MirrorWriter.Pen#note} kept. */
    Map<String, String> notes();
}
