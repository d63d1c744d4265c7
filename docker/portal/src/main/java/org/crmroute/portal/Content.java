package org.crmroute.portal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a portal holds before anybody edits it; never changes. */
interface Content {

    /** Ids of the records there are, ascending. */
    int[] ids(Entity entity);

    /** {@code updatedTime} of each of {@link #ids}, in seconds since 1970. */
    int[] updatedTimes(Entity entity);

    /**
     * An item of {@code crm.item.list}, which the caller may change.
     *
     * @param id one of {@link #ids}
     */
    Map<String, @Nullable Object> item(Entity entity, int id);

    /** {@code result.fields} of {@code crm.item.fields}. */
    Map<String, Object> fields(Entity entity);

    /** {@code result.categories} of {@code crm.category.list}. */
    List<Map<String, Object>> categories();

    /** Rows of {@code crm.status.list}, of all ENTITY_IDs. */
    List<Map<String, Object>> statuses();

    /** Rows of {@code user.get}. */
    List<Map<String, Object>> users();

    /** Rows of {@code department.get}. */
    List<Map<String, Object>> departments();
}
