package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.crmroute.console.page.Language;
import org.crmroute.console.page.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {

    @ParameterizedTest
    @EnumSource
    void the_console_has_words_for_each(Part part) {
        String key = "mirror.part." + part.words().replace(' ', '-');
        for (Language language : Language.values()) {
            assertThat(Words.in(language).say(key)).isNotEqualTo(key);
        }
    }
}
