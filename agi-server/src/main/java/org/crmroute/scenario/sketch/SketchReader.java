package org.crmroute.scenario.sketch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.runtime.yaml.YamlNode;
import org.crmroute.runtime.yaml.YamlReader;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;

/**
 * Reads a document as far as a form can show it. What is left empty or makes no sense is taken as it is; only what a form
 * has no field for, and would thus lose, is refused.
 */
public final class SketchReader {

    private static final Set<String> SCENARIO =
            Set.of("scenario", "enabled", "dids", "zone", "deals", "leads", "rules", "others");
    private static final Set<String> RULE = Set.of("id", "name", "when", "route");
    private static final Set<String> CONDITION = Set.of("field", "title", "is", "value");

    private final List<Problem> misfits = new ArrayList<>();
    private final Places places = new Places();

    private SketchReader() {}

    /**
     * What a document came to.
     *
     * @param sketch empty when a form cannot show the document
     * @param places where in the document its parts stand
     * @param misfits why not
     */
    public record Reading(Optional<Sketch> sketch, Places places, List<Problem> misfits) {}

    /** Reads a document; one that is not YAML gives no sketch and the place where it goes wrong. */
    public static Reading read(String text) {
        try {
            return read(YamlReader.read(new Source("draft", text)));
        } catch (InvalidDocument e) {
            return unreadable(e);
        }
    }

    /** Reads a document whose YAML was read already. */
    public static Reading read(YamlNode root) {
        SketchReader reader = new SketchReader();
        Sketch sketch = reader.scenario(root);
        return new Reading(
                Optional.of(sketch).filter(s -> reader.misfits.isEmpty()), reader.places, List.copyOf(reader.misfits));
    }

    /** What a document that is not YAML comes to. */
    public static Reading unreadable(InvalidDocument document) {
        return new Reading(Optional.empty(), new Places(), document.problems());
    }

    private Sketch scenario(YamlNode root) {
        if (root instanceof YamlNode.Nothing) {
            return Sketch.blank("");
        }
        Map<String, YamlNode> keys =
                keys(root, SCENARIO, Saying.of("begins", "a scenario begins with 'scenario: NAME'"));
        places.noteAll(root, Place.SETTINGS);
        Sketch.Settings settings = new Sketch.Settings(
                text(keys, "enabled"),
                list(keys, "dids").stream().map(this::text).toList(),
                text(keys, "zone"),
                text(keys, "deals"),
                text(keys, "leads"));
        List<SketchRule> rules = new ArrayList<>();
        for (YamlNode node : list(keys, "rules")) {
            rules.add(rule(node, rules.size()));
        }
        return new Sketch(text(keys, "scenario"), settings, rules, steps(keys, "others", Place.OTHERS));
    }

    private SketchRule rule(YamlNode node, int index) {
        Map<String, YamlNode> keys = keys(node, RULE, Saying.of("is.rule", "a rule is {id, when, route}"));
        places.noteAll(node, Place.rule(index));
        Group when = Optional.ofNullable(keys.get("when"))
                .map(n -> whole(n, Place.when(index)))
                .orElse(Group.EMPTY);
        return new SketchRule(text(keys, "id"), text(keys, "name"), when, steps(keys, "route", Place.route(index)));
    }

    /** A condition alone is a group of one. */
    private Group whole(YamlNode node, Place place) {
        if (node instanceof YamlNode.Nothing) {
            return Group.EMPTY;
        }
        boolean alone =
                node instanceof YamlNode.Mapping mapping && mapping.get("field").isPresent();
        Clause clause = clause(node, alone ? place.in(0) : place);
        return clause instanceof Group group ? group : new Group(Mode.ALL, List.of(clause));
    }

    private Clause clause(YamlNode node, Place place) {
        places.noteAll(node, place);
        if (node instanceof YamlNode.Mapping mapping && mapping.get("field").isEmpty()) {
            for (String word : List.of("all", "any", "not")) {
                Optional<YamlNode> parts = mapping.get(word);
                if (parts.isPresent()) {
                    keys(node, Set.of(word), Saying.NOTHING);
                    return word.equals("not")
                            ? not(parts.get(), place)
                            : group(Mode.ofWord(word).orElseThrow(), parts.get(), place);
                }
            }
        }
        Map<String, YamlNode> keys =
                keys(node, CONDITION, Saying.of("is.condition", "a condition is {field, is, value}, or all, any, not"));
        List<SketchValue> values = new ArrayList<>();
        for (YamlNode value : list(keys, "value")) {
            values.add(value(value));
        }
        return new Condition(text(keys, "field"), text(keys, "title"), text(keys, "is"), values);
    }

    private Group group(Mode mode, YamlNode node, Place place) {
        List<Clause> parts = new ArrayList<>();
        for (YamlNode part : list(node)) {
            parts.add(clause(part, place.in(parts.size())));
        }
        return new Group(mode, parts);
    }

    /** {@code not: {any: […]}} is one group, {@code not} of anything else a group of one. */
    private Group not(YamlNode node, Place place) {
        if (node instanceof YamlNode.Mapping mapping
                && mapping.entries().keySet().equals(Set.of("any"))) {
            return group(Mode.NONE, mapping.get("any").orElseThrow(), place);
        }
        return new Group(Mode.NONE, List.of(clause(node, place.in(0))));
    }

    private SketchValue value(YamlNode node) {
        if (node instanceof YamlNode.Mapping) {
            Map<String, YamlNode> keys = keys(node, Set.of("id", "name"), Saying.NOTHING);
            return new SketchValue(text(keys, "id"), text(keys, "name"));
        }
        return SketchValue.of(text(node));
    }

    private List<SketchStep> steps(Map<String, YamlNode> keys, String key, Place place) {
        List<SketchStep> steps = new ArrayList<>();
        Optional.ofNullable(keys.get(key)).ifPresent(node -> places.noteAll(node, place));
        for (YamlNode node : list(keys, key)) {
            steps.add(step(node, place.in(steps.size())));
        }
        return steps;
    }

    private SketchStep step(YamlNode node, Place place) {
        places.noteAll(node, place);
        if (node instanceof YamlNode.Mapping mapping) {
            for (SketchStep.Kind kind : SketchStep.Kind.values()) {
                Optional<YamlNode> target = mapping.get(kind.word());
                if (target.isPresent()) {
                    Map<String, YamlNode> keys = keys(node, Set.of(kind.word(), "timeout", "priority"), Saying.NOTHING);
                    return new SketchStep(kind, value(target.get()), text(keys, "timeout"), text(keys, "priority"));
                }
            }
        }
        misfit(
                node.at(),
                "form.step",
                "a step is written {queue: NAME} or the like; there are queue, extension, employee, assignee,"
                        + " head, external, dialplan");
        return SketchStep.EMPTY;
    }

    private Map<String, YamlNode> keys(YamlNode node, Set<String> known, Saying whatItIs) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            misfit(node.at(), "form.kind", "%s, not %s", whatItIs, node.kind());
            return Map.of();
        }
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                misfit(entry.key().at(), "form.key", "the form has no field for '%s'", key);
            }
        });
        Map<String, YamlNode> keys = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> keys.put(key, entry.value()));
        return keys;
    }

    private String text(Map<String, YamlNode> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(this::text).orElse("");
    }

    private String text(YamlNode node) {
        return switch (node) {
            case YamlNode.Text text -> text.value();
            case YamlNode.Nothing nothing -> "";
            default -> {
                misfit(node.at(), "form.text", "here stands text, not %s", node.kind());
                yield "";
            }
        };
    }

    private static List<YamlNode> list(Map<String, YamlNode> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(SketchReader::list).orElse(List.of());
    }

    /** A single thing counts as a list of one, nothing as none. */
    private static List<YamlNode> list(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Nothing nothing -> List.of();
            default -> List.of(node);
        };
    }

    private void misfit(Position at, String kind, String english, Object... parts) {
        misfits.add(Problem.error(at, Saying.of(kind, english, parts)));
    }
}
