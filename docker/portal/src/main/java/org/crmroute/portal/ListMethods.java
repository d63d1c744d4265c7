package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code list}, {@code get} and {@code fields} in both dialects. */
final class ListMethods {

    private final Records records;
    private final Catalog catalog;

    /** Entities the webhook's user may no longer read. */
    private final Set<Entity> unreadable = ConcurrentHashMap.newKeySet();

    ListMethods(Records records, Catalog catalog) {
        this.records = records;
        this.catalog = catalog;
    }

    void readable(Entity entity, boolean may) {
        if (may) {
            unreadable.remove(entity);
        } else {
            unreadable.add(entity);
        }
    }

    /** {@code {"items":[…]}}. */
    Answer items(Parameters parameters) {
        Entity entity = entity(parameters);
        Map<String, Map<String, @Nullable Object>> fields = catalog.fields(entity);
        Search search = SearchReader.read(parameters, name -> fields.containsKey(name) ? name : "");
        RecordTable.Found found = find(entity, search);
        Set<String> select = names(parameters);
        boolean all = select.isEmpty() || select.contains("*");
        List<Object> items = new ArrayList<>();
        for (int id : found.ids()) {
            records.item(entity, id).ifPresent(item -> {
                if (!all) {
                    item.keySet().removeIf(name -> !select.contains(name) || name.equals("fm"));
                }
                items.add(item);
            });
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("items", items);
        return page(result, search, found);
    }

    /** {@code {"item":{…}}}. */
    Answer item(Parameters parameters) {
        Entity entity = entity(parameters);
        mayRead(entity);
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("item", records.item(entity, parameters.integer("id", 0)).orElseThrow(RestError::notFound));
        return Answer.of(result);
    }

    /** {@code {"fields":{…}}}. */
    Answer itemFields(Parameters parameters) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("fields", catalog.fields(entity(parameters)));
        return Answer.of(result);
    }

    /** A list of records. */
    Answer records(Entity entity, Parameters parameters) {
        Map<String, Map<String, @Nullable Object>> fields = catalog.fields(entity);
        Map<String, String> properties = new LinkedHashMap<>();
        fields.forEach((property, field) -> properties.put(LegacyDialect.name(entity, property, field), property));
        Search search = SearchReader.read(parameters, name -> properties.getOrDefault(name, ""));
        RecordTable.Found found = find(entity, search);
        Set<String> select = names(parameters);
        boolean all = select.isEmpty() || select.contains("*");
        boolean custom = select.contains("UF_*");
        List<Object> rows = new ArrayList<>();
        for (int id : found.ids()) {
            records.item(entity, id).ifPresent(item -> {
                Map<String, @Nullable Object> row = LegacyDialect.record(entity, fields, item);
                row.keySet()
                        .removeIf(name -> !name.equals("ID")
                                && !select.contains(name)
                                && !(name.startsWith("UF_") ? custom : all && !multifield(name)));
                rows.add(row);
            });
        }
        return page(rows, search, found);
    }

    private static boolean multifield(String name) {
        return List.of("PHONE", "EMAIL", "WEB", "IM", "LINK").contains(name);
    }

    /** A record. */
    Answer record(Entity entity, Parameters parameters) {
        mayRead(entity);
        return Answer.of(records.item(entity, parameters.integer("id", 0))
                .map(item -> LegacyDialect.record(entity, catalog.fields(entity), item))
                .orElseThrow(() -> new RestError(400, "", "Not found")));
    }

    /** Field descriptions. */
    Answer recordFields(Entity entity) {
        return Answer.of(LegacyDialect.fields(entity, catalog.fields(entity)));
    }

    /**
     * The entity that is meant.
     *
     * @throws RestError NOT_FOUND on an entityTypeId this portal does not have
     */
    static Entity entity(Parameters parameters) {
        return Entity.ofTypeId(parameters.integer("entityTypeId", 0))
                .orElseThrow(() -> new RestError(400, "NOT_FOUND", "Smart process not found"));
    }

    void mayRead(Entity entity) {
        if (unreadable.contains(entity)) {
            throw RestError.accessDenied();
        }
    }

    private RecordTable.Found find(Entity entity, Search search) {
        // list methods do not say that something is left out
        return unreadable.contains(entity)
                ? new RecordTable.Found(List.of(), search.counted() ? 0 : -1)
                : records.find(entity, search);
    }

    private static Set<String> names(Parameters parameters) {
        return parameters.list("select").stream().map(Json::text).collect(Collectors.toSet());
    }

    private static Answer page(Object result, Search search, RecordTable.Found found) {
        int behind = search.skipped() + found.ids().size();
        return new Answer(result, found.total(), behind < found.total() ? behind : -1);
    }
}
