package org.crmroute.portal;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What a list method looks for.
 *
 * @param from the lowest id
 * @param to the highest id
 * @param since the earliest {@code updatedTime}, in seconds since 1970
 * @param until the latest {@code updatedTime}
 * @param ids if only these are asked for
 * @param rest conditions on other fields
 * @param order of the rows
 * @param start how many rows to leave out; negative: none, and nothing is counted
 */
record Search(
        int from,
        int to,
        long since,
        long until,
        Optional<NavigableSet<Integer>> ids,
        List<Condition> rest,
        Order order,
        int start) {

    /** The orders a mirror asks for; ids break ties of time, ascending. */
    enum Order {
        ID_UP,
        ID_DOWN,
        TIME_UP,
        TIME_DOWN
    }

    boolean anyTime() {
        return since == Long.MIN_VALUE && until == Long.MAX_VALUE;
    }

    boolean counted() {
        return start >= 0;
    }

    int skipped() {
        return Math.max(0, start);
    }

    /** Whether id and time are within bounds. */
    boolean covers(int id, long updated) {
        return id >= from
                && id <= to
                && updated >= since
                && updated <= until
                && ids.map(set -> set.contains(id)).orElse(true);
    }
}
