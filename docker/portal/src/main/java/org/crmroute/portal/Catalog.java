package org.crmroute.portal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields, funnels, stages, employees and departments as they stand now: rows as Bitrix24 answers them. All access is
 * under the catalogue's own lock; what is given out are copies.
 */
final class Catalog {

    /** The rows of one kind, by the property that names a row. */
    enum Book {
        CATEGORIES("id"),
        STATUSES("ID"),
        USERS("ID"),
        DEPARTMENTS("ID");

        private final String key;

        Book(String key) {
            this.key = key;
        }
    }

    private final Map<Entity, Map<String, Map<String, @Nullable Object>>> fields = new EnumMap<>(Entity.class);
    private final Map<Entity, Map<String, String>> firstTypes = new EnumMap<>(Entity.class);
    private final Map<Book, List<Map<String, @Nullable Object>>> books = new EnumMap<>(Book.class);

    Catalog(Content content) {
        for (Entity entity : Entity.values()) {
            Map<String, Map<String, @Nullable Object>> descriptions = new LinkedHashMap<>();
            content.fields(entity)
                    .forEach((name, description) ->
                            descriptions.put(name, new LinkedHashMap<>(Json.object(description))));
            fields.put(entity, descriptions);
            Map<String, String> types = new LinkedHashMap<>();
            descriptions.forEach((name, description) -> types.put(name, kind(description)));
            firstTypes.put(entity, types);
        }
        books.put(Book.CATEGORIES, copies(content.categories()));
        books.put(Book.STATUSES, copies(content.statuses()));
        books.put(Book.USERS, copies(content.users()));
        books.put(Book.DEPARTMENTS, copies(content.departments()));
    }

    private static List<Map<String, @Nullable Object>> copies(List<? extends Map<String, ?>> rows) {
        List<Map<String, @Nullable Object>> copies = new ArrayList<>();
        rows.forEach(row -> copies.add(new LinkedHashMap<>(row)));
        return copies;
    }

    private static String kind(Map<String, @Nullable Object> description) {
        return Json.text(description.get("type")) + (multiple(description) ? "*" : "");
    }

    static boolean multiple(Map<String, @Nullable Object> description) {
        return Boolean.TRUE.equals(description.get("isMultiple"));
    }

    /** {@code result.fields} of {@code crm.item.fields}. */
    synchronized Map<String, Map<String, @Nullable Object>> fields(Entity entity) {
        Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
        table(entity).forEach((name, description) -> copy.put(name, new LinkedHashMap<>(description)));
        return copy;
    }

    private Map<String, Map<String, @Nullable Object>> table(Entity entity) {
        return Objects.requireNonNull(fields.get(entity));
    }

    synchronized Optional<Map<String, @Nullable Object>> field(Entity entity, String name) {
        return Optional.ofNullable(table(entity).get(name)).map(LinkedHashMap::new);
    }

    synchronized void putField(Entity entity, String name, Map<String, @Nullable Object> description) {
        table(entity).put(name, new LinkedHashMap<>(description));
    }

    synchronized void removeField(Entity entity, String name) {
        table(entity).remove(name);
        // what the content holds does not come back when the field is made again
        Objects.requireNonNull(firstTypes.get(entity)).put(name, "deleted");
    }

    /**
     * Brings an item in line with the fields there are: what has no field is left out, what has a field but no value is
     * null, or {@code []} in a list.
     *
     * @param edited whether the item was written since the portal started; otherwise a field that was made since, or of
     *     another type, has no value in it
     */
    synchronized Map<String, @Nullable Object> conform(
            Entity entity, Map<String, @Nullable Object> item, boolean edited) {
        Map<String, Map<String, @Nullable Object>> described = table(entity);
        Map<String, String> types = Objects.requireNonNull(firstTypes.get(entity));
        item.keySet().removeIf(name -> types.containsKey(name) && !described.containsKey(name));
        described.forEach((name, description) -> {
            boolean foreign = !edited && !kind(description).equals(types.get(name));
            if (foreign || !item.containsKey(name)) {
                item.put(name, multiple(description) ? List.of() : null);
            }
        });
        return item;
    }

    private List<Map<String, @Nullable Object>> list(Book book) {
        return Objects.requireNonNull(books.get(book));
    }

    synchronized List<Map<String, @Nullable Object>> rows(Book book) {
        return copies(list(book));
    }

    synchronized Optional<Map<String, @Nullable Object>> row(Book book, String id) {
        return rows(book).stream()
                .filter(row -> Json.text(row.get(book.key)).equals(id))
                .findFirst();
    }

    /** Puts a row in the place of the one with the same id, or behind all. */
    synchronized void put(Book book, Map<String, @Nullable Object> row) {
        List<Map<String, @Nullable Object>> rows = list(book);
        String id = Json.text(row.get(book.key));
        for (int i = 0; i < rows.size(); i++) {
            if (Json.text(rows.get(i).get(book.key)).equals(id)) {
                rows.set(i, new LinkedHashMap<>(row));
                return;
            }
        }
        rows.add(new LinkedHashMap<>(row));
    }

    synchronized void remove(Book book, String id) {
        list(book).removeIf(row -> Json.text(row.get(book.key)).equals(id));
    }

    /** An id above all there are. */
    synchronized int newId(Book book) {
        return 1
                + list(book).stream()
                        .mapToInt(row -> Json.integer(row.get(book.key), 0))
                        .max()
                        .orElse(0);
    }

    /** The row of a stage by its STATUS_ID, which is unique within funnels ({@code C5:NEW}). */
    synchronized Optional<Map<String, @Nullable Object>> stage(String entityId, String statusId) {
        return rows(Book.STATUSES).stream()
                .filter(row -> entityId.equals(row.get("ENTITY_ID")) && statusId.equals(row.get("STATUS_ID")))
                .findFirst();
    }
}
