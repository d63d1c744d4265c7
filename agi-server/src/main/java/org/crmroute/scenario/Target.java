package org.crmroute.scenario;

import java.util.Locale;

/**
 * Where a step leads, resolved and safe for a dialplan.
 *
 * @param type what kind of place
 * @param id {@code 201}, {@code sales}, {@code +74951234567}, {@code ivr,s,1}
 * @param timeout seconds to ring or wait
 * @param priority queue priority; 0 for everything else
 */
public record Target(Type type, String id, int timeout, int priority) {

    /** The kinds of place the dialplan knows; {@link #word()} is {@code CRM_TARGET_TYPE}. */
    public enum Type {
        EXTENSION,
        QUEUE,
        EXTERNAL,
        DIALPLAN;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return type.word() + " " + id;
    }
}
