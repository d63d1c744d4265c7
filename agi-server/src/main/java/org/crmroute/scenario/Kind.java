package org.crmroute.scenario;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.CrmRecord;
import org.crmroute.runtime.yaml.Saying;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are read and compared.
 *
 * @param <V> a value as the CRM holds it
 * @param <S> a value as the scenario says it
 */
abstract class Kind<V, S> {

    /** What a scenario may write, for an error message: {@code a number, e.g. 15000}. */
    abstract Saying expects();

    /** Reads a scenario's value; empty when it is not of this kind. */
    abstract Optional<S> parse(String text);

    /** Reads one JSON scalar of the CRM; empty when there is nothing in it, or nothing of this kind. */
    abstract Optional<V> held(Object scalar, CrmRecord record);

    /** Whether both are the same. */
    abstract boolean same(V held, S said);

    /** Whether the held value has the said one in it. */
    boolean has(V held, S said) {
        return same(held, said);
    }

    /** Whether {@link #compare} makes sense. */
    boolean ordered() {
        return false;
    }

    /** Negative, zero or positive as the held value is before, at or behind the said one. */
    int compare(V held, S said) {
        throw new IllegalStateException("values of this kind have no order");
    }

    /** Whether these two have an order; sums in different currencies have none. */
    boolean comparable(V held, S said) {
        return ordered();
    }

    /** Whether the held value lies from one to the other. */
    boolean between(V held, S from, S to) {
        return comparable(held, from) && comparable(held, to) && compare(held, from) >= 0 && compare(held, to) <= 0;
    }

    /** All values of a field: a list's elements, a scalar, or none. */
    final List<V> values(@Nullable Object raw, CrmRecord record) {
        if (raw == null) {
            return List.of();
        }
        if (raw instanceof List<?> list) {
            List<V> values = new ArrayList<>(list.size());
            for (Object element : list) {
                if (element != null) {
                    held(element, record).ifPresent(values::add);
                }
            }
            return values;
        }
        return held(raw, record).map(List::of).orElse(List.of());
    }

    /**
     * Whether the field counts as filled in. A value we cannot read as this kind is still one that somebody filled in.
     */
    boolean filled(@Nullable Object raw) {
        return switch (raw) {
            case null -> false;
            case List<?> list -> list.stream().anyMatch(this::filled);
            case String text -> !text.isBlank();
            case Boolean bool -> bool;
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** Trimmed, and in one Unicode form, so that an accent typed as two characters equals the one typed as one. */
    static String clean(String text) {
        String trimmed = text.strip();
        return Normalizer.isNormalized(trimmed, Normalizer.Form.NFC)
                ? trimmed
                : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
    }

    /** A JSON scalar as text; an object is known by its {@code id} or {@code value}. */
    static String textOf(Object scalar) {
        return switch (scalar) {
            case String text -> text;
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> Long.toString(d.longValue());
            case Map<?, ?> map -> {
                Object id = map.get("id");
                Object value = id != null ? id : map.get("value");
                yield value != null ? value.toString() : map.toString();
            }
            default -> scalar.toString();
        };
    }
}
