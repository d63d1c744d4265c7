package org.crmroute.scenario.sketch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Somewhere to try for a caller.
 *
 * @param kind what is tried
 * @param target the extension, the queue, the employee, whose assignee …
 * @param timeout seconds to ring or wait; empty where it is not said
 * @param priority of a queue; empty where it is not said
 */
public record SketchStep(Kind kind, SketchValue target, String timeout, String priority) {

    /** What a new step is. */
    public static final SketchStep EMPTY = new SketchStep(Kind.QUEUE, SketchValue.of(""), "", "");

    /** What can be tried, in the order in which it is offered. */
    public enum Kind {
        QUEUE,
        ASSIGNEE,
        HEAD,
        EMPLOYEE,
        EXTENSION,
        EXTERNAL,
        DIALPLAN;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The key of a document. */
        public String word() {
            return word;
        }

        public static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
        }
    }
}
