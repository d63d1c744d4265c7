package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            route?caller=+79121234567              | +79121234567
            route?caller=%2B79121234567            | +79121234567
            route?a=b&caller=101&c=d               | 101
            route?caller=sip:1@h;user=phone        | sip:1@h;user=phone
            route?caller=%D0%98%20%25              | И %
            route?caller=100%                      | 100%
            route?caller=%zz%2                     | %zz%2
            route?caller=a?b                       | a?b
            route?caller=1&caller=2                | 1
            route?%63aller=1                       | 1
            route?caller=                          | ``
            route?caller=%20                       | ``
            route?caller                           | ``
            route?=caller                          | ``
            route?&&                               | ``
            route?                                 | ``
            route                                  | ``
            """)
    void caller(String script, String expected) {
        assertThat(RouteQuery.of(script).get("caller").orElse("")).isEqualTo(expected);
    }
}
