package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.YamlNode;

/** Reads the {@code when} of a rule. */
final class ExpressionReader {

    private static final List<String> FORMS = List.of("field", "all", "any", "not");
    private static final int MAX_CONDITIONS = 100;
    private static final int MAX_VALUES = 1000;
    private static final int MAX_WAYS = 1000;

    private final Findings findings;

    ExpressionReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Expression> read(YamlNode node) {
        Optional<Expression> expression = expression(node);
        if (expression.isPresent() && expression.get().conditions().count() > MAX_CONDITIONS) {
            findings.error(node.at(), "many.conditions", "more than %s conditions in one rule", MAX_CONDITIONS);
            return Optional.empty();
        }
        if (expression.isPresent() && waysOf(expression.get(), true).count() > MAX_WAYS) {
            findings.error(
                    node.at(),
                    "many.ways",
                    "this can hold in more than %s ways that mix deals, leads, contacts and companies; split the rule into several",
                    MAX_WAYS);
            return Optional.empty();
        }
        return expression;
    }

    /**
     * In how many ways an expression can hold: what bounds the cost of trying it.
     *
     * @param count how many; past the limit it is not exact
     * @param of whose records it speaks of; what speaks of one entity only is always a single way
     */
    private record Ways(long count, Set<EntityType> of) {}

    private static Ways waysOf(Expression expression, boolean wanted) {
        return switch (expression) {
            case Expression.Condition condition ->
                new Ways(
                        1, condition.subject() instanceof Subject.OfRecord record ? Set.of(record.entity()) : Set.of());
            case Expression.Not not -> waysOf(not.of(), !wanted);
            case Expression.All all -> waysOf(all.of(), wanted, wanted);
            case Expression.Any any -> waysOf(any.of(), !wanted, wanted);
        };
    }

    private static Ways waysOf(List<Expression> parts, boolean together, boolean wanted) {
        Set<EntityType> of = EnumSet.noneOf(EntityType.class);
        long product = 1;
        long sum = 0;
        for (Expression part : parts) {
            Ways ways = waysOf(part, wanted);
            of.addAll(ways.of);
            product = Math.min(product * ways.count, 2L * MAX_WAYS);
            sum += ways.count;
        }
        return new Ways(of.size() <= 1 ? 1 : together ? product : sum, of);
    }

    private Optional<Expression> expression(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            findings.error(
                    node.at(),
                    node instanceof YamlNode.Sequence
                            ? Saying.of("when.list", "say whether all or any of this list must hold: when: {all: […]}")
                            : Saying.of(
                                    "when.kind",
                                    "a condition is {field, is, value}, or all, any, not; this is %s",
                                    node.kind()));
            return Optional.empty();
        }
        Keys keys = new Keys(mapping, findings);
        Optional<Map.Entry<String, YamlNode>> form = keys.oneOf(FORMS, Saying.of("what.condition", "a condition"));
        Optional<Expression> expression = switch (form.map(Map.Entry::getKey).orElse("")) {
            case "field" -> condition(keys, form.orElseThrow().getValue());
            case "all" -> several(form.orElseThrow().getValue(), "all").map(Expression.All::new);
            case "any" -> several(form.orElseThrow().getValue(), "any").map(Expression.Any::new);
            case "not" -> expression(form.orElseThrow().getValue()).map(Expression.Not::new);
            default -> Optional.empty();
        };
        keys.refuseOthers();
        return expression;
    }

    private Optional<List<Expression>> several(YamlNode node, String word) {
        List<YamlNode> nodes = findings.list(node);
        if (nodes.isEmpty()) {
            findings.error(node.at(), "group.empty", "'%s' needs at least one condition", word);
        }
        List<Expression> expressions = new ArrayList<>();
        nodes.forEach(n -> expression(n).ifPresent(expressions::add));
        return expressions.isEmpty() ? Optional.empty() : Optional.of(expressions);
    }

    private Optional<Expression> condition(Keys keys, YamlNode field) {
        Optional<Subject> subject = findings.text(field, "field").flatMap(text -> {
            Optional<Subject> read = Subject.of(text.value().strip());
            if (read.isEmpty()) {
                findings.error(field.at(), notAField(text.value()));
            }
            return read;
        });
        Optional<String> title =
                keys.optional("title").flatMap(n -> findings.text(n, "title")).map(YamlNode.Text::value);
        Optional<Operator> operator = keys.required("is", Saying.of("need.is", "how to compare, e.g. is: equals"))
                .flatMap(n -> findings.text(n, "is"))
                .flatMap(text -> {
                    Optional<Operator> read = Operator.ofWord(text.value());
                    if (read.isEmpty()) {
                        findings.error(
                                text.at(),
                                "operator",
                                "unknown operator '%s'%s",
                                text.value(),
                                Suggestion.among(Operator.words(), text.value()));
                    }
                    return read;
                });
        List<Expression.Value> values = new ArrayList<>();
        Optional<YamlNode> written = keys.optional("value");
        List<YamlNode> nodes = written.map(findings::list).orElse(List.of());
        nodes.forEach(v -> value(v).ifPresent(values::add));
        if (values.size() > MAX_VALUES) {
            findings.error(keys.at(), "many.values", "more than %s values in one condition", MAX_VALUES);
            return Optional.empty();
        }
        if (operator.isPresent() && !operator.get().takes(nodes.size())) {
            findings.error(
                    written.map(YamlNode::at).orElse(keys.at()),
                    "wants",
                    "'%s' wants %s",
                    operator.get().word(),
                    operator.get().wants());
        }
        return subject.isPresent() && operator.isPresent()
                ? Optional.of(new Expression.Condition(subject.get(), title, operator.get(), values, field.at()))
                : Optional.empty();
    }

    /** A value is text, or {@code {id, name}} as saved scenarios have it. */
    private Optional<Expression.Value> value(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            Keys keys = new Keys(mapping, findings);
            Saying form = Saying.of("need.value", "a value is text, or {id, name}");
            Optional<YamlNode.Text> id = keys.required("id", form).flatMap(n -> findings.text(n, "id"));
            Optional<String> name = keys.required("name", form)
                    .flatMap(n -> findings.text(n, "name"))
                    .map(YamlNode.Text::value);
            keys.refuseOthers();
            return id.map(text -> new Expression.Value(text.value(), name, text.at()));
        }
        return findings.text(node, Saying.of("what.value", "a value"))
                .map(t -> new Expression.Value(t.value(), Optional.empty(), t.at()));
    }

    private static Saying notAField(String written) {
        int dot = written.indexOf('.');
        String kind = dot < 0 ? written : written.substring(0, dot);
        if (!Subject.kinds().contains(kind)) {
            return Saying.of(
                    "field.kind",
                    "'%s' is not a field: write deal, lead, contact, company or call, a dot and the name, e.g. deal.stage%s",
                    written,
                    Suggestion.among(Subject.kinds(), kind));
        }
        if (kind.equals("call")) {
            List<String> known = new ArrayList<>();
            for (Subject.OfCall call : Subject.OfCall.values()) {
                known.add(call.path());
            }
            return Saying.of("field.call", "'%s' is nothing of the call%s", written, Suggestion.among(known, written));
        }
        return Saying.of(
                "field.name",
                "'%s' is not a field name: Bitrix24 writes them in capitals, e.g. %s.TITLE or %s.UF_CRM_1700000000",
                written,
                kind,
                kind);
    }
}
