package org.crmroute.crm;

import java.util.List;

/**
 * A field of an entity, as the CRM describes it.
 *
 * @param entity whose field
 * @param name upper-case name, {@code UF_CRM_1700000000}
 * @param title the CRM's own label
 * @param type how to read it
 * @param multiple whether it holds a list
 * @param choices what an {@link FieldType#OPTION} or {@link FieldType#STATUS} field can hold; empty for the others
 */
public record Field(
        EntityType entity, String name, String title, FieldType type, boolean multiple, List<Choice> choices) {

    public Field {
        choices = List.copyOf(choices);
    }

    /** Something that can be picked: an option, an entry of a reference book, a funnel, a stage. */
    public record Choice(String id, String name) {}

    /** {@code deal.UF_CRM_1700000000}. */
    public String path() {
        return entity.word() + "." + name;
    }
}
