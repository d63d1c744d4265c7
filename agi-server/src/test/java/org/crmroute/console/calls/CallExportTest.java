package org.crmroute.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallExportTest {

    static String[][] cells() {
        return new String[][] {
            {"", ""},
            {"Ivan", "Ivan"},
            {"Ivan, \"the\" one", "\"Ivan, \"\"the\"\" one\""},
            {"two\r\nlines", "\"two\r\nlines\""},
            // a number in E.164 stays one: programs read it, and a sign before digits computes nothing
            {"+79123456789", "+79123456789"},
            {"+7912*2", "'+7912*2"},
            {"=1+1", "'=1+1"},
            {"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
            {"-2+3", "'-2+3"},
            {"@SUM(A1)", "'@SUM(A1)"},
            {"\t=1", "'\t=1"},
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_cell_is_text_to_any_spreadsheet(String text, String cell) {
        assertThat(CallExport.cell(text, ',')).isEqualTo(cell);
    }
}
