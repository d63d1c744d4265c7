package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a method answers, without the {@code time} block.
 *
 * @param total how many rows there are on all pages; negative if it is not said
 * @param next where the next page starts; negative if there is none
 */
record Answer(@Nullable Object result, int total, int next) {

    static final int PAGE = 50;

    static Answer of(@Nullable Object result) {
        return new Answer(result, -1, -1);
    }

    /** A page of rows that are all at hand. */
    static Answer page(List<?> rows, int start) {
        int from = Math.clamp(start, 0, rows.size());
        int to = Math.min(from + PAGE, rows.size());
        List<?> page = rows.subList(from, to);
        return start < 0 ? of(page) : new Answer(page, rows.size(), to < rows.size() ? to : -1);
    }

    Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("result", result);
        if (next >= 0) {
            body.put("next", next);
        }
        if (total >= 0) {
            body.put("total", total);
        }
        return body;
    }
}
