package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Field.Choice;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;

/**
 * Ties a scenario to the CRM: names of funnels, stages, options and employees become ids, so that a rename there
 * breaks nothing here. What the CRM does not know, or knows twice, is refused with its place.
 */
public final class ScenarioLinker {

    private final Vocabulary vocabulary;
    private final Findings findings = new Findings();

    /** Conditions that are in force already, by their keys. */
    private final Map<String, Expression.Condition> inForce;

    /** What may be meant by fields the CRM does not have: often many rules speak of one that is gone. */
    private final Map<Subject.OfRecord, Saying> hints = new HashMap<>();

    private ScenarioLinker(Vocabulary vocabulary, Map<String, Expression.Condition> inForce) {
        this.vocabulary = vocabulary;
        this.inForce = inForce;
    }

    /**
     * A scenario tied to the CRM.
     *
     * @param problems errors (then the scenario must not be used) and warnings
     */
    public record Linked(Scenario scenario, List<Problem> problems) {
        public boolean usable() {
            return problems.stream().noneMatch(Problem::isError);
        }
    }

    /**
     * Links a scenario.
     *
     * @param zone the server's own, for scenarios that name none
     */
    public static Linked link(Scenario scenario, Catalog catalog, NumberPlan plan, ZoneId zone) {
        return link(scenario, Optional.empty(), catalog, plan, zone);
    }

    /**
     * Links a scenario that takes the place of another. A condition that stood there word for word may go on speaking of
     * what is gone from the CRM since: its rule is out of force anyway, and nobody is kept from changing another.
     *
     * @param before what it replaces, as stored
     * @param zone the server's own, for scenarios that name none
     */
    public static Linked link(
            Scenario scenario, Optional<Scenario> before, Catalog catalog, NumberPlan plan, ZoneId zone) {
        Vocabulary vocabulary = new Vocabulary(catalog, plan, scenario.zone().orElse(zone));
        Map<String, Expression.Condition> inForce = new HashMap<>();
        before.ifPresent(b ->
                b.rules().stream().flatMap(rule -> rule.when().conditions()).forEach(c -> inForce.put(c.key(), c)));
        ScenarioLinker linker = new ScenarioLinker(vocabulary, inForce);
        Scenario linked = linker.scenario(scenario);
        Stream<Problem> doubtful = linker.findings.hasErrors() ? Stream.empty() : ScenarioReview.of(linked).stream();
        return new Linked(
                linked,
                Stream.concat(linker.findings.problems().stream(), doubtful).toList());
    }

    private Scenario scenario(Scenario written) {
        List<Rule> rules = written.rules().stream()
                .map(r -> new Rule(r.id(), r.name(), expression(r.when(), List.of()), steps(r.route()), r.at()))
                .toList();
        return new Scenario(
                written.name(),
                written.enabled(),
                written.dids(),
                written.zone(),
                written.deals(),
                written.leads(),
                rules,
                steps(written.others()));
    }

    /** @param funnels ids of the funnels that conditions beside this one ask for; empty = any */
    private Expression expression(Expression written, List<String> funnels) {
        return switch (written) {
            case Expression.All all -> {
                // funnels first: they tell which of several stages of one name is meant
                List<Expression> linked = new ArrayList<>(all.of());
                List<String> asked = new ArrayList<>(funnels);
                for (int i = 0; i < linked.size(); i++) {
                    if (linked.get(i) instanceof Expression.Condition c && asksForFunnel(c)) {
                        Expression.Condition funnel = condition(c, funnels);
                        funnel.values().forEach(v -> asked.add(v.text()));
                        linked.set(i, funnel);
                    }
                }
                for (int i = 0; i < linked.size(); i++) {
                    if (!(all.of().get(i) instanceof Expression.Condition c && asksForFunnel(c))) {
                        linked.set(i, expression(linked.get(i), asked));
                    }
                }
                yield new Expression.All(linked);
            }
            case Expression.Any any ->
                new Expression.Any(
                        any.of().stream().map(e -> expression(e, funnels)).toList());
            case Expression.Not not -> new Expression.Not(expression(not.of(), funnels));
            case Expression.Condition condition -> condition(condition, funnels);
        };
    }

    private static boolean asksForFunnel(Expression.Condition condition) {
        return condition.subject() instanceof Subject.OfRecord record
                && record.isFunnel()
                && (condition.operator() == Operator.EQUALS
                        || condition.operator() == Operator.CONTAINS
                        || condition.operator() == Operator.ANY_OF);
    }

    private Expression.Condition condition(Expression.Condition written, List<String> funnels) {
        int found = findings.size();
        Expression.Condition linked = linked(written, funnels);
        Optional<Expression.Condition> before = Optional.ofNullable(inForce.get(linked.key()));
        if (findings.size() == found || before.isEmpty() || vocabulary.isEmpty()) {
            return linked;
        }
        findings.soften(found, "stays", "%s; the rule stays out of force until this is filled in");
        return new Expression.Condition(
                linked.subject(),
                before.get().title(),
                linked.operator(),
                before.get().values(),
                linked.at());
    }

    private Expression.Condition linked(Expression.Condition written, List<String> funnels) {
        Optional<Vocabulary.Term> found = vocabulary.of(written.subject());
        if (found.isEmpty() || (vocabulary.isEmpty() && written.subject() instanceof Subject.OfRecord)) {
            unknownField(written);
            return written;
        }
        Vocabulary.Term term = found.get();
        if (written.operator().orders() && !term.kind().ordered()) {
            findings.error(
                    written.at(),
                    "order",
                    "'%s' does not fit %s: it holds %s, which has no order",
                    written.operator().word(),
                    written.subject().path(),
                    term.kind().expects());
            return written;
        }
        List<Expression.Value> values = new ArrayList<>();
        for (Expression.Value value : written.values()) {
            values.add(
                    term.choices().isPresent() ? choice(written, term, value, funnels) : plain(written, term, value));
        }
        Optional<String> title = written.subject() instanceof Subject.OfRecord
                ? Optional.of(term.title())
                        .filter(t -> !t.equals(written.subject().path()))
                : Optional.empty();
        return new Expression.Condition(written.subject(), title, written.operator(), values, written.at());
    }

    private Expression.Value plain(Expression.Condition condition, Vocabulary.Term term, Expression.Value value) {
        if (term.kind().parse(value.text()).isEmpty()) {
            findings.error(
                    value.at(),
                    "fit",
                    "'%s' does not fit %s: write %s",
                    value.text(),
                    condition.subject().path(),
                    term.kind().expects());
        }
        return value;
    }

    private void unknownField(Expression.Condition condition) {
        if (!(condition.subject() instanceof Subject.OfRecord record)) {
            return;
        }
        if (vocabulary.isEmpty()) {
            findings.error(
                    condition.at(),
                    "mirror",
                    "cannot tell what %s is: the mirror of the CRM is empty; fill it first (crmroute import FOLDER)",
                    record.path());
            return;
        }
        findings.error(
                condition.at(),
                "field",
                "the CRM has no field %s%s",
                record.path(),
                hints.computeIfAbsent(record, this::hint));
    }

    private Saying hint(Subject.OfRecord field) {
        List<String> titled = vocabulary.titled(field.entity(), field.name());
        return titled.isEmpty()
                ? Suggestion.among(vocabulary.paths(field.entity()), field.path())
                : Saying.of("hint.label", "; the field of that label is %s", Suggestion.listed(titled));
    }

    private Expression.Value choice(
            Expression.Condition condition, Vocabulary.Term term, Expression.Value value, List<String> funnels) {
        return pick(
                condition.subject().path(),
                value,
                vocabulary.choices(condition.subject(), funnels),
                term.choices().orElse(ChoiceList.NONE));
    }

    /**
     * Finds the one thing a value means.
     *
     * @param near what is meant if the name fits there
     * @param all what there is
     */
    private Expression.Value pick(Object what, Expression.Value value, ChoiceList near, ChoiceList all) {
        List<Choice> fitting = Meanings.of(value, near, all);
        if (Meanings.isId(value)) {
            if (fitting.isEmpty()) {
                findings.error(value.at(), "gone", "%s: there is none with the id '%s'", what, Meanings.idOf(value));
            }
            return fitting.isEmpty() ? value : meant(value, fitting.getFirst());
        }
        if (fitting.size() == 1) {
            return meant(value, fitting.getFirst());
        }
        if (fitting.isEmpty()) {
            List<String> names = (near.all().isEmpty() ? all : near)
                    .all().stream().map(Choice::name).toList();
            findings.error(
                    value.at(),
                    "unknown",
                    "%s: the CRM knows no '%s'%s",
                    what,
                    value.text(),
                    Suggestion.among(names, value.text()));
        } else {
            List<String> ways = fitting.stream()
                    .map(c -> "%s%s (%s)"
                            .formatted(
                                    Meanings.BY_ID,
                                    c.id(),
                                    all.qualified().stream()
                                            .filter(q -> q.id().equals(c.id()))
                                            .map(Choice::name)
                                            .findFirst()
                                            .orElse(c.name())))
                    .toList();
            findings.error(
                    value.at(),
                    "several",
                    "%s: '%s' can mean several; write one of %s",
                    what,
                    value.text(),
                    Suggestion.listed(ways));
        }
        return value;
    }

    private static Expression.Value meant(Expression.Value value, Choice choice) {
        String name = choice.name().isBlank() ? choice.id() : choice.name();
        return new Expression.Value(choice.id(), Optional.of(name), value.at());
    }

    private List<Step.Placed> steps(List<Step.Placed> written) {
        return written.stream()
                .map(placed -> placed.step() instanceof Step.ToEmployee to
                        ? new Step.Placed(new Step.ToEmployee(employee(to, placed.at()), to.timeout()), placed.at())
                        : placed)
                .toList();
    }

    private Expression.Value employee(Step.ToEmployee step, Position at) {
        ChoiceList employees = vocabulary.employees();
        if (employees.all().isEmpty()) {
            findings.error(
                    at,
                    "mirror.employees",
                    "cannot tell who '%s' is: the mirror knows no employees",
                    step.employee().text());
            return step.employee();
        }
        return pick(Saying.of("what.employee", "employee"), step.employee(), employees, employees);
    }
}
