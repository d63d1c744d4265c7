package org.crmroute.portal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All records of the portal, as it shows them now. Thread-safe. */
final class Records {

    private final Catalog catalog;
    private final Map<Entity, RecordTable> tables = new EnumMap<>(Entity.class);

    /**
     * Contacts and companies that are gone, with the record they were merged into or 0. Links to them end in what is
     * shown, so nobody's updatedTime changes: as the real portal does it.
     */
    private final Map<Entity, Map<Integer, Integer>> gone = new EnumMap<>(Entity.class);

    Records(Content content, Catalog catalog) {
        this.catalog = catalog;
        for (Entity entity : Entity.values()) {
            tables.put(entity, new RecordTable(entity, content));
            gone.put(entity, new ConcurrentHashMap<>());
        }
    }

    RecordTable table(Entity entity) {
        return Objects.requireNonNull(tables.get(entity));
    }

    /** The item in full, as {@code crm.item.get} answers it; empty if there is none. */
    Optional<Map<String, @Nullable Object>> item(Entity entity, int id) {
        Map<String, @Nullable Object> item = table(entity).item(id);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Object phones = item.remove("fm");
        catalog.conform(entity, item, table(entity).edited(id));
        links(item, "contactId", "contactIds", Entity.CONTACT);
        links(item, "companyId", "companyIds", Entity.COMPANY);
        if (phones != null) {
            item.put("fm", phones);
        }
        item.put("entityTypeId", entity.typeId());
        return Optional.of(item);
    }

    RecordTable.Found find(Entity entity, Search search) {
        return table(entity).find(search, id -> item(entity, id).orElse(Map.of()));
    }

    void delete(Entity entity, int id, int mergedInto) {
        table(entity).remove(id);
        goneOf(entity).put(id, mergedInto);
    }

    void put(Entity entity, int id, Map<String, @Nullable Object> item, long updated) {
        goneOf(entity).remove(id);
        table(entity).put(id, item, updated);
    }

    private Map<Integer, Integer> goneOf(Entity entity) {
        return Objects.requireNonNull(gone.get(entity));
    }

    private void links(Map<String, @Nullable Object> item, String first, String all, Entity entity) {
        Map<Integer, Integer> missing = goneOf(entity);
        if (missing.isEmpty()) {
            return;
        }
        if (item.containsKey(all)) {
            Set<Integer> left = new LinkedHashSet<>();
            Json.list(item.get(all))
                    .forEach(id -> present(missing, Json.integer(id, 0)).ifPresent(left::add));
            item.put(all, new ArrayList<>(left));
            if (missing.containsKey(Json.integer(item.get(first), 0))) {
                item.put(first, left.isEmpty() ? 0 : left.iterator().next());
            }
        } else if (item.containsKey(first)) {
            int id = Json.integer(item.get(first), 0);
            if (missing.containsKey(id)) {
                item.put(first, present(missing, id).orElse(0));
            }
        }
    }

    private static Optional<Integer> present(Map<Integer, Integer> missing, int id) {
        int found = id;
        while (missing.containsKey(found)) {
            found = missing.getOrDefault(found, 0);
        }
        return found == 0 ? Optional.empty() : Optional.of(found);
    }

    /** Telephone numbers and the like of a record: {@code fm}. */
    static List<Map<String, @Nullable Object>> multifields(Map<String, @Nullable Object> item) {
        return Json.list(item.get("fm")).stream()
                .map(Json::object)
                .map(row -> (Map<String, @Nullable Object>) new LinkedHashMap<>(row))
                .toList();
    }
}
