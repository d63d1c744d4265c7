package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.call.Extension;
import org.crmroute.call.PhoneNumber;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.YamlNode;

/** Reads a {@code route} or {@code others}. */
final class StepReader {

    private static final List<String> FORMS =
            List.of("extension", "queue", "employee", "assignee", "head", "external", "dialplan");
    private static final List<String> WHOSE = List.of("lead", "contact", "company", "deal", "any");
    /** What crmroute.conf lets through, and not a character more. */
    private static final Pattern DIALPLAN =
            Pattern.compile("[0-9A-Za-z_-]{1,79},[0-9A-Za-z_+*#-]{1,79},[1-9][0-9]{0,3}");
    /** As many as the dialplan is told: CRM_STEP_1 to CRM_STEP_9. */
    static final int MAX_STEPS = 9;

    private final Findings findings;

    StepReader(Findings findings) {
        this.findings = findings;
    }

    List<Step.Placed> read(YamlNode node, String what) {
        List<YamlNode> nodes = findings.list(node);
        if (nodes.isEmpty()) {
            findings.error(
                    node.at(),
                    "route.empty",
                    "'%s' needs at least one step, e.g. %s: [{queue: reception}]",
                    what,
                    what);
        }
        if (nodes.size() > MAX_STEPS) {
            findings.error(nodes.get(MAX_STEPS).at(), "many.steps", "more than %s steps", MAX_STEPS);
        }
        List<Step.Placed> steps = new ArrayList<>();
        nodes.forEach(n -> step(n).ifPresent(step -> steps.add(new Step.Placed(step, n.at()))));
        return steps;
    }

    private Optional<Step> step(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            findings.error(
                    node.at(), "step.kind", "a step is written {queue: NAME} or the like, not as %s", node.kind());
            return Optional.empty();
        }
        Keys keys = new Keys(mapping, findings);
        Optional<Map.Entry<String, YamlNode>> form = keys.oneOf(FORMS, Saying.of("what.step", "a step"));
        if (form.isEmpty()) {
            return Optional.empty();
        }
        String word = form.get().getKey();
        YamlNode target = form.get().getValue();
        int otherwise = switch (word) {
            case "queue" -> Step.WAIT;
            case "dialplan" -> Step.FOR_GOOD;
            default -> Step.RING;
        };
        int timeout = keys.optional("timeout")
                .map(n -> findings.number(n, Saying.of("what.timeout", "timeout (seconds)"), 1, 3600, Step.RING))
                .orElse(otherwise);
        Optional<YamlNode> priority = word.equals("queue") ? keys.optional("priority") : Optional.empty();
        int queuePriority =
                priority.map(n -> findings.number(n, "priority", 0, 1000, 0)).orElse(0);
        keys.refuseOthers();
        return switch (word) {
            case "extension" -> extension(target, "extension").map(e -> new Step.ToExtension(e, timeout));
            case "queue" -> extension(target, "queue").map(q -> new Step.ToQueue(q, timeout, queuePriority));
            case "employee" -> employee(target).map(e -> new Step.ToEmployee(e, timeout));
            case "assignee" -> whose(target).map(w -> new Step.ToAssignee(w, timeout));
            case "head" -> whose(target).map(w -> new Step.ToHead(w, timeout));
            case "external" -> external(target).map(n -> new Step.ToExternal(n, timeout));
            default -> dialplan(target).map(d -> new Step.ToDialplan(d, timeout));
        };
    }

    private Optional<Extension> extension(YamlNode node, String what) {
        return findings.text(node, what).flatMap(text -> {
            Optional<Extension> extension = Extension.of(text.value());
            if (extension.isEmpty()) {
                findings.error(
                        node.at(),
                        "name",
                        "'%s' is not a name for %s: letters A-Z, digits, '_', '*', '#' and '-', at most 40 of them",
                        text.value(),
                        what.equals("queue")
                                ? Saying.of("what.queue", "a queue")
                                : Saying.of("what.extension", "an extension"));
            }
            return extension;
        });
    }

    private Optional<Expression.Value> employee(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            Keys keys = new Keys(mapping, findings);
            Optional<YamlNode.Text> id = keys.required(
                            "id", Saying.of("need.employee", "an employee is an id or a full name, or {id, name}"))
                    .flatMap(n -> findings.text(n, "id"));
            Optional<String> name =
                    keys.optional("name").flatMap(n -> findings.text(n, "name")).map(YamlNode.Text::value);
            keys.refuseOthers();
            return id.map(text -> new Expression.Value(text.value(), name, text.at()));
        }
        return findings.text(node, "employee")
                .map(text -> new Expression.Value(text.value().strip(), Optional.empty(), text.at()));
    }

    private Optional<Step.Whose> whose(YamlNode node) {
        return findings.text(node, Saying.of("what.whose", "whose assignee")).flatMap(text -> {
            if (!WHOSE.contains(text.value())) {
                findings.error(
                        node.at(),
                        "whose",
                        "'%s' has no assignee%s",
                        text.value(),
                        Suggestion.among(WHOSE, text.value()));
                return Optional.empty();
            }
            return Optional.of(Step.Whose.valueOf(text.value().toUpperCase(Locale.ROOT)));
        });
    }

    private Optional<PhoneNumber> external(YamlNode node) {
        return findings.text(node, "external").flatMap(text -> {
            Optional<PhoneNumber> number = PhoneNumber.ofE164(text.value().strip());
            if (number.isEmpty()) {
                findings.error(
                        node.at(),
                        "external",
                        "'%s' is not an E.164 number: write a plus, the country code and the number, digits only, e.g. +74951234567",
                        text.value());
            }
            return number;
        });
    }

    private Optional<String> dialplan(YamlNode node) {
        return findings.text(node, "dialplan").flatMap(text -> {
            if (!DIALPLAN.matcher(text.value().strip()).matches()) {
                findings.error(node.at(), "dialplan", "'%s' is not context,exten,priority, e.g. ivr,s,1", text.value());
                return Optional.empty();
            }
            return Optional.of(text.value().strip());
        });
    }
}
