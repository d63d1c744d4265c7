package org.crmroute.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Ids in one column, one blank between two. */
final class IdList {

    private IdList() {}

    static String write(Collection<Long> ids) {
        return ids.stream().distinct().map(String::valueOf).collect(Collectors.joining(" "));
    }

    static List<Long> read(String ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Long> read = new ArrayList<>();
        for (String id : ids.split(" ", -1)) {
            read.add(Long.valueOf(id));
        }
        return read;
    }
}
