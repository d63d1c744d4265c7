package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of an entity.
 *
 * @param name as in {@code crm.item.*}: {@code stageId}
 * @param upperName {@code STAGE_ID}
 * @param type Bitrix24's
 * @param title shown to people
 * @param multiple whether it holds a list
 * @param custom whether the portal's administrator made it
 * @param book ENTITY_ID of the reference book, for {@code crm_status}
 * @param firstOption id of the first option, for {@code enumeration}
 */
record FieldSpec(
        String name,
        String upperName,
        String type,
        String title,
        boolean multiple,
        boolean custom,
        String book,
        int firstOption) {

    static final List<String> OPTIONS = List.of("Gold", "Silver", "Приглашён", "List item #4", "Юг");

    static FieldSpec standard(String name, String upperName, String type, String title) {
        return new FieldSpec(name, upperName, type, title, false, false, "", 0);
    }

    static FieldSpec list(String name, String upperName, String type) {
        return new FieldSpec(name, upperName, type, upperName, true, false, "", 0);
    }

    static FieldSpec book(String name, String upperName, String book, String title) {
        return new FieldSpec(name, upperName, "crm_status", title, false, false, book, 0);
    }

    /** As {@code crm.item.fields} describes it. */
    Map<String, Object> description() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("type", type);
        row.put("isRequired", false);
        row.put("isReadOnly", name.equals("id"));
        row.put("isImmutable", false);
        row.put("isMultiple", multiple);
        row.put("isDynamic", custom);
        if (!book.isEmpty()) {
            row.put("statusType", book);
        }
        if (type.equals("enumeration")) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < OPTIONS.size(); i++) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("ID", String.valueOf(firstOption + i));
                item.put("VALUE", OPTIONS.get(i));
                items.add(item);
            }
            row.put("items", items);
        }
        row.put("title", title);
        if (custom) {
            row.put("listLabel", title);
            row.put("formLabel", title);
            row.put("filterLabel", title);
        }
        row.put("upperName", upperName);
        return row;
    }
}
