package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code crm.item.add}, {@code update} and {@code delete}, and {@code crm.entity.mergeBatch}. */
final class ItemEditMethods {

    private final Edits edits;
    private final ListMethods lists;

    ItemEditMethods(Edits edits, ListMethods lists) {
        this.edits = edits;
        this.lists = lists;
    }

    Answer add(Parameters parameters) {
        Entity entity = ListMethods.entity(parameters);
        int id = edits.add(entity, parameters.map("fields"));
        return lists.item(parameters.with(Map.of("id", id)));
    }

    Answer update(Parameters parameters) {
        Entity entity = ListMethods.entity(parameters);
        lists.mayRead(entity);
        edits.update(entity, parameters.integer("id", 0), parameters.map("fields"));
        return lists.item(parameters);
    }

    /** {@code []}. */
    Answer delete(Parameters parameters) {
        Entity entity = ListMethods.entity(parameters);
        lists.mayRead(entity);
        edits.recycle(entity, parameters.integer("id", 0));
        return Answer.of(List.of());
    }

    /** The first of the entities is the one that stays. */
    Answer merge(Parameters parameters) {
        Map<String, @Nullable Object> given = parameters.map("params");
        Parameters inner = given.isEmpty() ? parameters : new Parameters(given);
        List<Integer> ids =
                inner.list("entityIds").stream().map(id -> Json.integer(id, 0)).toList();
        if (ids.size() < 2) {
            throw new RestError(400, 0, "The parameter entityIds must contains at least two elements.");
        }
        edits.merge(ListMethods.entity(inner), ids.getFirst(), ids.subList(1, ids.size()));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("STATUS", "SUCCESS");
        result.put("ENTITY_IDS", ids.subList(1, ids.size()));
        return Answer.of(result);
    }
}
