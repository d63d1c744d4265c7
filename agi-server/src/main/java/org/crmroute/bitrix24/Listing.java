package org.crmroute.bitrix24;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A list method that is read in the order of ids.
 *
 * @param method {@code crm.item.list}
 * @param rows the property of the result that holds the rows ({@code items}); empty when the result is the list
 * @param id the rows' id property: {@code id} or {@code ID}
 * @param parameters all but order, start and the bound of ids; {@code filter} may be among them
 */
public record Listing(String method, String rows, String id, Map<String, Object> parameters) {
    public Listing {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
