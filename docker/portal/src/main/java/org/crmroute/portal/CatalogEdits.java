package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmroute.portal.Catalog.Book;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do to custom fields, funnels and stages. Of fields events are fired, of funnels and stages none.
 * Thread-safe.
 */
public final class CatalogEdits {

    private final Catalog catalog;
    private final Records records;
    private final Events events;

    CatalogEdits(Catalog catalog, Records records, Events events) {
        this.catalog = catalog;
        this.records = records;
        this.events = events;
    }

    /**
     * Adds a custom field, empty in all records. Fires USERFIELDADD.
     *
     * @param name as in {@code crm.item.*}: {@code ufCrm_1700000000}
     * @param type Bitrix24's: {@code string}, {@code enumeration}, …
     */
    public void addField(Entity entity, String name, String type, boolean multiple, String title) {
        Map<String, @Nullable Object> field = new LinkedHashMap<>();
        field.put("type", type);
        field.put("isRequired", false);
        field.put("isReadOnly", false);
        field.put("isImmutable", false);
        field.put("isMultiple", multiple);
        field.put("isDynamic", true);
        if (type.equals("enumeration")) {
            field.put("items", List.of());
        }
        titles(field, title);
        field.put("upperName", upperName(name));
        catalog.putField(entity, name, field);
        events.field(entity, "ADD", upperName(name));
    }

    /** {@code ufCrm_17} is {@code UF_CRM_17}, and {@code ufCrmVip} is {@code UF_CRM_VIP}. */
    private static String upperName(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static void titles(Map<String, @Nullable Object> field, String title) {
        List.of("title", "listLabel", "formLabel", "filterLabel").forEach(name -> field.put(name, title));
    }

    /** Gives a custom field another title. Fires USERFIELDUPDATE. */
    public void renameField(Entity entity, String name, String title) {
        Map<String, @Nullable Object> field = field(entity, name);
        titles(field, title);
        catalog.putField(entity, name, field);
        events.field(entity, "UPDATE", upperName(name));
    }

    /** Deletes a custom field and what stands in it. Fires USERFIELDDELETE. */
    public void deleteField(Entity entity, String name) {
        field(entity, name);
        catalog.removeField(entity, name);
        records.table(entity).forget(name);
        events.field(entity, "DELETE", upperName(name));
    }

    /** Deletes a custom field and makes another with its name, as administrators change types. Fires DELETE and ADD. */
    public void changeType(Entity entity, String name, String type, boolean multiple) {
        String title = Json.text(field(entity, name).get("title"));
        deleteField(entity, name);
        addField(entity, name, type, multiple, title);
    }

    /**
     * Adds an option to a list. Fires USERFIELDSETENUMVALUES.
     *
     * @return its id
     */
    public int addOption(Entity entity, String name, String value) {
        List<Map<String, @Nullable Object>> options = options(field(entity, name));
        int id = 1
                + options.stream()
                        .mapToInt(o -> Json.integer(o.get("ID"), 0))
                        .max()
                        .orElse(5000);
        Map<String, @Nullable Object> option = new LinkedHashMap<>();
        option.put("ID", String.valueOf(id));
        option.put("VALUE", value);
        options.add(option);
        setOptions(entity, name, options);
        return id;
    }

    /** Gives an option another text. Fires USERFIELDSETENUMVALUES. */
    public void renameOption(Entity entity, String name, int option, String value) {
        List<Map<String, @Nullable Object>> options = options(field(entity, name));
        options.stream()
                .filter(o -> Json.integer(o.get("ID"), 0) == option)
                .findFirst()
                .orElseThrow(RestError::notFound)
                .put("VALUE", value);
        setOptions(entity, name, options);
    }

    /** Deletes an option; records keep its id. Fires USERFIELDSETENUMVALUES. */
    public void deleteOption(Entity entity, String name, int option) {
        List<Map<String, @Nullable Object>> options = options(field(entity, name));
        if (!options.removeIf(o -> Json.integer(o.get("ID"), 0) == option)) {
            throw RestError.notFound();
        }
        setOptions(entity, name, options);
    }

    private static List<Map<String, @Nullable Object>> options(Map<String, @Nullable Object> field) {
        List<Map<String, @Nullable Object>> options = new ArrayList<>();
        Json.list(field.get("items")).forEach(o -> options.add(new LinkedHashMap<>(Json.object(o))));
        return options;
    }

    private void setOptions(Entity entity, String name, List<Map<String, @Nullable Object>> options) {
        Map<String, @Nullable Object> field = field(entity, name);
        field.put("items", options);
        catalog.putField(entity, name, field);
        events.field(entity, "SETENUMVALUES", upperName(name));
    }

    private Map<String, @Nullable Object> field(Entity entity, String name) {
        return catalog.field(entity, name).orElseThrow(RestError::notFound);
    }

    /**
     * Adds a funnel of deals with the stages every funnel has: NEW, WON and LOSE.
     *
     * @return its id
     */
    public int addFunnel(String name) {
        int id = catalog.newId(Book.CATEGORIES);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("sort", 1000);
        row.put("entityTypeId", Entity.DEAL.typeId());
        row.put("isDefault", "N");
        catalog.put(Book.CATEGORIES, row);
        addStage("DEAL_STAGE_" + id, "C" + id + ":NEW", "New", "");
        addStage("DEAL_STAGE_" + id, "C" + id + ":WON", "Deal won", "S");
        addStage("DEAL_STAGE_" + id, "C" + id + ":LOSE", "Deal lost", "F");
        return id;
    }

    /** Gives a funnel another name. */
    public void renameFunnel(int id, String name) {
        Map<String, @Nullable Object> row =
                catalog.row(Book.CATEGORIES, String.valueOf(id)).orElseThrow(RestError::notFound);
        row.put("name", name);
        catalog.put(Book.CATEGORIES, row);
    }

    /** Deletes a funnel and its stages; deals keep their categoryId, which the real portal would not let happen. */
    public void deleteFunnel(int id) {
        catalog.remove(Book.CATEGORIES, String.valueOf(id));
        for (Map<String, @Nullable Object> row : catalog.rows(Book.STATUSES)) {
            if (("DEAL_STAGE_" + id).equals(row.get("ENTITY_ID"))) {
                catalog.remove(Book.STATUSES, Json.text(row.get("ID")));
            }
        }
    }

    /**
     * Adds a stage, or an entry of another reference book.
     *
     * @param entityId {@code STATUS}, {@code DEAL_STAGE}, {@code DEAL_STAGE_5}, {@code SOURCE}
     * @param statusId {@code NEW}, {@code C5:NEW}
     * @param semantics {@code S}, {@code F} or empty
     */
    public void addStage(String entityId, String statusId, String name, String semantics) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ID", String.valueOf(catalog.newId(Book.STATUSES)));
        row.put("ENTITY_ID", entityId);
        row.put("STATUS_ID", statusId);
        row.put("NAME", name);
        row.put("NAME_INIT", "");
        row.put("SORT", "500");
        row.put("SYSTEM", "N");
        row.put("CATEGORY_ID", null);
        row.put("SEMANTICS", semantics.isEmpty() ? null : semantics);
        catalog.put(Book.STATUSES, row);
    }

    /** Gives a stage another name. */
    public void renameStage(String entityId, String statusId, String name) {
        Map<String, @Nullable Object> row = catalog.stage(entityId, statusId).orElseThrow(RestError::notFound);
        row.put("NAME", name);
        catalog.put(Book.STATUSES, row);
    }

    /** Deletes a stage; records in it stay there. */
    public void deleteStage(String entityId, String statusId) {
        Map<String, @Nullable Object> row = catalog.stage(entityId, statusId).orElseThrow(RestError::notFound);
        catalog.remove(Book.STATUSES, Json.text(row.get("ID")));
    }
}
