package org.crmroute.scenario.sketch;

import java.util.List;
import java.util.stream.Collectors;
import org.crmroute.runtime.yaml.Scalar;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;

/** Writes a sketch as the document that {@link SketchReader} reads as the same sketch. */
public final class SketchWriter {

    private final StringBuilder out = new StringBuilder();

    private SketchWriter() {}

    public static String write(Sketch sketch) {
        return new SketchWriter().scenario(sketch);
    }

    private String scenario(Sketch sketch) {
        Sketch.Settings settings = sketch.settings();
        line(0, "scenario: " + Scalar.text(sketch.name()));
        setting("enabled", settings.enabled());
        setting("zone", settings.zone());
        if (!settings.dids().isEmpty()) {
            line(0, "dids: " + settings.dids().stream().map(Scalar::text).collect(Collectors.joining(", ", "[", "]")));
        }
        setting("deals", settings.deals());
        setting("leads", settings.leads());
        line(0, sketch.rules().isEmpty() ? "rules: []" : "rules:");
        sketch.rules().forEach(this::rule);
        steps(0, "others", sketch.others());
        return out.toString();
    }

    private void setting(String key, String value) {
        if (!value.isEmpty()) {
            line(0, key + ": " + bare(value));
        }
    }

    /** Switches and numbers read better without quotes. */
    private static String bare(String value) {
        return value.equals("true") || value.equals("false") ? value : Scalar.text(value);
    }

    private void rule(SketchRule rule) {
        line(1, "- id: " + Scalar.text(rule.id()));
        if (!rule.name().isEmpty()) {
            line(2, "name: " + Scalar.text(rule.name()));
        }
        if (rule.when().mode() == Mode.ALL
                && rule.when().of().size() == 1
                && rule.when().of().getFirst() instanceof Condition condition) {
            line(2, "when: " + flow(condition));
        } else {
            line(2, "when:");
            block(3, "", rule.when());
        }
        steps(2, "route", rule.route());
    }

    private void steps(int depth, String key, List<SketchStep> steps) {
        line(depth, steps.isEmpty() ? key + ": []" : key + ":");
        steps.forEach(step -> line(depth + 1, "- " + step(step)));
    }

    /** Writes a clause over several lines; in a list its first line begins with a dash. */
    private void block(int depth, String lead, Clause clause) {
        switch (clause) {
            case Condition condition -> line(depth, lead + flow(condition));
            case Group group -> group(depth, lead, group);
        }
    }

    private void group(int depth, String lead, Group group) {
        int inside = depth + (lead.isEmpty() ? 1 : 2);
        if (group.mode() != Mode.NONE) {
            list(depth, lead + group.mode().word() + ":", inside, group.of());
        } else if (group.of().size() != 1 || isAny(group.of().getFirst())) {
            line(depth, lead + "not:");
            list(inside, "any:", inside + 1, group.of());
        } else if (group.of().getFirst() instanceof Condition condition) {
            line(depth, lead + "not: " + flow(condition));
        } else {
            line(depth, lead + "not:");
            block(inside, "", group.of().getFirst());
        }
    }

    private static boolean isAny(Clause clause) {
        return clause instanceof Group group && group.mode() == Mode.ANY;
    }

    private void list(int depth, String head, int inside, List<Clause> of) {
        line(depth, of.isEmpty() ? head + " []" : head);
        of.forEach(clause -> block(inside, "- ", clause));
    }

    private static String flow(Condition condition) {
        StringBuilder flow = new StringBuilder("{field: ").append(Scalar.text(condition.field()));
        if (!condition.title().isEmpty()) {
            flow.append(", title: ").append(Scalar.text(condition.title()));
        }
        flow.append(", is: ").append(Scalar.text(condition.operator()));
        List<String> values =
                condition.values().stream().map(SketchWriter::value).toList();
        if (values.size() == 1) {
            flow.append(", value: ").append(values.getFirst());
        } else if (!values.isEmpty()) {
            flow.append(", value: [").append(String.join(", ", values)).append(']');
        }
        return flow.append('}').toString();
    }

    private static String value(SketchValue value) {
        return value.name().isEmpty()
                ? Scalar.text(value.text())
                : "{id: %s, name: %s}".formatted(Scalar.text(value.text()), Scalar.text(value.name()));
    }

    private static String step(SketchStep step) {
        String timeout = step.timeout().isEmpty() ? "" : ", timeout: " + Scalar.text(step.timeout());
        String priority = step.priority().isEmpty() ? "" : ", priority: " + Scalar.text(step.priority());
        return "{%s: %s%s%s}".formatted(step.kind().word(), value(step.target()), timeout, priority);
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
