package org.crmroute.bitrix24;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A method and what it is told.
 *
 * @param method {@code crm.item.list}
 * @param parameters values are strings, numbers, booleans, lists and maps of such
 */
public record Command(String method, Map<String, Object> parameters) {
    public Command {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
