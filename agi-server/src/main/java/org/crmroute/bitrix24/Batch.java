package org.crmroute.bitrix24;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the commands of a batch answered. Each key given is in exactly one of both maps.
 *
 * @param answers of those that went well
 * @param errors of those that did not
 */
public record Batch(Map<String, Answer> answers, Map<String, BitrixError> errors, ServerTime time) {
    public Batch {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }
}
