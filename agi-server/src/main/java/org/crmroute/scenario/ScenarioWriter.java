package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.runtime.yaml.Scalar;

/**
 * Writes a linked scenario as a document again: for the store with ids and the names they had, for people with the
 * names the CRM has now. {@link ScenarioReader} reads both.
 */
public final class ScenarioWriter {

    private final StringBuilder out = new StringBuilder();
    /** How a condition's value is written. */
    private final Function<Expression.Condition, Function<Expression.Value, String>> values;

    private final Function<Expression.Value, String> employees;
    private final boolean titles;

    private ScenarioWriter(
            Function<Expression.Condition, Function<Expression.Value, String>> values,
            Function<Expression.Value, String> employees,
            boolean titles) {
        this.values = values;
        this.employees = employees;
        this.titles = titles;
    }

    /** For the store: everything by id, with the names and labels of the day beside it. */
    public static String canonical(Scenario scenario) {
        return new ScenarioWriter(condition -> ScenarioWriter::idAndName, ScenarioWriter::idAndName, true)
                .write(scenario);
    }

    /** For people: names as the CRM has them now; where a name does not tell enough, or is gone, the id. */
    public static String friendly(Scenario scenario, Catalog catalog, NumberPlan plan, ZoneId zone) {
        Vocabulary vocabulary = new Vocabulary(catalog, plan, scenario.zone().orElse(zone));
        return new ScenarioWriter(
                        condition -> value -> named(value, vocabulary.choices(condition.subject())),
                        value -> named(value, vocabulary.employees()),
                        false)
                .write(scenario);
    }

    private static String idAndName(Expression.Value value) {
        return value.name()
                .map(name -> "{id: %s, name: %s}".formatted(Scalar.text(value.text()), Scalar.text(name)))
                .orElseGet(() -> Scalar.text(value.text()));
    }

    private static String named(Expression.Value value, ChoiceList choices) {
        return choices.isId(value.text()) ? Scalar.text(choices.written(value.text())) : idAndName(value);
    }

    private String write(Scenario scenario) {
        line(0, "scenario: " + Scalar.text(scenario.name()));
        line(0, "enabled: " + scenario.enabled());
        scenario.zone().ifPresent(zone -> line(0, "zone: " + Scalar.text(zone.getId())));
        if (!scenario.dids().isEmpty()) {
            line(
                    0,
                    "dids: "
                            + scenario.dids().stream()
                                    .map(d -> Scalar.text(d.text()))
                                    .collect(Collectors.joining(", ", "[", "]")));
        }
        line(0, "deals: " + scenario.deals().name().toLowerCase(Locale.ROOT));
        line(0, "leads: " + scenario.leads().name().toLowerCase(Locale.ROOT));
        line(0, scenario.rules().isEmpty() ? "rules: []" : "rules:");
        for (Rule rule : scenario.rules()) {
            line(1, "- id: " + Scalar.text(rule.id()));
            if (!rule.name().equals(rule.id())) {
                line(2, "name: " + Scalar.text(rule.name()));
            }
            if (rule.when() instanceof Expression.Condition condition) {
                line(2, "when: " + flow(condition));
            } else {
                line(2, "when:");
                block(3, "", rule.when());
            }
            line(2, "route:");
            rule.route().forEach(step -> line(3, "- " + step(step.step())));
        }
        line(0, "others:");
        scenario.others().forEach(step -> line(1, "- " + step(step.step())));
        return out.toString();
    }

    /** Writes an expression over several lines; in a list its first line begins with a dash. */
    private void block(int depth, String lead, Expression expression) {
        switch (expression) {
            case Expression.Condition condition -> line(depth, lead + flow(condition));
            case Expression.All all -> list(depth, lead + "all:", lead, all.of());
            case Expression.Any any -> list(depth, lead + "any:", lead, any.of());
            case Expression.Not not -> {
                if (not.of() instanceof Expression.Condition condition) {
                    line(depth, lead + "not: " + flow(condition));
                } else {
                    line(depth, lead + "not:");
                    block(depth + (lead.isEmpty() ? 1 : 2), "", not.of());
                }
            }
        }
    }

    private void list(int depth, String head, String lead, List<Expression> of) {
        line(depth, head);
        of.forEach(e -> block(depth + (lead.isEmpty() ? 1 : 2), "- ", e));
    }

    private String flow(Expression.Condition condition) {
        StringBuilder flow =
                new StringBuilder("{field: ").append(condition.subject().path());
        if (titles) {
            condition.title().ifPresent(title -> flow.append(", title: ").append(Scalar.text(title)));
        }
        flow.append(", is: ").append(condition.operator().word());
        List<String> written =
                condition.values().stream().map(values.apply(condition)).toList();
        if (written.size() == 1) {
            flow.append(", value: ").append(written.getFirst());
        } else if (!written.isEmpty()) {
            flow.append(", value: [").append(String.join(", ", written)).append(']');
        }
        return flow.append('}').toString();
    }

    private String step(Step step) {
        String target = switch (step) {
            case Step.ToExtension to ->
                "extension: " + Scalar.text(to.extension().name());
            case Step.ToQueue to -> "queue: " + Scalar.text(to.queue().name());
            case Step.ToEmployee to -> "employee: " + employees.apply(to.employee());
            case Step.ToAssignee to -> "assignee: " + to.whose().word();
            case Step.ToHead to -> "head: " + to.whose().word();
            case Step.ToExternal to -> "external: " + Scalar.text(to.number().e164());
            case Step.ToDialplan to -> "dialplan: " + Scalar.text(to.target());
        };
        String priority = step instanceof Step.ToQueue to && to.priority() != 0 ? ", priority: " + to.priority() : "";
        String timeout = step.timeout() == Step.FOR_GOOD ? "" : ", timeout: " + step.timeout();
        return "{%s%s%s}".formatted(target, timeout, priority);
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
