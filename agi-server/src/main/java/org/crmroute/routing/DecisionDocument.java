package org.crmroute.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Missing;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.crmroute.scenario.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** A decision as JSON: what {@code explain --json}, the log and the console show, field by field of the contract. */
public final class DecisionDocument {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DecisionDocument() {}

    /** The document as text. */
    public static String json(RoutedCall call) {
        return JSON.writeValueAsString(tree(call));
    }

    /** The document as plain maps and lists. */
    public static Map<String, Object> tree(RoutedCall call) {
        Decision decision = call.decision();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("decision", call.id());
        tree.put("at", call.request().call().at().toString());
        tree.put("status", decision.status().name());
        tree.put("reason", decision.reason().name());
        tree.put("rule", decision.rule());
        tree.put("record", decision.record().map(RecordRef::toString).orElse(""));
        tree.put("target", decision.target().map(DecisionDocument::target).orElse(null));
        tree.put(
                "steps", decision.steps().stream().map(DecisionDocument::target).toList());
        tree.put("priority", decision.priority());
        tree.put("caller", caller(decision.caller()));
        tree.put("did", call.request().call().did().key());
        tree.put("trace", rules(decision.trace()));
        tree.put("tried", steps(decision.trace()));
        tree.put("micros", call.micros());
        tree.put("scenario", decision.scenario());
        tree.put("version", decision.version());
        return tree;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", target.type().word());
        tree.put("id", target.id());
        tree.put("timeout", target.timeout());
        return tree;
    }

    private static Map<String, Object> caller(Caller caller) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", caller.number().key());
        tree.put("name", caller.name());
        tree.put("by_suffix", caller.bySuffix());
        List<Map<String, Object>> records = new ArrayList<>();
        for (EntityType entity : EntityType.values()) {
            for (CrmRecord record : caller.records(entity)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("record", record.ref().toString());
                one.put("open", record.open());
                one.put(
                        "updated",
                        Instant.ofEpochSecond(record.updated().getEpochSecond()).toString());
                records.add(one);
            }
        }
        tree.put("records", records);
        return tree;
    }

    private static List<Map<String, Object>> rules(Trace trace) {
        return trace.rules().stream()
                .map(rule -> {
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("rule", rule.id());
                    tree.put("name", rule.name());
                    tree.put("verdict", rule.verdict().name());
                    if (rule.verdict() == Verdict.UNKNOWN) {
                        tree.put("missing", rule.missing());
                        tree.put(
                                "gone",
                                rule.gone().stream().map(DecisionDocument::gone).toList());
                    }
                    tree.put(
                            "conditions",
                            rule.conditions().stream()
                                    .map(DecisionDocument::condition)
                                    .toList());
                    return tree;
                })
                .toList();
    }

    private static Map<String, Object> gone(Missing missing) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("what", missing.kind().name());
        tree.put("field", missing.condition().subject().path());
        tree.put("id", missing.id());
        tree.put("name", missing.name().orElse(""));
        return tree;
    }

    private static Map<String, Object> condition(Trace.ConditionTrace condition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("field", condition.field());
        tree.put("is", condition.operator());
        tree.put("expected", condition.expected());
        tree.put(
                "checks",
                condition.checks().stream()
                        .map(check -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put(
                                    "record",
                                    check.record().map(RecordRef::toString).orElse(""));
                            one.put("actual", check.value().inWords());
                            one.put("verdict", check.verdict().name());
                            return one;
                        })
                        .toList());
        return tree;
    }

    private static List<Map<String, Object>> steps(Trace trace) {
        return trace.steps().stream()
                .map(step -> {
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("step", step.step());
                    tree.put("target", step.target().map(Target::toString).orElse(""));
                    tree.put("note", step.note());
                    step.skipped().ifPresent(skipped -> {
                        tree.put("why", skipped.why().name());
                        tree.put("of", skipped.of());
                    });
                    return tree;
                })
                .toList();
    }
}
