package org.crmroute.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of one entity: those of the {@link Content}, with edits over them. Of the content only ids and times are
 * kept, so a million of records takes eight megabytes, and what can be answered by them asks for no item. Thread-safe.
 */
final class RecordTable {

    /** A record that was changed or added. */
    private record Row(Map<String, @Nullable Object> item, long updated) {}

    /**
     * A page.
     *
     * @param total −1 if nothing was counted
     */
    record Found(List<Integer> ids, int total) {}

    private interface Visitor {
        /** Whether to go on. */
        boolean visit(int id, long updated);
    }

    private final Entity entity;
    private final Content content;
    private final int[] ids;
    private final int[] times;
    private final long latest;

    /** Places in {@link #ids} that no longer count: deleted or changed. */
    private final BitSet gone = new BitSet();

    private final NavigableMap<Integer, Row> rows = new TreeMap<>();
    private int lastId;

    RecordTable(Entity entity, Content content) {
        this.entity = entity;
        this.content = content;
        this.ids = content.ids(entity);
        this.times = content.updatedTimes(entity);
        this.latest = Arrays.stream(times).max().orElse(Integer.MIN_VALUE);
        this.lastId = ids.length == 0 ? 0 : ids[ids.length - 1];
    }

    synchronized int newId() {
        return ++lastId;
    }

    synchronized boolean exists(int id) {
        return rows.containsKey(id) || place(id) >= 0;
    }

    /** The record as it was last put, or as the content has it; empty if there is none. */
    synchronized Map<String, @Nullable Object> item(int id) {
        Row row = rows.get(id);
        if (row != null) {
            return new LinkedHashMap<>(row.item());
        }
        return place(id) >= 0 ? content.item(entity, id) : new LinkedHashMap<>();
    }

    synchronized boolean edited(int id) {
        return rows.containsKey(id);
    }

    synchronized void put(int id, Map<String, @Nullable Object> item, long updated) {
        remove(id);
        rows.put(id, new Row(new LinkedHashMap<>(item), updated));
        lastId = Math.max(lastId, id);
    }

    synchronized void remove(int id) {
        int place = place(id);
        if (place >= 0) {
            gone.set(place);
        }
        rows.remove(id);
    }

    /** Takes a property off all records that were put. */
    synchronized void forget(String property) {
        rows.values().forEach(row -> row.item().remove(property));
    }

    /** Ids of all records that were changed or added. */
    synchronized int[] editedIds() {
        return rows.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Ids of all records there are, ascending. */
    synchronized int[] allIds() {
        IntStream.Builder all = IntStream.builder();
        each(Integer.MIN_VALUE, Integer.MAX_VALUE, false, true, (id, updated) -> {
            all.add(id);
            return true;
        });
        return all.build().toArray();
    }

    synchronized int count() {
        return ids.length - gone.cardinality() + rows.size();
    }

    private int place(int id) {
        int place = Arrays.binarySearch(ids, id);
        return place >= 0 && !gone.get(place) ? place : -1;
    }

    /**
     * Finds a page.
     *
     * @param view an item as the portal shows it
     * @return a page
     */
    synchronized Found find(Search search, IntFunction<Map<String, @Nullable Object>> view) {
        IntPredicate rest = id -> search.rest().isEmpty() || matches(search, view.apply(id));
        boolean down = search.order() == Search.Order.ID_DOWN;
        if (search.order() == Search.Order.TIME_UP || search.order() == Search.Order.TIME_DOWN) {
            return byTime(search, rest);
        }
        List<Integer> page = new ArrayList<>();
        int[] seen = {0};
        // without other conditions the count is arithmetic, and there is no need to go on behind the page
        boolean arithmetic =
                search.rest().isEmpty() && search.anyTime() && search.ids().isEmpty();
        int enough = search.skipped() + Answer.PAGE;
        eachCovered(search, down, (id, updated) -> {
            if (rest.test(id)) {
                if (seen[0] >= search.skipped() && seen[0] < enough) {
                    page.add(id);
                }
                seen[0]++;
            }
            return seen[0] < enough || (search.counted() && !arithmetic);
        });
        int total = !search.counted() ? -1 : arithmetic ? count(search.from(), search.to()) : seen[0];
        return new Found(page, total);
    }

    private static boolean matches(Search search, Map<String, @Nullable Object> item) {
        return search.rest().stream().allMatch(c -> c.matches(item.get(c.field())));
    }

    private Found byTime(Search search, IntPredicate rest) {
        boolean down = search.order() == Search.Order.TIME_DOWN;
        LongStream.Builder keys = LongStream.builder();
        eachCovered(search, false, (id, updated) -> {
            if (rest.test(id)) {
                keys.add((down ? -updated : updated) << 32 | id);
            }
            return true;
        });
        long[] sorted = keys.build().sorted().toArray();
        List<Integer> page = Arrays.stream(sorted)
                .skip(search.skipped())
                .limit(Answer.PAGE)
                .mapToObj(key -> (int) key)
                .toList();
        return new Found(page, search.counted() ? sorted.length : -1);
    }

    private int count(int from, int to) {
        int low = lower(from);
        int high = upper(to);
        return Math.max(0, high - low)
                - gone.get(low, Math.max(low, high)).cardinality()
                + (from > to ? 0 : rows.subMap(from, true, to, true).size());
    }

    private void eachCovered(Search search, boolean down, Visitor visitor) {
        if (search.from() > search.to()) {
            return;
        }
        Visitor covered = (id, updated) -> !search.covers(id, updated) || visitor.visit(id, updated);
        if (search.ids().isPresent()) {
            for (int id :
                    down ? search.ids().get().descendingSet() : search.ids().get()) {
                if (exists(id) && !covered.visit(id, updated(id))) {
                    return;
                }
            }
            return;
        }
        each(search.from(), search.to(), down, search.since() <= latest, covered);
    }

    private long updated(int id) {
        Row row = rows.get(id);
        return row != null ? row.updated() : times[place(id)];
    }

    /** Goes through content and edits together, in order. */
    private void each(int from, int to, boolean down, boolean withContent, Visitor visitor) {
        NavigableMap<Integer, Row> edits = rows.subMap(from, true, to, true);
        Iterator<Map.Entry<Integer, Row>> later =
                (down ? edits.descendingMap() : edits).entrySet().iterator();
        int step = down ? -1 : 1;
        int place = down ? upper(to) - 1 : lower(from);
        int end = down ? lower(from) - 1 : upper(to);
        if (!withContent) {
            place = end;
        }
        Map.@Nullable Entry<Integer, Row> edit = later.hasNext() ? later.next() : null;
        while (place != end || edit != null) {
            if (place != end && gone.get(place)) {
                place += step;
            } else if (edit == null || (place != end && step * ids[place] < step * edit.getKey())) {
                if (!visitor.visit(ids[place], times[place])) {
                    return;
                }
                place += step;
            } else {
                if (!visitor.visit(edit.getKey(), edit.getValue().updated())) {
                    return;
                }
                edit = later.hasNext() ? later.next() : null;
            }
        }
    }

    /** The first place whose id is not below. */
    private int lower(int id) {
        int place = Arrays.binarySearch(ids, id);
        return place >= 0 ? place : -place - 1;
    }

    /** The first place whose id is above. */
    private int upper(int id) {
        int place = Arrays.binarySearch(ids, id);
        return place >= 0 ? place + 1 : -place - 1;
    }
}
