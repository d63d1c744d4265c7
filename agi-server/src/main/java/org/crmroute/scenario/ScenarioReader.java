package org.crmroute.scenario;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.crm.RecordScope;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.runtime.yaml.YamlNode;
import org.crmroute.runtime.yaml.YamlReader;

/**
 * Reads a scenario document. What it refuses is refused with line and column, all of it at once; whether the names
 * in it exist in the CRM is for {@link ScenarioLinker} to say.
 */
public final class ScenarioReader {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,40}");
    private static final int MAX_RULES = 1000;

    private final Findings findings = new Findings();
    private final ExpressionReader expressions = new ExpressionReader(findings);
    private final StepReader steps = new StepReader(findings);

    private ScenarioReader() {}

    /**
     * Reads a document.
     *
     * @throws InvalidDocument with everything that is wrong with it
     */
    public static Scenario read(Source source) throws InvalidDocument {
        return read(source, YamlReader.read(source));
    }

    /**
     * Reads a document whose YAML was read already.
     *
     * @throws InvalidDocument with everything that is wrong with it
     */
    public static Scenario read(Source source, YamlNode root) throws InvalidDocument {
        ScenarioReader reader = new ScenarioReader();
        Optional<Scenario> scenario = reader.scenario(root);
        if (scenario.isEmpty() || reader.findings.hasErrors()) {
            throw new InvalidDocument(source, reader.findings.problems());
        }
        return scenario.get();
    }

    private Optional<Scenario> scenario(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            findings.error(root.at(), "root", "a scenario begins with 'scenario: NAME'; this is %s", root.kind());
            return Optional.empty();
        }
        Keys keys = new Keys(mapping, findings);
        Optional<String> name = keys.required(
                        "scenario", Saying.of("need.scenario", "the scenario's name, e.g. scenario: main"))
                .flatMap(node -> name(node, "scenario"));
        boolean enabled = keys.optional("enabled")
                .map(node -> findings.yesNo(node, "enabled", true))
                .orElse(true);
        List<Expression.Value> dids = new ArrayList<>();
        keys.optional("dids")
                .ifPresent(node -> findings.list(node)
                        .forEach(did -> findings.text(did, Saying.of("what.did", "a DID"))
                                .ifPresent(t ->
                                        dids.add(new Expression.Value(t.value().strip(), Optional.empty(), t.at())))));
        Optional<ZoneId> zone = keys.optional("zone").flatMap(this::zone);
        RecordScope deals = keys.optional("deals").map(n -> scope(n, "deals")).orElse(RecordScope.OPEN);
        RecordScope leads = keys.optional("leads").map(n -> scope(n, "leads")).orElse(RecordScope.OPEN);
        List<Rule> rules = rules(keys.optional("rules").map(findings::list).orElse(List.of()));
        List<Step.Placed> others = keys.required(
                        "others",
                        Saying.of(
                                "need.others",
                                "where every caller goes that no rule matches, e.g. others: [{queue: reception}]"))
                .map(node -> steps.read(node, "others"))
                .orElse(List.of());
        keys.refuseOthers();
        return Optional.of(new Scenario(name.orElse(""), enabled, dids, zone, deals, leads, rules, others));
    }

    private List<Rule> rules(List<YamlNode> nodes) {
        if (nodes.size() > MAX_RULES) {
            findings.error(nodes.get(MAX_RULES).at(), "many.rules", "more than %s rules", MAX_RULES);
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        Map<String, Position> ids = new HashMap<>();
        for (YamlNode node : nodes) {
            if (!(node instanceof YamlNode.Mapping mapping)) {
                findings.error(node.at(), "rule.kind", "a rule is {id, when, route}, not %s", node.kind());
                continue;
            }
            Keys keys = new Keys(mapping, findings);
            String id = keys.required("id", Saying.of("need.id", "a short name of the rule, unique in the scenario"))
                    .flatMap(n -> name(n, "id"))
                    .orElse("");
            Position earlier = ids.putIfAbsent(id, mapping.at());
            if (earlier != null && !id.isEmpty()) {
                findings.error(
                        mapping.at(), "twice", "rule '%s' stands here a second time; the first is at %s", id, earlier);
            }
            String name = keys.optional("name")
                    .flatMap(n -> findings.text(n, "name"))
                    .map(YamlNode.Text::value)
                    .orElse(id);
            Optional<Expression> when = keys.required(
                            "when", Saying.of("need.when", "the condition; for every other caller there is 'others'"))
                    .flatMap(expressions::read);
            List<Step.Placed> route = keys.required(
                            "route",
                            Saying.of("need.route", "where to try, e.g. route: [{assignee: any}, {queue: sales}]"))
                    .map(n -> steps.read(n, "route"))
                    .orElse(List.of());
            keys.refuseOthers();
            when.ifPresent(expression -> rules.add(new Rule(id, name, expression, route, mapping.at())));
        }
        return rules;
    }

    private Optional<String> name(YamlNode node, String what) {
        Optional<YamlNode.Text> text = findings.text(node, what);
        if (text.isPresent() && !NAME.matcher(text.get().value()).matches()) {
            findings.error(
                    node.at(), "id", "%s may hold letters A-Z, digits, '_', '.' and '-', at most 40 of them", what);
            return Optional.empty();
        }
        return text.map(YamlNode.Text::value);
    }

    private Optional<ZoneId> zone(YamlNode node) {
        return findings.text(node, "zone").flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text.value()));
            } catch (DateTimeException e) {
                findings.error(node.at(), "zone", "unknown time zone '%s'%s", text.value(), closeZones(text.value()));
                return Optional.empty();
            }
        });
    }

    private static Saying closeZones(String written) {
        Saying hint = Suggestion.among(ZoneId.getAvailableZoneIds(), written);
        return hint.kind().equals(Suggestion.MEAN) ? hint : Saying.of("hint.zone", "; write one like Europe/Moscow");
    }

    private RecordScope scope(YamlNode node, String what) {
        return findings.text(node, what)
                .flatMap(text -> {
                    for (RecordScope scope : RecordScope.values()) {
                        if (scope.name().toLowerCase(Locale.ROOT).equals(text.value())) {
                            return Optional.of(scope);
                        }
                    }
                    findings.error(node.at(), "scope", "%s must be open, all or newest, not '%s'", what, text.value());
                    return Optional.empty();
                })
                .orElse(RecordScope.OPEN);
    }
}
