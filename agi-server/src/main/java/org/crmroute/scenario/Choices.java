package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Choices of records, one of each entity: for every entity the records that will do, free to be combined. A rule is
 * solved by these instead of by trying combinations, of which four entities of fifty records have six million.
 *
 * @param records for each entity, by place among the caller's records
 */
record Choices(List<BitSet> records) {

    boolean isEmpty() {
        for (BitSet ofEntity : records) {
            if (ofEntity.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Those in both. */
    Choices and(Choices other) {
        List<BitSet> both = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            BitSet common = (BitSet) records.get(i).clone();
            common.and(other.records.get(i));
            both.add(common);
        }
        return new Choices(both);
    }

    /** The first record of each entity. */
    int[] first() {
        return records.stream().mapToInt(r -> r.nextSetBit(0)).toArray();
    }

    /** Adds choices to others, joined with some that differ in one entity only: so those of one entity stay one. */
    static void add(List<Choices> all, Choices more) {
        for (int i = 0; i < all.size(); i++) {
            Choices one = all.get(i);
            int differing = -1;
            int differences = 0;
            for (int e = 0; e < more.records.size(); e++) {
                if (!one.records.get(e).equals(more.records.get(e))) {
                    differing = e;
                    differences++;
                }
            }
            if (differences == 0) {
                return;
            }
            if (differences == 1) {
                List<BitSet> joined = new ArrayList<>(one.records);
                BitSet either = (BitSet) one.records.get(differing).clone();
                either.or(more.records.get(differing));
                joined.set(differing, either);
                all.set(i, new Choices(joined));
                return;
            }
        }
        all.add(more);
    }
}
