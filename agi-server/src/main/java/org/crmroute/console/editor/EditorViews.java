package org.crmroute.console.editor;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmroute.console.editor.EditorView.Problem;
import org.crmroute.console.page.Words;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.Glossary;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.Step;
import org.crmroute.scenario.sketch.Clause;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Place;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;
import org.crmroute.scenario.sketch.SketchStep;
import org.crmroute.scenario.sketch.SketchValue;

/** Makes of a sketch what its form shows, in the reader's words. */
final class EditorViews {

    private final Words words;
    private final Glossary glossary;
    private final Labels labels;
    private final Map<Place, List<Problem>> problems;
    private final Map<Integer, List<Problem>> ofRules = new HashMap<>();

    /** @param problems what is wrong, by the place where it is shown */
    EditorViews(Words words, Glossary glossary, Labels labels, Map<Place, List<Problem>> problems) {
        this.words = words;
        this.glossary = glossary;
        this.labels = labels;
        this.problems = problems;
        problems.forEach((place, its) -> place.ruleIndex()
                .ifPresent(rule ->
                        ofRules.computeIfAbsent(rule, r -> new ArrayList<>()).addAll(its)));
    }

    EditorView.Form form(Sketch sketch, Set<Integer> open) {
        return new EditorView.Form(
                settings(sketch.settings()), new Rules(sketch.rules(), open), steps(sketch.others(), Place.OTHERS));
    }

    /** Each is drawn when it is asked for: most answers show only one. */
    private final class Rules extends AbstractList<EditorView.Rule> {

        private final List<SketchRule> rules;
        private final Set<Integer> open;

        Rules(List<SketchRule> rules, Set<Integer> open) {
            this.rules = rules;
            this.open = open;
        }

        @Override
        public EditorView.Rule get(int index) {
            return rule(rules.get(index), index, open.contains(index));
        }

        @Override
        public int size() {
            return rules.size();
        }
    }

    private EditorView.Settings settings(Sketch.Settings settings) {
        return new EditorView.Settings(
                !settings.enabled().equals("false"),
                String.join(", ", settings.dids()),
                settings.zone(),
                settings.deals().isEmpty() ? "open" : settings.deals(),
                settings.leads().isEmpty() ? "open" : settings.leads(),
                at(Place.SETTINGS));
    }

    private EditorView.Rule rule(SketchRule rule, int index, boolean open) {
        Place when = Place.when(index);
        Place route = Place.route(index);
        List<Problem> its = ofRules.getOrDefault(index, List.of());
        Optional<EditorView.Card> card = open
                ? Optional.of(new EditorView.Card(
                        group(rule.when(), "w", when, List.of()), steps(rule.route(), route), at(Place.rule(index))))
                : Optional.empty();
        return new EditorView.Rule(
                index,
                rule.id(),
                rule.name(),
                rule.title(),
                labels.clause(rule.when()),
                rule.route().stream().map(labels::step).collect(Collectors.joining(" → ")),
                its.size(),
                its.stream().anyMatch(Problem::error),
                rule.when().conditions().anyMatch(this::isGone),
                card);
    }

    private boolean isGone(Condition condition) {
        return fieldIsGone(condition)
                || condition.values().stream()
                        .anyMatch(v -> standing(condition, v, List.of()) == Glossary.Standing.GONE);
    }

    private boolean fieldIsGone(Condition condition) {
        return !glossary.isEmpty()
                && !condition.field().isBlank()
                && glossary.entry(condition.field()).isEmpty();
    }

    /** @param funnels values of the conditions on the funnel around it */
    private EditorView.Group group(Group group, String name, Place place, List<Expression.Value> funnels) {
        List<Expression.Value> around = funnelsIn(group, funnels);
        List<EditorView.Part> parts = new ArrayList<>();
        for (int i = 0; i < group.of().size(); i++) {
            String its = name + "." + i;
            Place at = place.in(i);
            parts.add(
                    switch (group.of().get(i)) {
                        case Group inner -> group(inner, its, at, around);
                        case Condition condition -> condition(condition, its, at, around);
                    });
        }
        return new EditorView.Group(
                name, anchor(place), name.equals("w"), group.mode().word(), parts, at(place));
    }

    /** The funnels asked for beside what stands in a group: they tell which of several stages of a name is meant. */
    static List<Expression.Value> funnelsIn(Group group, List<Expression.Value> outside) {
        List<Expression.Value> funnels = new ArrayList<>(outside);
        if (group.mode() == Clause.Mode.ALL) {
            for (Clause part : group.of()) {
                if (part instanceof Condition c
                        && (c.field().equals("deal.funnel") || c.field().equals("deal.CATEGORY_ID"))
                        && List.of("equals", "contains", "any_of").contains(c.operator())) {
                    c.values().forEach(v -> funnels.add(v.asValue()));
                }
            }
        }
        return funnels;
    }

    private EditorView.Condition condition(
            Condition condition, String name, Place place, List<Expression.Value> funnels) {
        Optional<Glossary.Entry> entry = glossary.entry(condition.field());
        String input = entry.map(e -> e.input().name().toLowerCase(Locale.ROOT)).orElse("text");
        int most =
                Operator.ofWord(condition.operator()).map(Operator::mostValues).orElse(0);
        return new EditorView.Condition(
                name,
                anchor(place),
                condition.field(),
                labels.field(condition),
                fieldIsGone(condition),
                operators(condition, entry),
                condition.operator(),
                input,
                values(condition, input, most, funnels),
                most,
                at(place));
    }

    private List<EditorView.Option> operators(Condition condition, Optional<Glossary.Entry> entry) {
        List<EditorView.Option> options = new ArrayList<>();
        entry.ifPresent(e -> e.operators()
                .forEach(o -> options.add(new EditorView.Option(o.word(), labels.operator(o.word(), e.input())))));
        if (options.stream().noneMatch(o -> o.value().equals(condition.operator()))) {
            options.addFirst(new EditorView.Option(
                    condition.operator(),
                    condition.operator().isEmpty()
                            ? words.say("scenarios.choose")
                            : labels.operator(condition.operator(), Glossary.Input.TEXT)));
        }
        return options;
    }

    private List<EditorView.Value> values(Condition condition, String input, int most, List<Expression.Value> funnels) {
        List<EditorView.Value> values = new ArrayList<>();
        for (SketchValue value : condition.values()) {
            String standing = input.equals("choice")
                    ? standing(condition, value, funnels).name().toLowerCase(Locale.ROOT)
                    : "known";
            values.add(new EditorView.Value(
                    value.text(), value.name(), labels.value(condition, value, funnels), standing));
        }
        boolean typed = !input.equals("choice") && !input.equals("weekday");
        while (typed && values.size() < Math.min(most, condition.operator().equals("between") ? 2 : 1)) {
            values.add(new EditorView.Value("", "", "", "known"));
        }
        return values;
    }

    private Glossary.Standing standing(Condition condition, SketchValue value, List<Expression.Value> funnels) {
        Optional<Glossary.Entry> entry = glossary.entry(condition.field());
        return entry.isEmpty() || entry.get().input() != Glossary.Input.CHOICE || value.isBlank()
                ? Glossary.Standing.KNOWN
                : glossary.meaning(condition.field(), value.asValue(), funnels).standing();
    }

    private EditorView.Steps steps(List<SketchStep> steps, Place place) {
        List<EditorView.Step> views = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            SketchStep step = steps.get(i);
            int usual = step.kind() == SketchStep.Kind.QUEUE ? Step.WAIT : Step.RING;
            Place at = place.in(i);
            Glossary.Standing standing =
                    step.kind() == SketchStep.Kind.EMPLOYEE && !step.target().isBlank()
                            ? glossary.employee(step.target().asValue()).standing()
                            : Glossary.Standing.KNOWN;
            views.add(new EditorView.Step(
                    i,
                    anchor(at),
                    step.kind().word(),
                    new EditorView.Value(
                            step.target().text(),
                            step.target().name(),
                            labels.target(step),
                            standing.name().toLowerCase(Locale.ROOT)),
                    step.timeout(),
                    step.kind() == SketchStep.Kind.DIALPLAN ? "" : String.valueOf(usual),
                    step.priority(),
                    at(at)));
        }
        return new EditorView.Steps(anchor(place), views, at(place));
    }

    private List<Problem> at(Place place) {
        return problems.getOrDefault(place, List.of());
    }

    static String anchor(Place place) {
        return "at-" + place.toString().replace('.', '-');
    }
}
