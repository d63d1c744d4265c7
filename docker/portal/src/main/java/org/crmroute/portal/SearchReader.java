package org.crmroute.portal;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads {@code filter}, {@code order} and {@code start} of a list method. */
final class SearchReader {

    /** To an item's property; empty if there is no such field. */
    private final UnaryOperator<String> property;

    private int from = Integer.MIN_VALUE;
    private int to = Integer.MAX_VALUE;
    private long since = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;
    private @Nullable NavigableSet<Integer> ids;
    private final List<Condition> rest = new ArrayList<>();

    private SearchReader(UnaryOperator<String> property) {
        this.property = property;
    }

    /**
     * @param property tells the item's property of a name in the dialect that is spoken
     * @throws RestError INVALID_ARG_VALUE on an unknown field or a time that is none
     */
    static Search read(Parameters parameters, UnaryOperator<String> property) {
        SearchReader reader = new SearchReader(property);
        parameters.map("filter").forEach(reader::condition);
        return new Search(
                reader.from,
                reader.to,
                reader.since,
                reader.until,
                Optional.ofNullable(reader.ids),
                List.copyOf(reader.rest),
                reader.order(parameters.map("order")),
                parameters.integer("start", 0));
    }

    private void condition(String key, @Nullable Object value) {
        Condition written = Condition.of(key, value);
        String name = property.apply(written.field());
        if (name.isEmpty()) {
            throw RestError.invalid("Invalid filter: field '" + written.field() + "' is not allowed in filter");
        }
        Condition condition = new Condition(written.operator(), name, value);
        boolean known = switch (name) {
            case "id" -> id(condition);
            case "updatedTime" -> time(condition);
            default -> false;
        };
        if (!known) {
            rest.add(condition);
        }
    }

    /** PHP makes 0 of an empty text, so {@code ">id": ""} leaves nothing out. */
    private boolean id(Condition condition) {
        int id = Json.integer(condition.value(), 0);
        switch (condition.operator()) {
            case MORE -> from = Math.max(from, Math.addExact(Math.min(id, Integer.MAX_VALUE - 1), 1));
            case AT_LEAST -> from = Math.max(from, id);
            case LESS -> to = Math.min(to, Math.max(id, Integer.MIN_VALUE + 1) - 1);
            case AT_MOST -> to = Math.min(to, id);
            case EQUAL, IN -> {
                NavigableSet<Integer> wanted = new TreeSet<>();
                Json.list(condition.value()).forEach(each -> wanted.add(Json.integer(each, 0)));
                if (ids != null) {
                    wanted.retainAll(ids);
                }
                ids = wanted;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean time(Condition condition) {
        String text = Json.text(condition.value());
        if (text.isEmpty()) {
            return true;
        }
        long second;
        try {
            second = OffsetDateTime.parse(text).toInstant().getEpochSecond();
        } catch (DateTimeException e) {
            throw RestError.invalid("Invalid filter: '" + text + "' is no time");
        }
        switch (condition.operator()) {
            case MORE -> since = Math.max(since, second + 1);
            case AT_LEAST -> since = Math.max(since, second);
            case LESS -> until = Math.min(until, second - 1);
            case AT_MOST -> until = Math.min(until, second);
            case EQUAL -> {
                since = Math.max(since, second);
                until = Math.min(until, second);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Search.Order order(Map<String, @Nullable Object> order) {
        if (order.isEmpty()) {
            return Search.Order.ID_UP;
        }
        Map.Entry<String, @Nullable Object> first = order.entrySet().iterator().next();
        boolean down = Json.text(first.getValue()).toLowerCase(Locale.ROOT).equals("desc");
        return switch (property.apply(first.getKey())) {
            case "id" -> down ? Search.Order.ID_DOWN : Search.Order.ID_UP;
            case "updatedTime" -> down ? Search.Order.TIME_DOWN : Search.Order.TIME_UP;
            default -> throw RestError.invalid("the stand-in portal orders by id and updatedTime only");
        };
    }
}
