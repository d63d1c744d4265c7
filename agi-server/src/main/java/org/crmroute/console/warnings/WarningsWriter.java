package org.crmroute.console.warnings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.console.page.Words;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Expression;
import org.crmroute.scenario.IdleStep;
import org.crmroute.scenario.Missing;
import org.crmroute.scenario.Rule;

/** Puts warnings into the reader's words. */
final class WarningsWriter {

    private final Words words;

    WarningsWriter(Words words) {
        this.words = words;
    }

    WarningsView view(Warnings.OfScenario warnings) {
        CompiledScenario scenario = warnings.scenario();
        String address = "/scenarios/" + scenario.name();
        return new WarningsView(
                scenario.name(),
                scenario.version(),
                address,
                warnings.rules().stream().map(rule -> rule(rule, address)).toList(),
                warnings.steps().stream()
                        .map(step -> step(step, scenario, address))
                        .toList(),
                warnings.hints().stream()
                        .map(hint -> words.say("warnings.hint." + hint.name()))
                        .toList());
    }

    private WarningsView.RuleOut rule(CompiledScenario.OutOfForce out, String address) {
        Rule rule = out.rule();
        List<WarningsView.Condition> conditions = rule.when()
                .conditions()
                .map(condition -> condition(
                        condition,
                        out.missing().stream()
                                // the very condition: an equal one may stand in the rule twice
                                .filter(missing -> missing.condition().at().equals(condition.at()))
                                .findFirst()))
                .toList();
        return new WarningsView.RuleOut(rule.id(), rule.name(), ruleAddress(rule, address), conditions);
    }

    private static String ruleAddress(Rule rule, String address) {
        return address + "#rule-" + rule.id();
    }

    private WarningsView.Condition condition(Expression.Condition condition, Optional<Missing> missing) {
        Optional<Missing.Kind> kind = missing.map(Missing::kind);
        boolean fieldGone = kind.filter(k -> k == Missing.Kind.FIELD || k == Missing.Kind.FIT)
                .isPresent();
        List<WarningsView.Value> values = new ArrayList<>();
        for (Expression.Value value : condition.values()) {
            boolean gone = !fieldGone
                    && missing.filter(m -> m.id().equals(value.text())).isPresent();
            values.add(new WarningsView.Value(value.inWords(), gone));
        }
        return new WarningsView.Condition(
                condition.title().orElse(condition.subject().path()),
                condition.subject().path(),
                fieldGone,
                words.say("warnings.operator." + condition.operator().word()),
                values,
                missing.map(this::missing).orElse(""));
    }

    private String missing(Missing missing) {
        String name = missing.name()
                .map(n -> words.say("warnings.named", n, missing.id()))
                .orElse(missing.id());
        return words.say("warnings.missing." + missing.kind().name(), name);
    }

    private WarningsView.Idle step(IdleStep idle, CompiledScenario scenario, String address) {
        String where = idle.rule()
                .map(rule -> words.say("warnings.step.rule", idle.place() + 1, rule.name()))
                .orElseGet(() -> words.say("warnings.step.others", idle.place() + 1));
        boolean alone = idle.rule().filter(rule -> allIdle(rule, scenario)).isPresent();
        String why = words.say("warnings.why." + idle.why().name(), idle.name());
        return new WarningsView.Idle(
                where,
                words.say("warnings.step.employee", idle.name()),
                alone ? why + " " + words.say("warnings.no.target") : why,
                idle.rule().map(rule -> ruleAddress(rule, address)).orElse(address + "#others"));
    }

    /** Whether all steps of a rule lead nowhere: its calls then take Others. */
    private static boolean allIdle(Rule rule, CompiledScenario scenario) {
        long idle = scenario.idleSteps().stream()
                .filter(step -> step.rule().equals(Optional.of(rule)))
                .count();
        return idle == rule.route().size();
    }
}
