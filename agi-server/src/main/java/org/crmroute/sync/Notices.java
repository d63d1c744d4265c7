package org.crmroute.sync;

import java.util.Collection;
import java.util.List;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/** Notices that wait to be dealt with; they survive the end of the process. One record stands in it once. */
public interface Notices {

    /**
     * Adds word of some records; on return it is on disk.
     *
     * @param most how many may wait in all
     * @return how many there was no room for
     * @throws org.crmroute.crm.MirrorUnavailable when the database cannot be written
     */
    int add(Collection<RecordRef> records, int most);

    /** The oldest of an entity. */
    List<Notice> oldest(EntityType entity, int most);

    long waiting();

    /** Whether word of this one waits. */
    boolean isWaiting(RecordRef record);
}
