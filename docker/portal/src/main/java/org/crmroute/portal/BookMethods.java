package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.crmroute.portal.Catalog.Book;
import org.jspecify.annotations.Nullable;

/** Funnels, stages, employees and departments. */
final class BookMethods {

    private static final Set<String> NOT_FIELDS =
            Set.of("START", "FILTER", "SORT", "ORDER", "AUTH", "ADMIN_MODE", "SELECT");

    private final Catalog catalog;

    BookMethods(Catalog catalog) {
        this.catalog = catalog;
    }

    /** {@code crm.category.list}: {@code {"categories":[…]}}, not paged. Only deals have funnels here. */
    Answer categories(Parameters parameters) {
        Entity entity = ListMethods.entity(parameters);
        if (entity == Entity.LEAD) {
            throw new RestError(400, "ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported");
        }
        List<Map<String, @Nullable Object>> rows = entity == Entity.DEAL ? catalog.rows(Book.CATEGORIES) : List.of();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("categories", rows);
        return new Answer(result, rows.size(), -1);
    }

    /** {@code crm.status.list}: one page only, so more than fifty rows are cut off. */
    Answer statuses(Parameters parameters) {
        List<Condition> conditions = conditions(parameters.map("filter"));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(catalog.rows(Book.STATUSES).stream()
                .filter(row -> conditions.stream().allMatch(c -> c.matches(row.get(c.field()))))
                .toList());
        if (!parameters.map("order").isEmpty()) {
            rows.sort((a, b) -> Integer.compare(Json.integer(a.get("SORT"), 0), Json.integer(b.get("SORT"), 0)));
        }
        return new Answer(rows.subList(0, Math.min(Answer.PAGE, rows.size())), rows.size(), -1);
    }

    /** {@code user.get}: dismissed employees are among them. */
    Answer users(Parameters parameters) {
        return rows(Book.USERS, parameters);
    }

    /** {@code user.current}: the row of who calls. */
    Answer user(Caller caller) {
        return Answer.of(catalog.row(Book.USERS, String.valueOf(caller.user())).orElseThrow(RestError::notFound));
    }

    /** {@code department.get}. */
    Answer departments(Parameters parameters) {
        return rows(Book.DEPARTMENTS, parameters);
    }

    /** The conditions may stand in {@code filter} or beside it. */
    private Answer rows(Book book, Parameters parameters) {
        Map<String, @Nullable Object> filter = new LinkedHashMap<>();
        parameters.tree().forEach((name, value) -> {
            if (!NOT_FIELDS.contains(name.toUpperCase(Locale.ROOT))) {
                filter.put(name, value);
            }
        });
        filter.putAll(parameters.map("filter"));
        List<Condition> conditions = conditions(filter);
        return Answer.page(
                catalog.rows(book).stream()
                        .filter(row -> conditions.stream().allMatch(c -> c.matches(row.get(c.field()))))
                        .toList(),
                Math.max(0, parameters.integer("start", 0)));
    }

    private static List<Condition> conditions(Map<String, @Nullable Object> filter) {
        List<Condition> conditions = new ArrayList<>();
        filter.forEach((key, value) -> conditions.add(Condition.of(key, value)));
        return conditions;
    }
}
