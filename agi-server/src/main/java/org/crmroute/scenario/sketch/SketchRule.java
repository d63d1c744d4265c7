package org.crmroute.scenario.sketch;

import java.util.List;

/**
 * A rule.
 *
 * @param id stands in the log
 * @param name for people; empty where the document has none
 * @param when the condition
 * @param route where to try, in order
 */
public record SketchRule(String id, String name, Clause.Group when, List<SketchStep> route) {

    public SketchRule {
        route = List.copyOf(route);
    }

    /** A new rule: one condition and one step, both still to be filled in. */
    public static SketchRule blank(String id) {
        return new SketchRule(
                id, "", new Clause.Group(Clause.Mode.ALL, List.of(Clause.Condition.EMPTY)), List.of(SketchStep.EMPTY));
    }

    public SketchRule with(Clause.Group other) {
        return new SketchRule(id, name, other, route);
    }

    public SketchRule with(List<SketchStep> other) {
        return new SketchRule(id, name, when, other);
    }

    public SketchRule named(String otherId, String otherName) {
        return new SketchRule(otherId, otherName, when, route);
    }

    /** For people. */
    public String title() {
        return name.isBlank() ? id : name;
    }
}
