package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards the tables of the contract tests: a row that is lost, or a kind of field that is forgotten for an operator,
 * would otherwise only make the build quicker.
 */
class ContractTest {

    @Test
    void no_table_has_shrunk() {
        assertThat(OperatorRows.all()).hasSizeGreaterThanOrEqualTo(317);
        assertThat(GoneFromCrmContractTest.deletions()).hasSizeGreaterThanOrEqualTo(11);
        assertThat(CallersContractTest.nationalForms()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(CallersContractTest.withheld()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(CallersContractTest.queries()).hasSizeGreaterThanOrEqualTo(19);
        assertThat(CallersContractTest.hours()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(StepsContractTest.rows()).hasSizeGreaterThanOrEqualTo(31);
        assertThat(StepsContractTest.others()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(HostileNamesContractTest.names()).hasSizeGreaterThanOrEqualTo(26);
        assertThat(ExplainContractTest.calls()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void no_row_stands_twice() {
        List<String> rows =
                OperatorRows.all().stream().map(OperatorRows.Row::toString).toList();
        assertThat(rows).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "texts", "option", "options", "money", "opportunity", "number", "date", "flag"})
    void every_operator_matches_and_does_not_match_every_kind_of_field(String kind) {
        assertThat(operators(kind, true)).isEqualTo(OperatorRows.OPERATORS);
        assertThat(operators(kind, false)).isEqualTo(OperatorRows.OPERATORS);
    }

    /** Those that have a row on a card that is there. */
    private static Set<String> operators(String kind, boolean matching) {
        return OperatorRows.all().stream()
                .filter(row -> row.kind().equals(kind) && row.matches() == matching)
                .filter(row -> !row.held().equals(OperatorRows.NONE))
                .map(OperatorRows.Row::is)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
