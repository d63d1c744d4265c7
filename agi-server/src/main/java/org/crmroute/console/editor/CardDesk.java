package org.crmroute.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.sketch.Clause;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;
import org.crmroute.scenario.sketch.SketchStep;
import org.crmroute.scenario.sketch.SketchValue;

/**
 * Makes of a form what its author meant: does what its buttons ask for, and lets operator and values follow when another
 * field was chosen.
 */
final class CardDesk {

    private final Glossary glossary;
    private Optional<String> focus = Optional.empty();

    CardDesk(Glossary glossary) {
        this.glossary = glossary;
    }

    /** The element to go on at, by its name; empty to stay. */
    Optional<String> focus() {
        return focus;
    }

    /** A rule as the form has it, and as its buttons ask for. */
    SketchRule rule(Posted posted, SketchRule before) {
        SketchRule entered = new CardForm(posted).rule();
        Group when = asked(posted, (Group) fitting(entered.when(), before.when(), "w"));
        return new SketchRule(entered.id(), entered.name(), when, steps(posted, entered.route()));
    }

    private Group asked(Posted posted, Group when) {
        List<String> command = posted.command();
        if (command.size() < 2 || !command.get(1).matches("w(\\.[0-9]{1,3}){0,20}")) {
            return when;
        }
        List<Integer> path = path(command.get(1));
        return switch (command.getFirst()) {
            case "plus-condition" -> {
                focus = Optional.of(next(when, command.get(1), path) + ".field");
                yield when.plus(path, Condition.EMPTY);
            }
            case "plus-group" -> {
                focus = Optional.of(next(when, command.get(1), path) + ".0.field");
                boolean inAny = when.at(path)
                        .filter(c -> c instanceof Group g && g.mode() == Mode.ANY)
                        .isPresent();
                yield when.plus(path, new Group(inAny ? Mode.ALL : Mode.ANY, List.of(Condition.EMPTY)));
            }
            case "minus" -> {
                focus = Optional.of("w.plus");
                yield when.without(path);
            }
            case "plus-value" -> {
                focus = Optional.of(command.get(1) + ".v.last");
                yield when.with(
                        path, clause -> clause instanceof Condition c ? withValues(c, plus(c.values())) : clause);
            }
            case "minus-value" -> {
                int index = command.size() > 2 ? number(command.get(2)) : -1;
                focus = Optional.of(command.get(1) + ".add");
                yield when.with(
                        path,
                        clause -> clause instanceof Condition c ? withValues(c, minus(c.values(), index)) : clause);
            }
            default -> when;
        };
    }

    private static String next(Group when, String name, List<Integer> path) {
        int parts =
                when.at(path).map(c -> c instanceof Group g ? g.of().size() : 0).orElse(0);
        return name + "." + parts;
    }

    private static List<SketchValue> plus(List<SketchValue> values) {
        return Stream.concat(values.stream(), Stream.of(SketchValue.of(""))).toList();
    }

    private static <T> List<T> minus(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        if (index >= 0 && index < rest.size()) {
            rest.remove(index);
        }
        return rest;
    }

    private static Condition withValues(Condition condition, List<SketchValue> values) {
        return new Condition(condition.field(), condition.title(), condition.operator(), values);
    }

    /** Steps as the form has them, and as its buttons ask for. */
    List<SketchStep> steps(Posted posted, List<SketchStep> entered) {
        List<SketchStep> steps = entered.stream().map(this::named).toList();
        List<String> command = posted.command();
        int index = command.size() > 1 ? number(command.get(1)) : -1;
        return switch (command.isEmpty() ? "" : command.getFirst()) {
            case "plus-step" -> {
                focus = Optional.of("s." + steps.size() + ".target");
                yield Stream.concat(steps.stream(), Stream.of(SketchStep.EMPTY)).toList();
            }
            case "minus-step" -> {
                focus = Optional.of("s.plus");
                yield minus(steps, index);
            }
            case "up-step" -> {
                focus = Optional.of("s." + Math.max(0, index - 1) + ".up");
                yield Sketch.moved(steps, index, Math.max(0, index - 1));
            }
            case "down-step" -> {
                focus = Optional.of("s." + Math.min(steps.size() - 1, index + 1) + ".down");
                yield Sketch.moved(steps, index, index + 1);
            }
            default -> steps;
        };
    }

    /** Whoever was picked is written by name where that is enough. */
    private SketchStep named(SketchStep step) {
        return step.kind() == SketchStep.Kind.EMPLOYEE && step.target().text().startsWith("id:")
                ? new SketchStep(
                        step.kind(),
                        SketchValue.of(
                                glossary.writtenEmployee(step.target().text().substring("id:".length()))),
                        step.timeout(),
                        step.priority())
                : step;
    }

    /** Clauses with operators and values that go with their fields. */
    private Clause fitting(Clause entered, Clause before, String name) {
        return switch (entered) {
            case Group group -> {
                List<Clause> parts = new ArrayList<>();
                for (int i = 0; i < group.of().size(); i++) {
                    int index = i;
                    Clause was = before instanceof Group g && index < g.of().size() ? g.of().get(index) : Group.EMPTY;
                    parts.add(fitting(group.of().get(i), was, name + "." + i));
                }
                yield new Group(group.mode(), parts);
            }
            case Condition condition -> condition(condition, before instanceof Condition c ? c : Condition.EMPTY, name);
        };
    }

    private Condition condition(Condition entered, Condition before, String name) {
        Optional<Glossary.Entry> entry = glossary.entry(entered.field());
        if (entry.isEmpty()) {
            return entered;
        }
        boolean choice =
                entry.get().input() == Glossary.Input.CHOICE || entry.get().input() == Glossary.Input.WEEKDAY;
        List<SketchValue> values =
                entered.values().stream().map(v -> named(entry.get(), v)).toList();
        values = choice ? values.stream().distinct().toList() : values;
        String operator = entered.operator();
        if (!entered.field().equals(before.field())) {
            values = List.of();
            operator = entry.get().operators().stream()
                    .map(Operator::word)
                    .filter(before.operator()::equals)
                    .findFirst()
                    .orElse(entry.get().operators().getFirst().word());
            focus = Optional.of(name + ".add");
        } else if (!operator.equals(before.operator())) {
            focus = Optional.of(name + ".is");
        }
        Operator is = Operator.ofWord(operator).orElse(Operator.EQUALS);
        if (choice
                && !entry.get().several()
                && values.size() > 1
                && entered.operator().equals(before.operator())) {
            // a second one was picked where a record holds only one: what is meant is "one of these"
            is = is == Operator.EQUALS ? Operator.ANY_OF : is == Operator.NOT_EQUALS ? Operator.NOT_CONTAINS : is;
        }
        return new Condition(entry.get().path(), "", is.word(), enough(is, filled(is, values)));
    }

    private SketchValue named(Glossary.Entry entry, SketchValue value) {
        return entry.input() == Glossary.Input.CHOICE
                        && value.text().startsWith("id:")
                        && value.name().isEmpty()
                ? SketchValue.of(glossary.written(entry.path(), value.text().substring("id:".length())))
                : value;
    }

    /** Empty fields count for nothing, but between two values it matters which one is empty. */
    private static List<SketchValue> filled(Operator is, List<SketchValue> values) {
        return is == Operator.BETWEEN
                ? values
                : values.stream().filter(v -> !v.isBlank()).toList();
    }

    private static List<SketchValue> enough(Operator is, List<SketchValue> values) {
        return values.stream().limit(is.mostValues()).toList();
    }

    private static List<Integer> path(String name) {
        return Stream.of(name.split("\\.")).skip(1).map(Integer::valueOf).toList();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
}
