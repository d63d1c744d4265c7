package org.crmroute.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.EntityType;

/**
 * How far the synchronisation is, as the database keeps it together with the rows it is about. Read anew for each
 * step, so that a step always goes on from what is really in the database. A note that makes no sense is as if absent.
 */
final class Bookmarks {

    /** The full synchronisation that was asked for last; any text that differs from the one before. */
    static final String FULL_ASKED = "full.asked";

    /** The one under way, or done last. */
    static final String FULL_RUN = "full.run";

    /** The one done last. */
    static final String FULL_FINISHED = "full.finished";

    /** Our clock then. */
    static final String FULL_FINISHED_OURS = "full.finished.ours";

    /** Both clocks when changes were last asked for. */
    static final String CLOCK_OURS = "clock.ours";

    static final String CLOCK_PORTAL = "clock.portal";

    /** Both clocks when all that had changed was last known. */
    static final String CURRENT_OURS = "current.ours";

    static final String CURRENT_PORTAL = "current.portal";

    /** Our clock when a comparison last came to its end, whatever it found. */
    static final String COMPARED_OURS = "compared.ours";

    /** When somebody said that records missing in great number are meant to be gone; empty: nobody did. */
    static final String DROP_ACCEPTED = "drop.accepted";

    /** The entity that is being read again. */
    static final String REREAD = "reread.entity";

    private final Map<String, String> notes;

    Bookmarks(Map<String, String> notes) {
        this.notes = notes;
    }

    static Bookmarks of(Holdings holdings) {
        return new Bookmarks(holdings.notes());
    }

    /** Of the full synchronisation of one entity: the last id read. */
    static String fullAfter(EntityType entity) {
        return entity + ".full.after";
    }

    static String fullDone(EntityType entity) {
        return entity + ".full.done";
    }

    static String fullTotal(EntityType entity) {
        return entity + ".full.total";
    }

    /** The portal's clock at its beginning. */
    static String fullBegan(EntityType entity) {
        return entity + ".full.began";
    }

    /** The full synchronisation in which this entity was read to the end. */
    static String fullComplete(EntityType entity) {
        return entity + ".full.complete";
    }

    /** Changes from this moment of the portal's clock on are not known yet; absent: the entity was never read. */
    static String since(EntityType entity) {
        return entity + ".since";
    }

    /** Within the pass under way: changes of ids up to this are known. */
    static String at(EntityType entity) {
        return entity + ".at";
    }

    /** The portal's clock at the beginning of the pass under way. */
    static String passBegan(EntityType entity) {
        return entity + ".pass.began";
    }

    /** Up to this id new records were asked for. */
    static String known(EntityType entity) {
        return entity + ".known";
    }

    /** The portal's clock at the beginning of the last comparison that found all in order. */
    static String seen(EntityType entity) {
        return entity + ".seen";
    }

    /** The kind of an alarm that the last comparison raised; empty when it found all in order. */
    static String alarm(EntityType entity) {
        return entity + ".alarm";
    }

    /** The last id that was read again. */
    static String rereadAfter() {
        return "reread.after";
    }

    String text(String key) {
        return notes.getOrDefault(key, "");
    }

    /** Zero when there is none. */
    long number(String key) {
        return Wire.number(notes.get(key)).orElse(0);
    }

    Optional<Instant> moment(String key) {
        try {
            String text = text(key);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isFullComplete(EntityType entity) {
        String run = text(FULL_RUN);
        return !run.isEmpty() && run.equals(text(fullComplete(entity)));
    }
}
