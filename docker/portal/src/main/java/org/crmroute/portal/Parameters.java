package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A REST method's parameters, however they came. Names are compared without case, as most of Bitrix24 does. */
record Parameters(Map<String, @Nullable Object> tree) {

    @Nullable
    Object value(String name) {
        if (tree.containsKey(name)) {
            return tree.get(name);
        }
        for (Map.Entry<String, @Nullable Object> each : tree.entrySet()) {
            if (each.getKey().equalsIgnoreCase(name)) {
                return each.getValue();
            }
        }
        return null;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(value(name)).map(Object::toString).filter(t -> !t.isEmpty());
    }

    int integer(String name, int absent) {
        return Json.integer(value(name), absent);
    }

    /** A map, empty if it is not there. */
    Map<String, @Nullable Object> map(String name) {
        return Json.object(value(name));
    }

    List<@Nullable Object> list(String name) {
        return Json.list(value(name));
    }

    /** These, with others over them. */
    Parameters with(Map<String, @Nullable Object> others) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(tree);
        both.putAll(others);
        return new Parameters(both);
    }
}
