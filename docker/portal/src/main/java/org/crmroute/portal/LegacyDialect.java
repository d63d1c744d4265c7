package org.crmroute.portal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How {@code crm.lead.*}, {@code crm.deal.*}, {@code crm.contact.*} and {@code crm.company.*} write what
 * {@code crm.item.*} writes otherwise: upper-case names and texts for numbers, as apidocs.bitrix24.com shows them.
 */
final class LegacyDialect {

    private static final Map<String, String> COMMON = Map.of(
            "createdTime", "DATE_CREATE",
            "updatedTime", "DATE_MODIFY",
            "createdBy", "CREATED_BY_ID",
            "updatedBy", "MODIFY_BY_ID");

    private static final Map<String, String> LEAD =
            Map.of("stageId", "STATUS_ID", "stageSemanticId", "STATUS_SEMANTIC_ID");

    private static final Map<String, String> COMPANY = Map.of("typeId", "COMPANY_TYPE");

    /** What only the universal methods know. */
    private static final List<String> UNKNOWN =
            List.of("contactIds", "companyIds", "observers", "webformId", "entityTypeId", "fm");

    private LegacyDialect() {}

    static String name(Entity entity, String property, Map<String, @Nullable Object> description) {
        if (COMMON.containsKey(property)) {
            return COMMON.getOrDefault(property, "");
        }
        if (entity == Entity.LEAD && LEAD.containsKey(property)) {
            return LEAD.getOrDefault(property, "");
        }
        if (entity == Entity.COMPANY && COMPANY.containsKey(property)) {
            return COMPANY.getOrDefault(property, "");
        }
        return Json.text(description.get("upperName"));
    }

    /** {@code result} of {@code crm.deal.fields}: by upper-case name, without {@code upperName}. */
    static Map<String, @Nullable Object> fields(
            Entity entity, Map<String, Map<String, @Nullable Object>> descriptions) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        descriptions.forEach((property, described) -> {
            if (property.equals("webformId") || property.equals("observers")) {
                return;
            }
            String name = name(entity, property, described);
            Map<String, @Nullable Object> description = new LinkedHashMap<>(described);
            description.remove("upperName");
            if (custom(description)) {
                // the legacy methods name the field here, and show its title in the labels only
                description.put("title", name);
            } else if ("boolean".equals(description.get("type"))) {
                description.put("type", "char");
            }
            fields.put(name, description);
        });
        if (entity != Entity.DEAL) {
            fields.put("PHONE", multifield("Phone"));
            fields.put("EMAIL", multifield("E-mail"));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> multifield(String title) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("type", "crm_multifield");
        description.put("isRequired", false);
        description.put("isReadOnly", false);
        description.put("isImmutable", false);
        description.put("isMultiple", true);
        description.put("isDynamic", false);
        description.put("title", title);
        return description;
    }

    static boolean custom(Map<String, @Nullable Object> description) {
        return Boolean.TRUE.equals(description.get("isDynamic"));
    }

    /** The whole record, phones and the like included if there are any. */
    static Map<String, @Nullable Object> record(
            Entity entity,
            Map<String, Map<String, @Nullable Object>> descriptions,
            Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        item.forEach((property, value) -> {
            if (!UNKNOWN.contains(property)) {
                Map<String, @Nullable Object> described = descriptions.getOrDefault(property, Map.of());
                String name = name(entity, property, described);
                record.put(
                        name.isEmpty() ? property.toUpperCase(Locale.ROOT) : name, value(property, described, value));
            }
        });
        for (Map<String, @Nullable Object> row : Records.multifields(item)) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("ID", Json.text(row.get("id")));
            entry.put("VALUE_TYPE", row.get("valueType"));
            entry.put("VALUE", row.get("value"));
            entry.put("TYPE_ID", row.get("typeId"));
            String type = Json.text(row.get("typeId"));
            List<@Nullable Object> ofType = record.containsKey(type) ? Json.list(record.get(type)) : new ArrayList<>();
            ofType.add(entry);
            record.put(type, ofType);
        }
        return record;
    }

    private static @Nullable Object value(
            String property, Map<String, @Nullable Object> described, @Nullable Object value) {
        if (value instanceof Number number) {
            return property.equals("opportunity") || property.equals("taxValue")
                    ? new BigDecimal(number.toString())
                            .setScale(2, RoundingMode.HALF_UP)
                            .toPlainString()
                    : number.toString();
        }
        if (custom(described) && "boolean".equals(described.get("type")) && value instanceof String text) {
            return text.equals("Y") ? "1" : "0";
        }
        return value;
    }
}
