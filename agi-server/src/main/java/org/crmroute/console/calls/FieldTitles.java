package org.crmroute.console.calls;

import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;

/** What the CRM calls its fields. */
public record FieldTitles(Catalog catalog) {

    /** The title of a field by its path as scenarios write it ({@code deal.stage}); empty when it has none of its own. */
    public String of(String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return "";
        }
        String name = path.substring(dot + 1);
        return EntityType.ofWord(path.substring(0, dot))
                .flatMap(entity -> catalog.field(entity, bitrixName(entity, name)))
                .map(Field::title)
                .filter(title -> !title.isBlank() && !title.equals(name))
                .orElse("");
    }

    private static String bitrixName(EntityType entity, String name) {
        return switch (name) {
            case "funnel" -> "CATEGORY_ID";
            case "stage" -> entity == EntityType.LEAD ? "STATUS_ID" : "STAGE_ID";
            case "assignee" -> "ASSIGNED_BY_ID";
            default -> name;
        };
    }
}
