package org.crmroute.scenario;

import java.util.List;

/** How values can be compared, by the way in which they are entered; the usual first. */
final class Comparisons {

    private static final List<Operator> SETS = List.of(
            Operator.EQUALS,
            Operator.NOT_EQUALS,
            Operator.ANY_OF,
            Operator.CONTAINS,
            Operator.NOT_CONTAINS,
            Operator.NOT_EMPTY,
            Operator.EMPTY);
    private static final List<Operator> ONE_OF_SEVERAL = List.of(
            Operator.EQUALS,
            Operator.NOT_EQUALS,
            Operator.ANY_OF,
            Operator.NOT_CONTAINS,
            Operator.NOT_EMPTY,
            Operator.EMPTY);
    private static final List<Operator> ORDERED = List.of(
            Operator.EQUALS,
            Operator.NOT_EQUALS,
            Operator.GREATER,
            Operator.LESS,
            Operator.BETWEEN,
            Operator.ANY_OF,
            Operator.NOT_EMPTY,
            Operator.EMPTY);
    private static final List<Operator> TIMES =
            List.of(Operator.BETWEEN, Operator.GREATER, Operator.LESS, Operator.EQUALS);
    private static final List<Operator> DAYS = List.of(Operator.ANY_OF, Operator.EQUALS, Operator.NOT_EQUALS);
    private static final List<Operator> FLAGS =
            List.of(Operator.EQUALS, Operator.NOT_EQUALS, Operator.NOT_EMPTY, Operator.EMPTY);
    private static final List<Operator> NUMBERS =
            List.of(Operator.EQUALS, Operator.NOT_EQUALS, Operator.ANY_OF, Operator.CONTAINS, Operator.NOT_CONTAINS);

    private Comparisons() {}

    /**
     * The operators to offer.
     *
     * @param several whether a record can hold several values at once
     * @param ofCall whether the value is of the call, which always has it
     */
    static List<Operator> of(Glossary.Input input, boolean several, boolean ofCall) {
        return switch (input) {
            case TEXT -> SETS;
            case NUMBER, MONEY, DAY, MOMENT -> ORDERED;
            case TIME -> TIMES;
            case WEEKDAY -> DAYS;
            case YES_NO -> ofCall ? List.of(Operator.EQUALS) : FLAGS;
            case PHONE -> NUMBERS;
            case CHOICE -> several ? SETS : ONE_OF_SEVERAL;
        };
    }
}
