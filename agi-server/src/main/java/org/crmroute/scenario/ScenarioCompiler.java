package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;

/**
 * Makes a linked scenario ready to decide calls. It never fails: a condition that speaks of something gone from the
 * CRM puts its rule out of force, and the rest goes on.
 */
public final class ScenarioCompiler {

    private final Vocabulary vocabulary;

    private ScenarioCompiler(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Compiles a scenario against the CRM as it is now.
     *
     * @param version of the scenario; 0 for a draft
     * @param zone the server's own, for scenarios that name none
     */
    public static CompiledScenario compile(
            Scenario scenario, long version, Catalog catalog, NumberPlan plan, ZoneId zone) {
        ZoneId own = scenario.zone().orElse(zone);
        ScenarioCompiler compiler = new ScenarioCompiler(new Vocabulary(catalog, plan, own));
        List<CompiledRule> rules = scenario.rules().stream().map(compiler::rule).toList();
        Set<String> dids =
                scenario.dids().stream().map(d -> plan.read(d.text()).key()).collect(Collectors.toSet());
        return new CompiledScenario(scenario, version, own, dids, rules, catalog.staff());
    }

    private CompiledRule rule(Rule written) {
        Rule rule = new Rule(written.id(), written.name(), named(written.when()), written.route(), written.at());
        List<CompiledCondition> conditions = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Formula when = formula(rule.when(), true, conditions, missing);
        return new CompiledRule(rule, conditions, missing, when);
    }

    /** Under the names the CRM has now, as records are shown that are held against them; what is gone keeps its own. */
    private Expression named(Expression written) {
        return switch (written) {
            case Expression.All all ->
                new Expression.All(all.of().stream().map(this::named).toList());
            case Expression.Any any ->
                new Expression.Any(any.of().stream().map(this::named).toList());
            case Expression.Not not -> new Expression.Not(named(not.of()));
            case Expression.Condition condition -> {
                ChoiceList choices = vocabulary.choices(condition.subject());
                List<Expression.Value> values = condition.values().stream()
                        .map(v -> new Expression.Value(
                                v.text(), choices.nameOf(v.text()).or(v::name), v.at()))
                        .toList();
                yield new Expression.Condition(
                        condition.subject(), condition.title(), condition.operator(), values, condition.at());
            }
        };
    }

    /** @param wanted false inside a "not": then the parts of "all" are those of "any", and the other way round */
    private Formula formula(
            Expression expression, boolean wanted, List<CompiledCondition> conditions, List<Missing> missing) {
        return switch (expression) {
            case Expression.All all -> {
                List<Formula> parts = formulas(all.of(), wanted, conditions, missing);
                yield wanted ? new Formula.Every(parts) : new Formula.Some(parts);
            }
            case Expression.Any any -> {
                List<Formula> parts = formulas(any.of(), wanted, conditions, missing);
                yield wanted ? new Formula.Some(parts) : new Formula.Every(parts);
            }
            case Expression.Not not -> formula(not.of(), !wanted, conditions, missing);
            case Expression.Condition condition -> {
                int index = conditions.size();
                condition(condition, missing).ifPresent(conditions::add);
                yield new Formula.Answer(index, wanted);
            }
        };
    }

    private List<Formula> formulas(
            List<Expression> of, boolean wanted, List<CompiledCondition> conditions, List<Missing> missing) {
        return of.stream().map(e -> formula(e, wanted, conditions, missing)).toList();
    }

    private Optional<CompiledCondition> condition(Expression.Condition condition, List<Missing> missing) {
        Optional<Vocabulary.Term> term = vocabulary.of(condition.subject());
        if (term.isEmpty()) {
            String path = condition.subject().path();
            missing.add(new Missing(
                    condition, Missing.Kind.FIELD, path, condition.title(), "field " + named(path, condition.title())));
            return Optional.empty();
        }
        for (Expression.Value value : condition.values()) {
            if (term.get().choices().filter(c -> !c.isId(value.text())).isPresent()) {
                missing.add(gone(condition, value));
                return Optional.empty();
            }
        }
        Optional<? extends Comparison<?, ?>> comparison =
                Comparison.of(term.get().kind(), condition.operator(), condition.values());
        if (comparison.isEmpty()) {
            missing.add(new Missing(
                    condition,
                    Missing.Kind.FIT,
                    condition.subject().path(),
                    condition.title(),
                    "%s now holds %s, which '%s %s' does not fit"
                            .formatted(
                                    named(condition.subject().path(), condition.title()),
                                    term.get().kind().expects(),
                                    condition.operator().word(),
                                    CompiledCondition.expected(condition))));
            return Optional.empty();
        }
        return Optional.of(new CompiledCondition(condition, term.get(), comparison.get()));
    }

    private static Missing gone(Expression.Condition condition, Expression.Value value) {
        Missing.Kind kind = kind(condition.subject());
        String what = named(value.text(), value.name());
        String sentence = switch (kind) {
            case FUNNEL -> "funnel " + what;
            case STAGE -> "stage " + what;
            case EMPLOYEE -> "employee " + what;
            default ->
                "option %s of %s".formatted(what, named(condition.subject().path(), condition.title()));
        };
        return new Missing(condition, kind, value.text(), value.name(), sentence);
    }

    private static Missing.Kind kind(Subject subject) {
        if (!(subject instanceof Subject.OfRecord record)) {
            return Missing.Kind.OPTION;
        }
        return record.isFunnel()
                ? Missing.Kind.FUNNEL
                : record.isStage()
                        ? Missing.Kind.STAGE
                        : record.isAssignee() ? Missing.Kind.EMPLOYEE : Missing.Kind.OPTION;
    }

    private static String named(String id, Optional<String> name) {
        return name.map(n -> "'%s' (%s)".formatted(n, id)).orElse(id);
    }
}
