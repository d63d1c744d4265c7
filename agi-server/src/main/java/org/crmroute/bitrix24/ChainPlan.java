package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list in one batch, where each begins behind the last row of the one before it
 * ({@code $result[p0][items][49][id]}). After a page that is not full that reference leads nowhere and the portal
 * answers with rows from anywhere, so what follows is not looked at; and no row is believed whose id does not grow.
 */
record ChainPlan(Listing listing, long after, long upTo, int pages) {

    private static final int PAGE = 50;

    /** @param most pages; fewer are planned when there cannot be as many ids */
    static ChainPlan of(Listing listing, long after, long upTo, int most) {
        long ids = upTo == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, upTo - after);
        return new ChainPlan(listing, after, upTo, (int) Math.min(most, (ids - 1) / PAGE + 1));
    }

    /** On how many pages the rows of a complete chain stood, the last one included. */
    static int used(Chain chain) {
        return chain.rows().size() / PAGE + 1;
    }

    /** The commands by their keys: {@code p0}, {@code p1}, …. */
    Map<String, Command> commands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        Object from = after;
        for (int i = 0; i < pages; i++) {
            commands.put(key(i), page(from));
            String rows = listing.rows().isEmpty() ? "" : "[" + listing.rows() + "]";
            from = "$result[" + key(i) + "]" + rows + "[" + (PAGE - 1) + "][" + listing.id() + "]";
        }
        return commands;
    }

    private Command page(Object from) {
        Map<String, Object> filter = new LinkedHashMap<>();
        if (listing.parameters().get("filter") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> filter.put(String.valueOf(name), value));
        }
        filter.put(">" + listing.id(), from);
        if (upTo != Long.MAX_VALUE) {
            filter.put("<=" + listing.id(), upTo);
        }
        Map<String, Object> parameters = new LinkedHashMap<>(listing.parameters());
        parameters.put("order", Map.of(listing.id(), "ASC"));
        parameters.put("filter", filter);
        parameters.put("start", -1); // no counting
        return new Command(listing.method(), parameters);
    }

    /** @throws BitrixError when not even the first row came */
    Chain read(Batch batch) throws BitrixError {
        List<Map<String, Object>> rows = new ArrayList<>();
        long last = after;
        for (int i = 0; i < pages; i++) {
            BitrixError error = batch.errors().get(key(i));
            Answer answer = batch.answers().get(key(i));
            if (error != null || answer == null) {
                return partial(rows, last, batch, error != null ? error : misshapen("a page is missing"));
            }
            List<?> page = rowsOf(answer.result());
            if (page == null) {
                return partial(rows, last, batch, misshapen("a page holds no rows"));
            }
            for (Object each : page) {
                Map<String, Object> row = object(each);
                OptionalLong id = row == null ? OptionalLong.empty() : id(row.get(listing.id()));
                if (row == null || id.isEmpty()) {
                    return partial(rows, last, batch, misshapen("a row has no id"));
                }
                if (id.getAsLong() <= last || id.getAsLong() > upTo) {
                    return partial(rows, last, batch, misshapen("the rows do not come in the order of their ids"));
                }
                rows.add(row);
                last = id.getAsLong();
            }
            if (page.size() < PAGE) {
                return chain(rows, last, true, batch);
            }
        }
        return chain(rows, last, last >= upTo, batch);
    }

    private Chain partial(List<Map<String, Object>> rows, long last, Batch batch, BitrixError why) throws BitrixError {
        if (rows.isEmpty()) {
            throw why;
        }
        return chain(rows, last, false, batch);
    }

    private static Chain chain(List<Map<String, Object>> rows, long last, boolean complete, Batch batch) {
        return new Chain(rows, rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(last), complete, batch.time());
    }

    private @Nullable List<?> rowsOf(@Nullable Object result) {
        if (result instanceof Map<?, ?> map && !listing.rows().isEmpty()) {
            return map.get(listing.rows()) instanceof List<?> list ? list : null;
        }
        // what is empty comes as a list, wherever a map was due
        return result instanceof List<?> list && (listing.rows().isEmpty() || list.isEmpty()) ? list : null;
    }

    private BitrixError misshapen(String what) {
        return new BitrixError.Recoverable("bad-page", listing.method() + ": " + what, Duration.ZERO);
    }

    private static OptionalLong id(@Nullable Object value) {
        return switch (value) {
            case Integer number -> OptionalLong.of(number);
            case Long number -> OptionalLong.of(number);
            case String text when text.matches("[0-9]{1,18}") -> OptionalLong.of(Long.parseLong(text));
            case null, default -> OptionalLong.empty();
        };
    }

    @SuppressWarnings("unchecked") // JSON knows no other keys than strings
    private static @Nullable Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    private static String key(int page) {
        return "p" + page;
    }
}
