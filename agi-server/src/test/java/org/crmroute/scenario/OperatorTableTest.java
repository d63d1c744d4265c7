package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator on every kind of field: what the CRM holds, what the scenario says, whether it matches. */
class OperatorTableTest {

    private static final Object ABSENT = "<absent>";

    private static Arguments row(String field, Object held, String is, String said, boolean matches) {
        return Arguments.of(field, held, is, said, matches);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                // text, single: exact with case, trimmed, in one Unicode form
                row("UF_TEXT", "Moscow", "equals", "Moscow", true),
                row("UF_TEXT", " Moscow ", "equals", "Moscow", true),
                row("UF_TEXT", "moscow", "equals", "Moscow", false),
                row("UF_TEXT", "e\u0301te\u0301", "equals", "\"\u00e9t\u00e9\"", true),
                row("UF_TEXT", "Moscow", "equals", "[Moscow, Kazan]", false),
                row("UF_TEXT", ABSENT, "equals", "Moscow", false),
                row("UF_TEXT", 42, "equals", "42", true),
                row("UF_TEXT", "Moscow", "not_equals", "Kazan", true),
                row("UF_TEXT", "Moscow", "not_equals", "Moscow", false),
                row("UF_TEXT", ABSENT, "not_equals", "Moscow", true),
                row("UF_TEXT", "Wholesale in MOSCOW region", "contains", "moscow", true),
                row("UF_TEXT", "Wholesale in Moscow", "contains", "[moscow, wholesale]", true),
                row("UF_TEXT", "Wholesale in Moscow", "contains", "[moscow, kazan]", false),
                row("UF_TEXT", "Москва и область", "contains", "МОСКВА", true),
                row("UF_TEXT", ABSENT, "contains", "x", false),
                row("UF_TEXT", "Wholesale", "not_contains", "[kazan, moscow]", true),
                row("UF_TEXT", "Wholesale Moscow", "not_contains", "[kazan, moscow]", false),
                row("UF_TEXT", ABSENT, "not_contains", "x", true),
                row("UF_TEXT", "", "empty", "", true),
                row("UF_TEXT", "  ", "empty", "", true),
                row("UF_TEXT", ABSENT, "empty", "", true),
                row("UF_TEXT", false, "empty", "", true),
                row("UF_TEXT", "0", "empty", "", false),
                row("UF_TEXT", "x", "not_empty", "", true),
                row("UF_TEXT", "", "not_empty", "", false),
                row("UF_TEXT", "b", "any_of", "[a, b]", true),
                row("UF_TEXT", "c", "any_of", "[a, b]", false),
                // text, multiple
                row("UF_TEXTS", List.of("a", "b"), "equals", "[b, a]", true),
                row("UF_TEXTS", List.of("a", "b", "b"), "equals", "[a, b]", true),
                row("UF_TEXTS", List.of("a", "b"), "equals", "a", false),
                row("UF_TEXTS", List.of("a"), "equals", "[a, b]", false),
                row("UF_TEXTS", List.of("a", "b"), "not_equals", "a", true),
                row("UF_TEXTS", List.of("north pole", "south"), "contains", "[pole, sou]", true),
                row("UF_TEXTS", List.of("a", "b"), "any_of", "[x, b]", true),
                row("UF_TEXTS", List.of(), "empty", "", true),
                row("UF_TEXTS", false, "empty", "", true),
                row("UF_TEXTS", Arrays.asList("", null), "empty", "", true),
                row("UF_TEXTS", List.of("", "a"), "not_empty", "", true),
                // numbers
                row("UF_NUMBER", 15000, "equals", "15000.00", true),
                row("UF_NUMBER", "15000.00", "equals", "15 000", true),
                row("UF_NUMBER", 0.5, "equals", "\"0,5\"", true),
                row("UF_NUMBER", "-3", "equals", "-3", true),
                row("UF_NUMBER", 15001, "equals", "15000", false),
                row("UF_NUMBER", "abc", "equals", "15000", false),
                row("UF_NUMBER", "abc", "not_equals", "15000", true),
                row("UF_NUMBER", "1e999999999", "greater", "1", false),
                row("UF_NUMBER", 0, "empty", "", false),
                row("UF_NUMBER", ABSENT, "empty", "", true),
                row("UF_NUMBER", 10, "greater", "9.99", true),
                row("UF_NUMBER", 10, "greater", "10", false),
                row("UF_NUMBER", 9, "less", "10", true),
                row("UF_NUMBER", 10, "between", "[10, 20]", true),
                row("UF_NUMBER", 20, "between", "[10, 20]", true),
                row("UF_NUMBER", 21, "between", "[10, 20]", false),
                row("UF_NUMBER", 150, "contains", "15", false),
                row("UF_NUMBERS", List.of(1, 2, 3), "contains", "[3, 1]", true),
                row("UF_NUMBERS", List.of("1", "2.0"), "equals", "[2, 1]", true),
                row("UF_NUMBERS", List.of(1, 50), "greater", "40", true),
                row("UF_NUMBERS", List.of(1, 2), "not_contains", "[3]", true),
                // money, in one string and with its currency beside it
                row("UF_MONEY", "300|RUB", "equals", "300", true),
                row("UF_MONEY", "300.00|RUB", "equals", "300|RUB", true),
                row("UF_MONEY", "300|RUB", "equals", "300|USD", false),
                row("UF_MONEY", "300|RUB", "not_equals", "300|USD", true),
                row("UF_MONEY", "300|RUB", "greater", "299|RUB", true),
                row("UF_MONEY", "300|RUB", "greater", "299|USD", false),
                row("UF_MONEY", "300|RUB", "greater", "299", true),
                row("UF_MONEY", "300|RUB", "between", "[300, 400]", true),
                row("UF_MONEY", "|RUB", "equals", "300", false),
                row("UF_MONEY", "", "empty", "", true),
                row("UF_MONEY", "|RUB", "empty", "", true),
                row("UF_MONEY", "|RUB", "not_empty", "", false),
                row("UF_MONEY", "0|RUB", "empty", "", false),
                row("OPPORTUNITY", 15000, "equals", "15000|RUB", true),
                row("OPPORTUNITY", "15000.00", "equals", "15000", true),
                row("OPPORTUNITY", 15000, "equals", "15000|EUR", false),
                row("OPPORTUNITY", 15000, "less", "20000", true),
                // days: the one that is written, whatever the offset
                row("UF_DATE", "2026-03-01T00:00:00+03:00", "equals", "2026-03-01", true),
                row("UF_DATE", "2026-03-01T02:00:00+02:00", "equals", "2026-03-01", true),
                row("UF_DATE", "2026-03-01", "equals", "01.03.2026", true),
                row("UF_DATE", "2026-03-01T00:00:00+03:00", "greater", "2026-02-28", true),
                row("UF_DATE", "2026-03-01T00:00:00+03:00", "less", "2026-03-01", false),
                row("UF_DATE", "2026-03-01T00:00:00+03:00", "between", "[2026-03-01, 2026-03-31]", true),
                row("UF_DATE", "soon", "equals", "2026-03-01", false),
                row("UF_DATE", "", "empty", "", true),
                row("UF_DATES", List.of("2026-03-01", "2026-03-02"), "contains", "[2026-03-02]", true),
                row("UF_DATES", List.of("2026-03-01"), "not_contains", "[2026-03-02]", true),
                // moments
                row("UF_MOMENT", "2026-03-01T23:30:00+03:00", "equals", "2026-03-01", true),
                row("UF_MOMENT", "2026-03-01T23:30:00+03:00", "greater", "2026-03-01T20:29:00Z", true),
                row("UF_MOMENT", "2026-03-01T23:30:00+03:00", "less", "2026-03-01 20:31", true),
                // yes and no
                row("UF_FLAG", "Y", "equals", "yes", true),
                row("UF_FLAG", "1", "equals", "true", true),
                row("UF_FLAG", 1, "equals", "Y", true),
                row("UF_FLAG", true, "equals", "да", true),
                row("UF_FLAG", "N", "equals", "no", true),
                row("UF_FLAG", false, "equals", "0", true),
                row("UF_FLAG", 0, "not_equals", "yes", true),
                row("UF_FLAG", false, "empty", "", false),
                row("UF_FLAG", ABSENT, "empty", "", true),
                row("UF_FLAG", "Y", "contains", "yes", true),
                row("UF_FLAG", "Y", "not_contains", "yes", false),
                // options, by name or id
                row("UF_LEVEL", 79, "equals", "Gold", true),
                row("UF_LEVEL", "79", "equals", "gold", true),
                row("UF_LEVEL", "79", "equals", "\"79\"", true),
                row("UF_LEVEL", "80", "equals", "Gold", false),
                row("UF_LEVEL", "80", "any_of", "[Gold, Silver]", true),
                row("UF_LEVEL", "0", "empty", "", true),
                row("UF_LEVEL", false, "empty", "", true),
                // reference books, funnels, stages, employees, other records
                row("SOURCE_ID", "WEB", "equals", "Web site", true),
                row("SOURCE_ID", "CALL", "not_equals", "Web site", true),
                row("CATEGORY_ID", 0, "equals", "Sales", true),
                row("CATEGORY_ID", "5", "equals", "Service", true),
                row("CATEGORY_ID", 0, "empty", "", false),
                row("STAGE_ID", "C7:NEW", "equals", "Fresh claim", true),
                row("ASSIGNED_BY_ID", 2, "equals", "Boris Sales", true),
                row("ASSIGNED_BY_ID", 0, "empty", "", true),
                row("UF_EMPLOYEE", List.of(1, 2), "contains", "[Anna Head]", true),
                row("UF_EMPLOYEE", List.of(1, 2), "equals", "[Anna Head]", false),
                row("UF_LINK", "CO_3", "equals", "CO_3", true),
                row("UF_LINK", 0, "empty", "", true),
                row("UF_LINK", Map.of("id", 9, "url", "x"), "equals", "\"9\"", true));
    }

    @ParameterizedTest(name = "{0} holds {1}: {2} {3} → {4}")
    @MethodSource("rows")
    void compares(String field, Object held, String is, String said, boolean matches) throws Exception {
        CrmRecord deal = ABSENT.equals(held)
                ? Crm.record(EntityType.DEAL, 77)
                : Crm.record(EntityType.DEAL, 77, field, held, "CURRENCY_ID", "RUB");
        String value = said.isEmpty() ? "" : ", value: " + said;
        String when = "{field: deal.%s, is: %s%s}".formatted(field, is, value);

        Decision decision = Crm.decide(Crm.oneRule(when, "{queue: sales}"), deal);

        assertThat(decision.status()).isEqualTo(matches ? Status.ROUTED : Status.OTHERS);
    }

    static Stream<Arguments> withoutRecord() {
        return Stream.of(
                Arguments.of("equals", ", value: a", false),
                Arguments.of("not_equals", ", value: a", false),
                Arguments.of("contains", ", value: a", false),
                Arguments.of("not_contains", ", value: a", false),
                Arguments.of("empty", "", true),
                Arguments.of("not_empty", "", false),
                Arguments.of("any_of", ", value: [a]", false));
    }

    @ParameterizedTest(name = "no deal: {0} → {2}")
    @MethodSource("withoutRecord")
    void comparesWithNoRecordThere(String is, String value, boolean matches) throws Exception {
        String when = "{field: deal.UF_TEXT, is: %s%s}".formatted(is, value);

        Decision decision = Crm.decide(Crm.oneRule(when, "{queue: sales}"), Crm.record(EntityType.CONTACT, 5));

        assertThat(decision.status()).isEqualTo(matches ? Status.ROUTED : Status.OTHERS);
    }

    @Test
    void theTableCoversEveryOperator() {
        assertThat(rows().map(r -> (String) r.get()[2]).distinct())
                .containsExactlyInAnyOrderElementsOf(Operator.words());
    }
}
