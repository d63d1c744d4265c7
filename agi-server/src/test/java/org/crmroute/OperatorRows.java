package org.crmroute;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The six operators on every kind of field (design, section 4). V is what the CRM's card holds, as JSON; {@link #NONE}
 * is a caller who has no such record at all. S is what the scenario says, as YAML.
 */
final class OperatorRows {

    static final String NONE = "no record";

    static final Set<String> OPERATORS =
            new TreeSet<>(List.of("equals", "not_equals", "contains", "not_contains", "empty", "not_empty"));

    private OperatorRows() {}

    /** A row of the table. */
    record Row(String kind, String field, String held, String is, String said, boolean matches) {
        @Override
        public String toString() {
            return "%s: %s %s %s %s".formatted(kind, held, is, said, matches ? "matches" : "does not match");
        }
    }

    /** Rows on one field. */
    private record On(String kind, String field) {
        Row yes(String held, String is, String said) {
            return new Row(kind, field, held, is, said, true);
        }

        Row no(String held, String is, String said) {
            return new Row(kind, field, held, is, said, false);
        }

        Row empty(String held) {
            return yes(held, "empty", "");
        }

        Row notEmpty(String held) {
            return yes(held, "not_empty", "");
        }

        /** Of an operator pair exactly one matches a record that is there. */
        Stream<Row> eitherOr(String held, boolean empty) {
            return Stream.of(
                    new Row(kind, field, held, "empty", "", empty),
                    new Row(kind, field, held, "not_empty", "", !empty));
        }

        Stream<Row> noRecord(String said) {
            return Stream.of(
                    no(NONE, "equals", said),
                    no(NONE, "not_equals", said),
                    no(NONE, "contains", said),
                    no(NONE, "not_contains", said),
                    empty(NONE),
                    no(NONE, "not_empty", ""));
        }

        /** A record whose field is not filled in. */
        Stream<Row> nothing(String held, String said) {
            return Stream.concat(
                    eitherOr(held, true),
                    Stream.of(
                            no(held, "equals", said),
                            yes(held, "not_equals", said),
                            no(held, "contains", said),
                            yes(held, "not_contains", said)));
        }
    }

    static List<Row> all() {
        return Stream.of(
                        text(),
                        texts(),
                        option(),
                        options(),
                        money(),
                        opportunity(),
                        number(),
                        date(),
                        flag(),
                        others())
                .flatMap(rows -> rows)
                .toList();
    }

    private static Stream<Row> rows(Stream<Row> first, Stream<Row> second, Row... more) {
        return Stream.concat(Stream.concat(first, second), Stream.of(more));
    }

    private static Stream<Row> text() {
        On on = new On("text", "deal.UF_CRM_TEXT");
        return rows(
                on.noRecord("Moscow"),
                Stream.concat(on.nothing("''", "Moscow"), on.nothing("null", "Moscow")),
                on.yes("'Moscow'", "equals", "Moscow"),
                on.yes("' Moscow '", "equals", "Moscow"),
                on.yes("'e\u0301te\u0301'", "equals", "\u00e9t\u00e9"),
                on.no("'moscow'", "equals", "Moscow"),
                on.no("'Moscow'", "equals", "[Moscow, Kazan]"),
                on.yes("'Moscow'", "not_equals", "Kazan"),
                on.yes("'moscow'", "not_equals", "Moscow"),
                on.no("'Moscow'", "not_equals", "Moscow"),
                on.yes("'Wholesale in MOSCOW region'", "contains", "moscow"),
                on.yes("'Москва и область'", "contains", "МОСКВА"),
                on.yes("'Wholesale in Moscow'", "contains", "[moscow, wholesale]"),
                on.no("'Wholesale in Moscow'", "contains", "[moscow, kazan]"),
                on.yes("'Wholesale'", "not_contains", "[kazan, moscow]"),
                on.no("'Wholesale in Moscow'", "not_contains", "[kazan, moscow]"),
                on.no("'Moscow'", "empty", ""),
                on.notEmpty("'Moscow'"),
                on.notEmpty("'0'"));
    }

    private static Stream<Row> texts() {
        On on = new On("texts", "deal.UF_CRM_TEXTS");
        return rows(
                on.noRecord("north"),
                Stream.of("[]", "false", "null", "''").flatMap(held -> on.nothing(held, "north")),
                on.yes("['north', 'south']", "equals", "[south, north]"),
                on.no("['north', 'south']", "equals", "north"),
                on.no("['north']", "equals", "[north, south]"),
                on.yes("['north', 'south']", "not_equals", "north"),
                on.no("['north', 'south']", "not_equals", "[south, north]"),
                on.yes("['north pole', 'south']", "contains", "[POLE, sou]"),
                on.no("['north pole', 'south']", "contains", "[pole, east]"),
                on.yes("['north', 'south']", "not_contains", "[east, west]"),
                on.no("['north pole', 'south']", "not_contains", "[east, pole]"),
                on.no("['north']", "empty", ""),
                on.notEmpty("['north']"));
    }

    private static Stream<Row> option() {
        On on = new On("option", "deal.UF_CRM_OPTION");
        return rows(
                on.noRecord("Wholesale"),
                Stream.of("null", "''", "false").flatMap(held -> on.nothing(held, "Wholesale")),
                on.yes("80", "equals", "Wholesale"),
                on.yes("'80'", "equals", "Wholesale"),
                on.yes("80", "equals", "80"),
                on.no("79", "equals", "Wholesale"),
                on.no("80", "equals", "[Wholesale, Retail]"),
                on.yes("79", "not_equals", "Wholesale"),
                on.no("80", "not_equals", "Wholesale"),
                on.yes("80", "contains", "Wholesale"),
                on.no("80", "contains", "[Wholesale, Retail]"),
                on.yes("80", "not_contains", "[Retail, Export]"),
                on.no("80", "not_contains", "[Wholesale, Retail]"),
                on.no("80", "empty", ""),
                on.notEmpty("80"));
    }

    private static Stream<Row> options() {
        On on = new On("options", "contact.UF_CRM_VIP");
        return rows(
                on.noRecord("Gold"),
                Stream.of("[]", "false", "null", "''").flatMap(held -> on.nothing(held, "Gold")),
                on.yes("[91, 92]", "equals", "[Invited, Gold]"),
                on.yes("['91', '92']", "equals", "[Gold, Invited]"),
                on.no("[91, 92]", "equals", "Gold"),
                on.no("[91]", "equals", "[Gold, Invited]"),
                on.yes("[91, 92]", "not_equals", "Gold"),
                on.no("[92, 91]", "not_equals", "[Gold, Invited]"),
                on.yes("[91, 92]", "contains", "Gold"),
                on.yes("[93, 91, 92]", "contains", "[Gold, Invited]"),
                on.no("[91]", "contains", "[Gold, Invited]"),
                on.yes("[91]", "not_contains", "[Silver, Invited]"),
                on.no("[91, 92]", "not_contains", "[Silver, Invited]"),
                on.no("[91]", "empty", ""),
                on.notEmpty("[91]"));
    }

    private static Stream<Row> money() {
        On on = new On("money", "deal.UF_CRM_MONEY");
        return rows(
                on.noRecord("300"),
                Stream.of("null", "''").flatMap(held -> on.nothing(held, "300")),
                on.yes("'300|RUB'", "equals", "300"),
                on.yes("'300.00|RUB'", "equals", "300|RUB"),
                on.no("'300|RUB'", "equals", "300|USD"),
                on.no("'300|RUB'", "equals", "301"),
                on.yes("'300|RUB'", "not_equals", "300|USD"),
                on.no("'300|RUB'", "not_equals", "300"),
                on.yes("'300|RUB'", "contains", "300|RUB"),
                on.no("'300|RUB'", "contains", "30"),
                on.yes("'300|RUB'", "not_contains", "30"),
                on.no("'300|RUB'", "not_contains", "[300, 400]"),
                on.no("'300|RUB'", "empty", ""),
                on.notEmpty("'300|RUB'"));
    }

    /** Bitrix24 writes the amount of a deal as a number, and its currency into a field of its own: RUB here. */
    private static Stream<Row> opportunity() {
        On on = new On("opportunity", "deal.OPPORTUNITY");
        return rows(
                on.noRecord("15000"),
                on.nothing("null", "15000"),
                on.yes("15000", "equals", "15000"),
                on.yes("15000", "equals", "15000|RUB"),
                on.yes("'15000.00'", "equals", "15000"),
                on.yes("999.99", "equals", "999.99|RUB"),
                on.no("15000", "equals", "15000|EUR"),
                on.no("15000.5", "equals", "15000"),
                on.yes("15000", "not_equals", "15000|EUR"),
                on.no("15000", "not_equals", "15000|RUB"),
                on.yes("15000", "contains", "15000"),
                on.no("15000", "contains", "1500"),
                on.yes("15000", "not_contains", "1500"),
                on.no("15000", "not_contains", "15000"),
                on.no("15000", "empty", ""),
                on.notEmpty("15000"));
    }

    private static Stream<Row> number() {
        On on = new On("number", "deal.UF_CRM_1721244707107");
        return rows(
                on.noRecord("5"),
                Stream.of("null", "''").flatMap(held -> on.nothing(held, "5")),
                on.yes("1111.1", "equals", "1111.10"),
                on.yes("'1111.1'", "equals", "1111.1"),
                on.yes("5", "equals", "5.0"),
                on.no("1111.1", "equals", "1111"),
                on.yes("1111.1", "not_equals", "1111"),
                on.no("5", "not_equals", "5"),
                on.yes("5", "contains", "5"),
                on.no("55", "contains", "5"),
                on.yes("55", "not_contains", "5"),
                on.no("5", "not_contains", "[4, 5]"),
                on.no("5", "empty", ""),
                on.notEmpty("5"),
                on.notEmpty("0"));
    }

    /** A day is the one written, whatever moment its midnight is elsewhere. */
    private static Stream<Row> date() {
        On on = new On("date", "deal.UF_CRM_DATE");
        return rows(
                on.noRecord("2026-11-22"),
                Stream.of("null", "''").flatMap(held -> on.nothing(held, "2026-11-22")),
                on.yes("'2026-11-22T03:00:00+03:00'", "equals", "2026-11-22"),
                on.yes("'2026-11-22T00:00:00+03:00'", "equals", "2026-11-22"),
                on.no("'2026-11-22T00:00:00+03:00'", "equals", "2026-11-21"),
                on.yes("'2026-11-22T03:00:00+03:00'", "not_equals", "2026-11-23"),
                on.no("'2026-11-22T03:00:00+03:00'", "not_equals", "2026-11-22"),
                on.yes("'2026-11-22T03:00:00+03:00'", "contains", "2026-11-22"),
                on.no("'2026-11-22T03:00:00+03:00'", "contains", "2026-11-23"),
                on.yes("'2026-11-22T03:00:00+03:00'", "not_contains", "2026-11-23"),
                on.no("'2026-11-22T03:00:00+03:00'", "not_contains", "[2026-11-21, 2026-11-22]"),
                on.no("'2026-11-22T03:00:00+03:00'", "empty", ""),
                on.notEmpty("'2026-11-22T03:00:00+03:00'"));
    }

    private static Stream<Row> flag() {
        On on = new On("flag", "deal.UF_CRM_FLAG");
        return rows(
                on.noRecord("yes"),
                on.nothing("null", "yes"),
                on.yes("'Y'", "equals", "yes"),
                on.yes("'Y'", "equals", "Y"),
                on.yes("'Y'", "equals", "true"),
                on.yes("'Y'", "equals", "1"),
                on.yes("true", "equals", "yes"),
                on.yes("'1'", "equals", "yes"),
                on.yes("1", "equals", "yes"),
                on.yes("'N'", "equals", "no"),
                on.yes("'0'", "equals", "no"),
                on.no("'N'", "equals", "yes"),
                on.yes("'N'", "not_equals", "yes"),
                on.no("'Y'", "not_equals", "yes"),
                on.yes("'Y'", "contains", "yes"),
                on.no("'Y'", "contains", "no"),
                on.yes("'Y'", "not_contains", "no"),
                on.no("'N'", "not_contains", "no"),
                on.no("'N'", "empty", ""),
                on.notEmpty("'N'"));
    }

    /** Reference books, people and the other entities. */
    private static Stream<Row> others() {
        On source = new On("status", "deal.SOURCE_ID");
        On funnel = new On("funnel", "deal.funnel");
        On assignee = new On("assignee", "contact.assignee");
        On lead = new On("lead", "lead.stage");
        On company = new On("company", "company.UF_CRM_REGION");
        return Stream.of(
                source.yes("'CALL'", "equals", "Call"),
                source.no("'CALL'", "equals", "Website"),
                source.yes("'CALL'", "not_contains", "Website"),
                source.empty("''"),
                funnel.yes("0", "equals", "Sales"),
                funnel.no("5", "equals", "Sales"),
                funnel.notEmpty("0"),
                assignee.yes("2", "equals", "Борис Иванов"),
                assignee.yes("2", "not_equals", "Анна Смирнова"),
                lead.yes("'IN_PROCESS'", "equals", "In progress"),
                lead.no("'NEW'", "equals", "In progress"),
                lead.no(NONE, "not_equals", "In progress"),
                company.yes("'Ural'", "contains", "ura"),
                company.empty(NONE),
                company.empty("''"));
    }
}
