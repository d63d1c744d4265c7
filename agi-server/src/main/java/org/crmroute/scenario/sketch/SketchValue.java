package org.crmroute.scenario.sketch;

import java.util.Optional;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.scenario.Expression;

/**
 * A value of a condition, or whom a step names.
 *
 * @param text as typed; an id where a name stands beside it
 * @param name what the CRM called it; empty for most
 */
public record SketchValue(String text, String name) {

    public static SketchValue of(String text) {
        return new SketchValue(text, "");
    }

    /** For people: the name where there is one. */
    public String inWords() {
        return name.isEmpty() ? text : name;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    /** As the language has it. */
    public Expression.Value asValue() {
        return new Expression.Value(text, Optional.of(name).filter(n -> !n.isEmpty()), Position.START);
    }
}
