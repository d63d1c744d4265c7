package org.crmroute.crm;

import java.util.Map;

/**
 * How a field's values are to be read and compared. Bitrix24 knows more types than these; one it adds tomorrow is
 * {@link #TEXT} until we learn it.
 */
public enum FieldType {
    /** {@code string}, {@code text}, {@code url}, {@code address}, …: as typed. */
    TEXT,
    /** {@code integer}, {@code double}. */
    NUMBER,
    /** {@code money}: {@code "300|RUB"}; {@code OPPORTUNITY} is a number with its currency beside it. */
    MONEY,
    /** {@code date}: a day in the portal's own offset. */
    DATE,
    /** {@code datetime}. */
    MOMENT,
    /** {@code boolean}, {@code char}: yes or no, however it is written. */
    YES_NO,
    /** {@code enumeration}: one of the field's own options, by id. */
    OPTION,
    /** {@code crm_status}: one of a reference book's entries, by its code. */
    STATUS,
    /** {@code crm_category}: a funnel, by id. */
    FUNNEL,
    /** A stage of a funnel, or of leads. */
    STAGE,
    /** {@code user}, {@code employee}: by id. */
    EMPLOYEE,
    /** {@code crm}, {@code crm_contact}, {@code file}, …: an id of something we do not look into. */
    REFERENCE;

    private static final Map<String, FieldType> BY_BITRIX_NAME = Map.ofEntries(
            Map.entry("integer", NUMBER),
            Map.entry("double", NUMBER),
            Map.entry("money", MONEY),
            Map.entry("date", DATE),
            Map.entry("datetime", MOMENT),
            Map.entry("boolean", YES_NO),
            Map.entry("char", YES_NO),
            Map.entry("enumeration", OPTION),
            Map.entry("crm_status", STATUS),
            Map.entry("crm_category", FUNNEL),
            Map.entry("user", EMPLOYEE),
            Map.entry("employee", EMPLOYEE),
            Map.entry("crm", REFERENCE),
            Map.entry("crm_entity", REFERENCE),
            Map.entry("crm_lead", REFERENCE),
            Map.entry("crm_deal", REFERENCE),
            Map.entry("crm_contact", REFERENCE),
            Map.entry("crm_company", REFERENCE),
            Map.entry("crm_quote", REFERENCE),
            Map.entry("file", REFERENCE),
            Map.entry("iblock_element", REFERENCE),
            Map.entry("iblock_section", REFERENCE));

    /** The type for a {@code type} of {@code crm.item.fields}. */
    public static FieldType ofBitrix(String type) {
        return BY_BITRIX_NAME.getOrDefault(type, TEXT);
    }
}
