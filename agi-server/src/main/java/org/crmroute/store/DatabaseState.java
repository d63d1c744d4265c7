package org.crmroute.store;

import java.time.Instant;

/**
 * How the database is, for {@code /health} and people.
 *
 * @param condition in one word
 * @param sentence what is wrong and what to do; empty when nothing is
 * @param since when it became so
 */
public record DatabaseState(Condition condition, String sentence, Instant since) {

    /** What can be expected of it. */
    public enum Condition {
        /** It can be read. */
        READY,
        /** Some of it cannot be read; the rest is served. */
        DAMAGED,
        /** It is not there, or cannot be used; it is looked for all the time. */
        UNAVAILABLE
    }

    public boolean ready() {
        return condition == Condition.READY;
    }
}
