package org.crmroute.portal;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What people do to records: all of it as if by hand in the portal, with the times and events that follow from it.
 * Fields are named as in {@code crm.item.*}. Thread-safe.
 */
public final class Edits {

    /** An edit that was made, with its time, but that no query sees before it is committed. */
    public interface Uncommitted {

        /** From now on it is seen; its updatedTime stays. */
        void commit();
    }

    private final Records records;
    private final Catalog catalog;
    private final PortalClock clock;
    private final Events events;

    /** What lies in the recycle bin: the items by entity and id. */
    private final Map<String, Map<String, @Nullable Object>> bin = new ConcurrentHashMap<>();

    private final AtomicInteger lastMultifield = new AtomicInteger(1_000_000_000);

    Edits(Records records, Catalog catalog, PortalClock clock, Events events) {
        this.records = records;
        this.catalog = catalog;
        this.clock = clock;
        this.events = events;
    }

    /** Adds a record; what is not given is empty. Fires ADD. */
    public int add(Entity entity, Map<String, ? extends @Nullable Object> fields) {
        int id = records.table(entity).newId();
        write(entity, id, fresh(entity, fields), clock.second());
        events.record(entity, "ADD", id);
        return id;
    }

    /** Adds a record that was last changed in the past, as imports and restored backups do. Fires nothing. */
    public int importOld(Entity entity, Map<String, ? extends @Nullable Object> fields, OffsetDateTime updated) {
        int id = records.table(entity).newId();
        write(entity, id, fresh(entity, fields), updated.toEpochSecond());
        return id;
    }

    /**
     * Changes fields of a record, which is updated now. Fires UPDATE.
     *
     * @throws RestError NOT_FOUND
     */
    public void update(Entity entity, int id, Map<String, ? extends @Nullable Object> fields) {
        write(entity, id, changed(entity, id, fields), clock.second());
        events.record(entity, "UPDATE", id);
    }

    /** Changes the same fields of many records within one second. Fires UPDATE for each. */
    public void updateAll(Entity entity, List<Integer> ids, Map<String, ? extends @Nullable Object> fields) {
        long second = clock.second();
        ids.forEach(id -> write(entity, id, changed(entity, id, fields), second));
        ids.forEach(id -> events.record(entity, "UPDATE", id));
    }

    /** Changes fields of a record in a transaction that stays open: time and event are of now, but nobody sees it. */
    public Uncommitted updateLater(Entity entity, int id, Map<String, ? extends @Nullable Object> fields) {
        long second = clock.second();
        Map<String, @Nullable Object> item = changed(entity, id, fields);
        events.record(entity, "UPDATE", id);
        return () -> write(entity, id, item, second);
    }

    /** Adds a record in a transaction that stays open: id, time and event are of now, but nobody sees it. */
    public Uncommitted addLater(Entity entity, Map<String, ? extends @Nullable Object> fields) {
        long second = clock.second();
        int id = records.table(entity).newId();
        Map<String, @Nullable Object> item = fresh(entity, fields);
        events.record(entity, "ADD", id);
        return () -> write(entity, id, item, second);
    }

    /** Moves a deal to another funnel. Fires MOVETOCATEGORY, and no UPDATE. */
    public void moveDeal(int id, int category, String stage) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("categoryId", category);
        fields.put("stageId", stage);
        write(Entity.DEAL, id, changed(Entity.DEAL, id, fields), clock.second());
        events.moved(id, category, stage);
    }

    /** Deletes a record for good. Links to it end, without a change of the linked records' times. Fires DELETE. */
    public void delete(Entity entity, int id) {
        item(entity, id);
        records.delete(entity, id, 0);
        events.record(entity, "DELETE", id);
    }

    /** Deletes a record into the recycle bin. Fires DELETE. */
    public void recycle(Entity entity, int id) {
        Map<String, @Nullable Object> item = records.table(entity).item(id);
        delete(entity, id);
        bin.put(entity.name() + id, item);
    }

    /** Takes a record out of the recycle bin, with its id and its old times. Fires ADD. */
    public void restore(Entity entity, int id) {
        Map<String, @Nullable Object> item = bin.remove(entity.name() + id);
        if (item == null) {
            throw RestError.notFound();
        }
        long updated = OffsetDateTime.parse(Json.text(item.get("updatedTime"))).toEpochSecond();
        records.put(entity, id, item, updated);
        events.record(entity, "ADD", id);
    }

    /**
     * Merges duplicates: the winner gets the others' telephone numbers and the links to them, the others are deleted.
     * Fires UPDATE and DELETE.
     */
    public void merge(Entity entity, int winner, List<Integer> others) {
        Map<String, @Nullable Object> item = item(entity, winner);
        List<Map<String, @Nullable Object>> numbers = new ArrayList<>(Records.multifields(item));
        for (int other : others) {
            numbers.addAll(Records.multifields(item(entity, other)));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("fm", numbers);
        write(entity, winner, changed(entity, winner, fields), clock.second());
        others.forEach(other -> records.delete(entity, other, winner));
        events.record(entity, "UPDATE", winner);
        others.forEach(other -> events.record(entity, "DELETE", other));
    }

    private Map<String, @Nullable Object> item(Entity entity, int id) {
        return records.item(entity, id).orElseThrow(RestError::notFound);
    }

    private Map<String, @Nullable Object> fresh(Entity entity, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("createdTime", clock.text(clock.now()));
        item.put("createdBy", 1);
        item.put("updatedBy", 1);
        item.put("assignedById", 1);
        item.put("opened", "N");
        switch (entity) {
            case LEAD -> stage(entity, item, 0, "NEW");
            case DEAL -> {
                item.put("isRecurring", "N");
                int category = Json.integer(fields.get("categoryId"), 0);
                item.put("categoryId", category);
                stage(entity, item, category, category == 0 ? "NEW" : "C" + category + ":NEW");
                item.put("contactIds", List.of());
                item.put("contactId", 0);
                item.put("companyId", 0);
            }
            case COMPANY -> item.put("isMyCompany", "N");
            case CONTACT -> item.put("companyId", 0);
        }
        if (entity != Entity.DEAL) {
            item.put("fm", List.of());
        }
        apply(entity, item, fields);
        return item;
    }

    private Map<String, @Nullable Object> changed(
            Entity entity, int id, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> item = item(entity, id);
        apply(entity, item, fields);
        return item;
    }

    private void apply(
            Entity entity, Map<String, @Nullable Object> item, Map<String, ? extends @Nullable Object> fields) {
        fields.forEach((name, value) -> {
            switch (name) {
                case "id", "entityTypeId", "updatedTime" -> {}
                case "fm" -> item.put("fm", multifields(value));
                default ->
                    item.put(name, FieldValue.typed(catalog.field(entity, name).orElse(Map.of()), value));
            }
        });
        if (fields.containsKey("stageId")) {
            stage(entity, item, Json.integer(item.get("categoryId"), 0), Json.text(item.get("stageId")));
        }
        if (fields.containsKey("contactIds")) {
            List<@Nullable Object> contacts = Json.list(item.get("contactIds"));
            item.put("contactId", contacts.isEmpty() ? 0 : contacts.getFirst());
        } else if (fields.containsKey("contactId")) {
            int contact = Json.integer(item.get("contactId"), 0);
            item.put("contactIds", contact == 0 ? List.of() : List.of(contact));
        }
    }

    private void stage(Entity entity, Map<String, @Nullable Object> item, int category, String stage) {
        String book = entity == Entity.LEAD ? "STATUS" : category == 0 ? "DEAL_STAGE" : "DEAL_STAGE_" + category;
        String semantics = catalog.stage(book, stage)
                .map(row -> Json.text(row.get("SEMANTICS")))
                .filter(s -> !s.isEmpty())
                .orElse("P");
        item.put("stageId", stage);
        item.put("stageSemanticId", semantics);
        if (entity == Entity.DEAL) {
            item.put("closed", semantics.equals("P") ? "N" : "Y");
        }
    }

    private List<Map<String, @Nullable Object>> multifields(@Nullable Object given) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object each : Json.list(given)) {
            Map<String, @Nullable Object> from = Json.object(each);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            int id = Json.integer(from.get("id"), 0);
            row.put("id", id == 0 ? lastMultifield.incrementAndGet() : id);
            row.put("valueType", from.getOrDefault("valueType", "WORK"));
            row.put("value", from.get("value"));
            row.put("typeId", Json.text(from.getOrDefault("typeId", "PHONE")).toUpperCase(Locale.ROOT));
            rows.add(row);
        }
        return rows;
    }

    private void write(Entity entity, int id, Map<String, @Nullable Object> item, long second) {
        item.put("id", id);
        item.put("updatedTime", clock.text(second));
        records.put(entity, id, item, second);
    }
}
