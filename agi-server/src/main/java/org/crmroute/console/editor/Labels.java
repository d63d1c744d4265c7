package org.crmroute.console.editor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Field.Choice;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.sketch.Clause;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.SketchStep;
import org.crmroute.scenario.sketch.SketchValue;

/** Says fields, conditions and steps to people. */
final class Labels {

    /** As a form names the days of the week. */
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Words words;
    private final Glossary glossary;
    private final Map<String, String> titles;

    /** @param titles labels of fields when the scenario was saved, for those that are gone since; by path */
    Labels(Words words, Glossary glossary, Map<String, String> titles) {
        this.words = words;
        this.glossary = glossary;
        this.titles = titles;
    }

    /** {@code Stage (deal)}. */
    String field(Condition condition) {
        String path = condition.field();
        if (path.isBlank()) {
            return "";
        }
        Optional<Glossary.Entry> entry = glossary.entry(path);
        if (entry.isPresent()) {
            return field(entry.get());
        }
        String title = condition.title().isEmpty() ? titles.getOrDefault(path, "") : condition.title();
        return title.isEmpty() ? path : "%s (%s)".formatted(title, path);
    }

    String field(Glossary.Entry entry) {
        return title(entry) + " (" + group(entry.group()) + ")";
    }

    String title(Glossary.Entry entry) {
        return entry.group().equals("call") ? words.say("scenarios.field." + entry.path()) : entry.title();
    }

    /** {@code deal}, in the reader's language. */
    String group(String group) {
        return words.say("scenarios.of." + group);
    }

    String operator(String word, Glossary.Input input) {
        if (Operator.ofWord(word).isEmpty()) {
            return word;
        }
        return switch (input) {
            case DAY, MOMENT, TIME ->
                word.equals("greater")
                        ? words.say("scenarios.is.later")
                        : word.equals("less") ? words.say("scenarios.is.earlier") : words.say("scenarios.is." + word);
            default -> words.say("scenarios.is." + word);
        };
    }

    String value(Condition condition, SketchValue value, List<Expression.Value> funnels) {
        Optional<Glossary.Entry> entry = glossary.entry(condition.field());
        if (entry.isEmpty() || value.isBlank()) {
            return value.inWords();
        }
        return switch (entry.get().input()) {
            case CHOICE ->
                glossary.meaning(condition.field(), value.asValue(), funnels)
                        .choice()
                        .map(Choice::name)
                        .filter(name -> !name.isBlank() && !value.text().contains(" / "))
                        .orElse(value.inWords());
            case YES_NO ->
                value.text().equals("yes") || value.text().equals("no")
                        ? words.say("scenarios." + value.text())
                        : value.text();
            case WEEKDAY ->
                day(value.text()).map(d -> words.say("scenarios.day." + d)).orElse(value.text());
            default -> value.inWords();
        };
    }

    /** {@code mon} for whatever way a Monday is written. */
    static Optional<String> day(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int russian = List.of("пн", "вт", "ср", "чт", "пт", "сб", "вс").indexOf(lower);
        return russian >= 0
                ? Optional.of(DAYS.get(russian))
                : DAYS.stream().filter(lower::startsWith).findFirst();
    }

    /** A condition in one line. */
    String clause(Clause clause) {
        return switch (clause) {
            case Condition condition -> condition(condition);
            case Group group -> {
                String joint = group.mode() == Clause.Mode.ALL
                        ? " " + words.say("scenarios.and") + " "
                        : " " + words.say("scenarios.or") + " ";
                String parts = group.of().stream()
                        .map(part -> part instanceof Group inner && inner.of().size() > 1
                                ? "(" + clause(part) + ")"
                                : clause(part))
                        .collect(Collectors.joining(joint));
                yield group.mode() == Clause.Mode.NONE ? words.say("scenarios.not", parts) : parts;
            }
        };
    }

    private String condition(Condition condition) {
        if (condition.field().isBlank()) {
            return words.say("scenarios.gap.field");
        }
        Glossary.Input input =
                glossary.entry(condition.field()).map(Glossary.Entry::input).orElse(Glossary.Input.TEXT);
        String values = condition.values().stream()
                .map(v -> value(condition, v, List.of()))
                .collect(Collectors.joining(condition.operator().equals("between") ? "–" : ", "));
        return (field(condition) + " " + operator(condition.operator(), input) + " " + values).strip();
    }

    /** A step in a few words. */
    String step(SketchStep step) {
        String what = words.say("scenarios.step." + step.kind().word()) + " " + target(step);
        return step.timeout().isEmpty() ? what : words.say("scenarios.step.for", what, step.timeout());
    }

    String target(SketchStep step) {
        return switch (step.kind()) {
            case EMPLOYEE ->
                glossary.employee(step.target().asValue())
                        .choice()
                        .map(Choice::name)
                        .orElse(step.target().inWords());
            case ASSIGNEE, HEAD ->
                List.of("any", "deal", "lead", "contact", "company")
                                .contains(step.target().text())
                        ? words.say("scenarios.whose." + step.target().text())
                        : step.target().text();
            default ->
                step.target().isBlank()
                        ? words.say("scenarios.gap.short")
                        : step.target().text();
        };
    }
}
