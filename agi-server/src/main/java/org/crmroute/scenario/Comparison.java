package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.CrmRecord;
import org.jspecify.annotations.Nullable;

/**
 * An operator with the scenario's values, ready to be held against what the CRM holds. The meaning of every operator
 * stands here and nowhere else.
 */
final class Comparison<V, S> {

    private final Kind<V, S> kind;
    private final Operator operator;
    private final List<S> said;

    private Comparison(Kind<V, S> kind, Operator operator, List<S> said) {
        this.kind = kind;
        this.operator = operator;
        this.said = said;
    }

    /** Empty when a value is not of this kind, or the kind has no order and the operator wants one. */
    static <V, S> Optional<Comparison<V, S>> of(Kind<V, S> kind, Operator operator, List<Expression.Value> values) {
        List<S> said = new ArrayList<>(values.size());
        for (Expression.Value value : values) {
            Optional<S> parsed = kind.parse(value.text());
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            said.add(parsed.get());
        }
        return operator.orders() && !kind.ordered()
                ? Optional.empty()
                : Optional.of(new Comparison<>(kind, operator, List.copyOf(said)));
    }

    /** Holds it against a field of a record; no record is there when it is null. */
    boolean matches(@Nullable CrmRecord record, String field) {
        if (record == null) {
            return operator == Operator.EMPTY;
        }
        Object raw = record.raw(field);
        return switch (operator) {
            case EMPTY -> !kind.filled(raw);
            case NOT_EMPTY -> kind.filled(raw);
            default -> matches(kind.values(raw, record));
        };
    }

    /** Whether what a field holds is something; Bitrix24 has many ways to write nothing. */
    boolean isFilled(@Nullable Object raw) {
        return kind.filled(raw);
    }

    /** Holds it against something of the call: what there is of it, or an empty list. */
    boolean matchesFact(List<V> fact) {
        return switch (operator) {
            case EMPTY -> fact.isEmpty();
            case NOT_EMPTY -> !fact.isEmpty();
            default -> matches(fact);
        };
    }

    private boolean matches(List<V> held) {
        return switch (operator) {
            case EQUALS -> sameSet(held);
            case NOT_EQUALS -> !sameSet(held);
            case CONTAINS -> said.stream().allMatch(s -> present(held, s));
            case NOT_CONTAINS -> said.stream().noneMatch(s -> present(held, s));
            case ANY_OF -> said.stream().anyMatch(s -> held.stream().anyMatch(v -> kind.same(v, s)));
            case GREATER -> held.stream().anyMatch(v -> ordered(v) && kind.compare(v, said.getFirst()) > 0);
            case LESS -> held.stream().anyMatch(v -> ordered(v) && kind.compare(v, said.getFirst()) < 0);
            case BETWEEN -> held.stream().anyMatch(v -> kind.between(v, said.get(0), said.get(1)));
            case EMPTY, NOT_EMPTY -> throw new IllegalStateException("asked of the field, not of its values");
        };
    }

    private boolean ordered(V held) {
        return kind.comparable(held, said.getFirst());
    }

    private boolean present(List<V> held, S one) {
        for (V v : held) {
            if (kind.has(v, one)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameSet(List<V> held) {
        return !held.isEmpty()
                && said.stream().allMatch(s -> held.stream().anyMatch(v -> kind.same(v, s)))
                && held.stream().allMatch(v -> said.stream().anyMatch(s -> kind.same(v, s)));
    }
}
