package org.crmroute.sync;

import java.util.ArrayList;
import java.util.List;
import org.crmroute.crm.EntityType;

/**
 * Ids of an entity in (after, upTo].
 */
record IdRange(EntityType entity, long after, long upTo) {

    /** Ranges that are counted first. */
    static final long WIDTH = 10_000;

    private static final int PARTS = 50;

    /** Ranges of one entity that are counted at most before any is looked into. */
    private static final long MOST = 2_000;

    /** All ids up to the last, in ranges of ten thousand; in wider ones where ids are few and far between. */
    static List<IdRange> upTo(EntityType entity, long last) {
        long width = WIDTH;
        while (last / width >= MOST) {
            width *= PARTS;
        }
        List<IdRange> ranges = new ArrayList<>();
        for (long after = 0; after < last; after += width) {
            ranges.add(new IdRange(entity, after, after + width));
        }
        return ranges;
    }

    /** Whether its ids are to be listed rather than counted by parts. */
    boolean isSmall() {
        return upTo - after <= WIDTH / PARTS;
    }

    /** Of a small one, pages; else ranges a fiftieth as wide. */
    List<IdRange> split() {
        long width = isSmall() ? Portal.PAGE : (upTo - after + PARTS - 1) / PARTS;
        List<IdRange> parts = new ArrayList<>();
        for (long from = after; from < upTo; from += width) {
            parts.add(new IdRange(entity, from, Math.min(from + width, upTo)));
        }
        return parts;
    }
}
