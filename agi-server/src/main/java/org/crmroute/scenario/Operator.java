package org.crmroute.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crmroute.runtime.yaml.Saying;

/**
 * How a condition compares what the CRM holds (V) with what the scenario says (S). The first six are the operators
 * of the trade; the others go beyond them.
 */
public enum Operator {
    /** V and S are the same set. */
    EQUALS(1, Integer.MAX_VALUE),
    /** A record is there, and {@link #EQUALS} is false. */
    NOT_EQUALS(1, Integer.MAX_VALUE),
    /** All of S is present in V. */
    CONTAINS(1, Integer.MAX_VALUE),
    /** A record is there, and none of S is present in V. */
    NOT_CONTAINS(1, Integer.MAX_VALUE),
    /** Not filled in, or there is no such record. */
    EMPTY(0, 0),
    /** Filled in. */
    NOT_EMPTY(0, 0),
    /** One of S is in V. */
    ANY_OF(1, Integer.MAX_VALUE),
    GREATER(1, 1),
    LESS(1, 1),
    /** From the first of S to the second, both included; for times of day the second is excluded. */
    BETWEEN(2, 2);

    private static final Map<String, Operator> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::word, o -> o));

    private final int leastValues;
    private final int mostValues;
    private final String word = name().toLowerCase(Locale.ROOT);

    Operator(int leastValues, int mostValues) {
        this.leastValues = leastValues;
        this.mostValues = mostValues;
    }

    /** As scenarios write it: {@code not_equals}. */
    public String word() {
        return word;
    }

    /** Whether it asks which of two values is the greater. */
    public boolean orders() {
        return this == GREATER || this == LESS || this == BETWEEN;
    }

    /** How many values it wants at least: 0, 1 or 2. */
    public int leastValues() {
        return leastValues;
    }

    /** How many values it takes at most. */
    public int mostValues() {
        return mostValues;
    }

    boolean takes(int values) {
        return values >= leastValues && values <= mostValues;
    }

    /** How many values it wants, for an error message. */
    Saying wants() {
        return switch (this) {
            case EMPTY, NOT_EMPTY -> Saying.of("wants.none", "no value");
            case GREATER, LESS -> Saying.of("wants.one", "one value");
            case BETWEEN -> Saying.of("wants.two", "two values: [from, to]");
            default -> Saying.of("what.value", "a value");
        };
    }

    public static Optional<Operator> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Operator::word).toList();
    }
}
