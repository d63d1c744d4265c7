package org.crmroute.portal;

import static org.crmroute.portal.FieldSpec.book;
import static org.crmroute.portal.FieldSpec.list;
import static org.crmroute.portal.FieldSpec.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of all entities: Bitrix24's own, and the custom ones, of each type in turn. */
final class Fields {

    /** A kind of custom field; {@code *} stands behind the types that hold lists here. */
    private static final List<String> CUSTOM = List.of(
            "enumeration",
            "string",
            "enumeration*",
            "double",
            "money",
            "date",
            "boolean",
            "employee",
            "string*",
            "datetime",
            "integer",
            "crm_status",
            "url*",
            "crm",
            "file",
            "address",
            "employee*");

    private static final List<Entity> ENTITIES = List.of(Entity.values());

    private final Map<Entity, List<FieldSpec>> fields = new LinkedHashMap<>();

    Fields(int custom) {
        for (Entity entity : Entity.values()) {
            fields.put(entity, new ArrayList<>(standardOf(entity)));
        }
        for (int i = 0; i < custom; i++) {
            Entity entity = ENTITIES.get(i % ENTITIES.size());
            of(entity).add(custom(i, CUSTOM.get(i / ENTITIES.size() % CUSTOM.size())));
        }
    }

    List<FieldSpec> of(Entity entity) {
        return fields.getOrDefault(entity, List.of());
    }

    private static FieldSpec custom(int index, String kind) {
        boolean multiple = kind.endsWith("*");
        String type = multiple ? kind.substring(0, kind.length() - 1) : kind;
        long number = 1_721_244_707_107L + 1_000L * index;
        return new FieldSpec(
                "ufCrm_" + number,
                "UF_CRM_" + number,
                type,
                "Custom " + index + " (" + kind + ")",
                multiple,
                true,
                type.equals("crm_status") ? "SOURCE" : "",
                100 + 10 * index);
    }

    private static List<FieldSpec> standardOf(Entity entity) {
        List<FieldSpec> all = new ArrayList<>(List.of(
                standard("id", "ID", "integer", "ID"),
                standard("createdTime", "CREATED_TIME", "datetime", "Created at"),
                standard("updatedTime", "UPDATED_TIME", "datetime", "Updated at"),
                standard("createdBy", "CREATED_BY", "user", "Created by"),
                standard("updatedBy", "UPDATED_BY", "user", "Updated by"),
                standard("assignedById", "ASSIGNED_BY_ID", "user", "Assigned to"),
                standard("opened", "OPENED", "boolean", "Publicly available"),
                standard("comments", "COMMENTS", "text", "Comments"),
                standard("originId", "ORIGIN_ID", "string", "Identifier in external source"),
                standard("webformId", "WEBFORM_ID", "integer", "Created by CRM form"),
                standard("utmSource", "UTM_SOURCE", "string", "UTM_SOURCE"),
                standard("utmMedium", "UTM_MEDIUM", "string", "UTM_MEDIUM")));
        all.addAll(
                switch (entity) {
                    case LEAD ->
                        List.of(
                                standard("title", "TITLE", "string", "Lead title"),
                                standard("name", "NAME", "string", "First name"),
                                standard("lastName", "LAST_NAME", "string", "Last name"),
                                standard("companyTitle", "COMPANY_TITLE", "string", "Company"),
                                book("stageId", "STATUS_ID", "STATUS", "Stage"),
                                standard("stageSemanticId", "STATUS_SEMANTIC_ID", "string", "Stage group"),
                                book("sourceId", "SOURCE_ID", "SOURCE", "Source"),
                                standard("opportunity", "OPPORTUNITY", "double", "Amount"),
                                standard("currencyId", "CURRENCY_ID", "crm_currency", "Currency"),
                                standard("companyId", "COMPANY_ID", "crm_company", "Company"),
                                standard("contactId", "CONTACT_ID", "crm_contact", "Contact"),
                                list("contactIds", "CONTACT_IDS", "crm_contact"));
                    case DEAL ->
                        List.of(
                                standard("title", "TITLE", "string", "Title"),
                                standard("categoryId", "CATEGORY_ID", "crm_category", "Pipeline"),
                                book("stageId", "STAGE_ID", "DEAL_STAGE", "Stage"),
                                standard("stageSemanticId", "STAGE_SEMANTIC_ID", "string", "Stage group"),
                                standard("closed", "CLOSED", "boolean", "Closed"),
                                standard("isRecurring", "IS_RECURRING", "boolean", "Recurring"),
                                book("typeId", "TYPE_ID", "DEAL_TYPE", "Type"),
                                book("sourceId", "SOURCE_ID", "SOURCE", "Source"),
                                standard("opportunity", "OPPORTUNITY", "double", "Amount"),
                                standard("currencyId", "CURRENCY_ID", "crm_currency", "Currency"),
                                standard("begindate", "BEGINDATE", "date", "Start date"),
                                standard("closedate", "CLOSEDATE", "date", "End date"),
                                standard("companyId", "COMPANY_ID", "crm_company", "Company"),
                                standard("contactId", "CONTACT_ID", "crm_contact", "Contact"),
                                list("contactIds", "CONTACT_IDS", "crm_contact"),
                                list("observers", "OBSERVERS", "user"));
                    case CONTACT ->
                        List.of(
                                standard("name", "NAME", "string", "First name"),
                                standard("secondName", "SECOND_NAME", "string", "Second name"),
                                standard("lastName", "LAST_NAME", "string", "Last name"),
                                standard("post", "POST", "string", "Position"),
                                standard("birthdate", "BIRTHDATE", "date", "Birthdate"),
                                book("typeId", "TYPE_ID", "CONTACT_TYPE", "Contact type"),
                                book("sourceId", "SOURCE_ID", "SOURCE", "Source"),
                                standard("companyId", "COMPANY_ID", "crm_company", "Company"),
                                list("companyIds", "COMPANY_IDS", "crm_company"),
                                standard("hasPhone", "HAS_PHONE", "boolean", "Has phone"));
                    case COMPANY ->
                        List.of(
                                standard("title", "TITLE", "string", "Company name"),
                                book("typeId", "TYPE_ID", "COMPANY_TYPE", "Company type"),
                                standard("industry", "INDUSTRY", "string", "Industry"),
                                standard("revenue", "REVENUE", "double", "Annual revenue"),
                                standard("currencyId", "CURRENCY_ID", "crm_currency", "Currency"),
                                standard("isMyCompany", "IS_MY_COMPANY", "boolean", "My company"),
                                standard("hasPhone", "HAS_PHONE", "boolean", "Has phone"));
                });
        return all;
    }
}
