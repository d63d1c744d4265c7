package org.crmroute.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * Records that the mirror holds and that lists did not show. Kept until the next comparison judges them all together:
 * one by one nobody could tell a flood of them. Those lost with the process are found again.
 */
final class Absentees {

    /** More of one entity are not kept; the comparison after the next finds them. */
    static final int MOST = 100_000;

    /** So many of an entity may vanish unannounced at a time without anybody being asked. */
    private static final long FEW = 100;

    private final Map<EntityType, NavigableSet<Long>> ids = new EnumMap<>(EntityType.class);

    /** Adds those of the ids held that are not among the ids shown. */
    void addMissing(EntityType entity, long[] held, Collection<Long> shown) {
        Set<Long> there = new HashSet<>(shown);
        NavigableSet<Long> absent = of(entity);
        Arrays.stream(held)
                .filter(id -> !there.contains(id))
                .limit(Math.max(0, MOST - absent.size()))
                .forEach(absent::add);
    }

    int count(EntityType entity) {
        return of(entity).size();
    }

    boolean isFull(EntityType entity) {
        return count(entity) >= MOST;
    }

    /** The next few. */
    List<RecordRef> first(EntityType entity, int most) {
        return of(entity).stream()
                .limit(most)
                .map(id -> new RecordRef(entity, id))
                .toList();
    }

    /** Some from all over. */
    List<RecordRef> sample(EntityType entity, int most) {
        int step = Math.max(1, count(entity) / most);
        List<RecordRef> some = new ArrayList<>();
        int i = 0;
        for (long id : of(entity)) {
            if (i++ % step == 0 && some.size() < most) {
                some.add(new RecordRef(entity, id));
            }
        }
        return some;
    }

    void forget(Collection<RecordRef> judged) {
        judged.forEach(ref -> of(ref.entity()).remove(ref.id()));
    }

    void forget(EntityType entity) {
        of(entity).clear();
    }

    private NavigableSet<Long> of(EntityType entity) {
        return ids.computeIfAbsent(entity, e -> new TreeSet<>());
    }

    /** How many of an entity's records may vanish without word of it. */
    static long limit(long held) {
        return Math.max(FEW, held / 10);
    }
}
