package org.crmroute.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the portal makes of a value that is given for a field: forms send texts, JSON clients send what they like. */
final class FieldValue {

    private FieldValue() {}

    static @Nullable Object typed(Map<String, @Nullable Object> description, @Nullable Object value) {
        if (!Catalog.multiple(description)) {
            return one(Json.text(description.get("type")), value);
        }
        if (value == null || Boolean.FALSE.equals(value) || "".equals(value)) {
            // the spellings of an empty list are kept: readers must know them all
            return value;
        }
        List<@Nullable Object> values = new ArrayList<>();
        Json.list(value).forEach(each -> values.add(one(Json.text(description.get("type")), each)));
        return values;
    }

    private static @Nullable Object one(String type, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Boolean yes && type.equals("boolean") ? yes ? "Y" : "N" : value;
        }
        return switch (type) {
            case "integer", "user", "employee", "enumeration", "crm_category", "crm_company", "crm_contact" ->
                text.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
            case "double" -> text.matches("-?\\d+(\\.\\d+)?") ? (Object) Double.valueOf(text) : text;
            case "boolean" -> List.of("1", "Y", "true").contains(text) ? "Y" : "N";
            default -> text;
        };
    }
}
