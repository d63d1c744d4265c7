package org.crmroute.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.jspecify.annotations.Nullable;

/** A condition whose field, kind and values are settled. */
final class CompiledCondition {

    /** A field may hold pages of text; a trace shows its beginning. */
    private static final int MOST_SHOWN = 200;

    private final Expression.Condition condition;
    private final Vocabulary.Term term;
    private final Comparison<?, ?> comparison;
    private final String expected;

    CompiledCondition(Expression.Condition condition, Vocabulary.Term term, Comparison<?, ?> comparison) {
        this.condition = condition;
        this.term = term;
        this.comparison = comparison;
        this.expected = expected(condition);
    }

    static String expected(Expression.Condition condition) {
        return condition.values().stream().map(Expression.Value::inWords).collect(Collectors.joining(", "));
    }

    String path() {
        return condition.subject().path();
    }

    String operator() {
        return condition.operator().word();
    }

    /** What the scenario asks for, in words. */
    String expected() {
        return expected;
    }

    /** Whose record it looks at; empty when it looks at the call. */
    Optional<EntityType> entity() {
        return condition.subject() instanceof Subject.OfRecord record ? Optional.of(record.entity()) : Optional.empty();
    }

    /** @param record null when the caller has no such record */
    boolean matches(@Nullable CrmRecord record) {
        return condition.subject() instanceof Subject.OfRecord subject && comparison.matches(record, subject.name());
    }

    boolean matches(CallFacts facts) {
        return condition.subject() instanceof Subject.OfCall subject && fact(comparison, facts.values(subject));
    }

    /** The vocabulary pairs each fact of a call with the kind that compares such values. */
    @SuppressWarnings("unchecked")
    private static <V, S> boolean fact(Comparison<V, S> comparison, List<?> values) {
        return comparison.matchesFact((List<V>) values);
    }

    /** What the record holds, for people: names where the CRM has names. */
    String held(@Nullable CrmRecord record) {
        if (record == null) {
            return "no " + entity().map(EntityType::word).orElse("record");
        }
        Object raw = condition.subject() instanceof Subject.OfRecord subject ? record.raw(subject.name()) : null;
        if (!comparison.isFilled(raw)) {
            return "nothing";
        }
        List<?> elements = raw instanceof List<?> list ? list : raw == null ? List.of() : List.of(raw);
        String words = elements.stream()
                .filter(e -> e != null && !"".equals(e))
                .map(Kind::textOf)
                .map(text -> term.nameOf(text).orElse(text))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "nothing" : words.length() > MOST_SHOWN ? words.substring(0, MOST_SHOWN) + "…" : words;
    }

    String held(CallFacts facts) {
        return condition.subject() instanceof Subject.OfCall subject ? facts.inWords(subject) : "";
    }
}
