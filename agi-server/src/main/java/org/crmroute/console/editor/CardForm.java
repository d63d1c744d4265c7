package org.crmroute.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.scenario.sketch.Clause;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;
import org.crmroute.scenario.sketch.SketchStep;
import org.crmroute.scenario.sketch.SketchValue;

/**
 * Reads the form of a rule. The group is {@code w}, its parts {@code w.0}, {@code w.1}, their parts {@code w.0.0} …, each with
 * a field {@code .kind}; the steps are {@code s.0}, {@code s.1} ….
 */
final class CardForm {

    private static final int MOST = 200;
    private static final int DEEPEST = 10;

    private final Posted posted;

    CardForm(Posted posted) {
        this.posted = posted;
    }

    /** The rule as the form has it. */
    SketchRule rule() {
        return new SketchRule(posted.first("rule-id"), posted.first("rule-name"), group("w", 0), steps());
    }

    private Group group(String name, int depth) {
        List<Clause> parts = new ArrayList<>();
        for (int i = 0; i < MOST && posted.has(name + "." + i + ".kind"); i++) {
            String part = name + "." + i;
            if (!posted.first(part + ".kind").equals("group")) {
                parts.add(condition(part));
            } else if (depth < DEEPEST) {
                parts.add(group(part, depth + 1));
            }
        }
        return new Group(Mode.ofWord(posted.first(name + ".mode")).orElse(Mode.ALL), parts);
    }

    private Condition condition(String name) {
        List<SketchValue> values = values(posted.all(name + ".v"), posted.all(name + ".n"));
        Optional<SketchValue> added = Optional.of(posted.first(name + ".add"))
                .filter(id -> !id.isEmpty())
                .map(id -> SketchValue.of("id:" + id));
        return new Condition(
                posted.first(name + ".field"),
                posted.first(name + ".title"),
                posted.first(name + ".is"),
                Stream.concat(values.stream(), added.stream()).toList());
    }

    /** Names stand beside values where the document holds both. */
    private static List<SketchValue> values(List<String> texts, List<String> names) {
        List<SketchValue> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(new SketchValue(texts.get(i).strip(), names.size() == texts.size() ? names.get(i) : ""));
        }
        return values;
    }

    /** The steps of a rule, or of Others. */
    List<SketchStep> steps() {
        List<SketchStep> steps = new ArrayList<>();
        for (int i = 0; i < MOST && posted.has("s." + i + ".kind"); i++) {
            String name = "s." + i;
            SketchStep.Kind kind =
                    SketchStep.Kind.ofWord(posted.first(name + ".kind")).orElse(SketchStep.Kind.QUEUE);
            boolean another = !posted.first(name + ".was").equals(kind.word());
            steps.add(new SketchStep(
                    kind,
                    another ? SketchValue.of(usual(kind)) : target(name),
                    posted.first(name + ".timeout"),
                    kind == SketchStep.Kind.QUEUE ? posted.first(name + ".priority") : ""));
        }
        return steps;
    }

    /** What a step that became another kind begins with. */
    private static String usual(SketchStep.Kind kind) {
        return kind == SketchStep.Kind.ASSIGNEE || kind == SketchStep.Kind.HEAD ? "any" : "";
    }

    private SketchValue target(String name) {
        String added = posted.first(name + ".add");
        return added.isEmpty()
                ? new SketchValue(posted.first(name + ".target"), posted.first(name + ".name"))
                : SketchValue.of("id:" + added);
    }

    /** The settings as the form has them. */
    Sketch.Settings settings(Sketch.Settings before) {
        List<String> dids = Stream.of(posted.first("dids").split("[,;\\n]"))
                .map(String::strip)
                .filter(did -> !did.isEmpty())
                .toList();
        String enabled = posted.has("enabled") ? "true" : "false";
        return new Sketch.Settings(
                before.enabled().isEmpty() && enabled.equals("true") ? "" : enabled,
                dids,
                posted.first("zone"),
                said("deals", before.deals()),
                said("leads", before.leads()));
    }

    /** What nobody chose need not be said. */
    private String said(String name, String before) {
        String chosen = posted.first(name);
        return before.isEmpty() && chosen.equals("open") ? "" : chosen;
    }
}
