package org.crmroute.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.crmroute.console.warnings.Warnings;
import org.crmroute.crm.EntityType;
import org.crmroute.scenario.IdleStep;
import org.crmroute.scenario.Missing;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.Trace;
import org.crmroute.sync.SyncStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed sets that pages put into words by their constants: each has words, also one that is added. */
class SpokenSetsTest {

    static Stream<String> keys() {
        return Stream.of(
                        names("mirror.phase.", SyncStatus.Phase.values()),
                        names("mirror.told.", SyncStatus.Alarm.Kind.values()),
                        names("mirror.advice.", SyncStatus.Alarm.Kind.values()),
                        names("warnings.missing.", Missing.Kind.values()),
                        names("warnings.why.", IdleStep.Why.values()),
                        names("calls.missing.", Missing.Kind.values()),
                        // who has no record is said by what is missing: calls.has.no.deal
                        Arrays.stream(Trace.Why.values())
                                .filter(why -> why != Trace.Why.NO_RECORD)
                                .map(why -> "calls.why." + why),
                        Stream.concat(
                                        Stream.of("record"),
                                        Arrays.stream(EntityType.values()).map(EntityType::word))
                                .map(word -> "calls.has.no." + word),
                        names("warnings.hint.", Warnings.Hint.values()),
                        Arrays.stream(Operator.values()).map(o -> "warnings.operator." + o.word()),
                        Arrays.stream(EntityType.values())
                                .flatMap(e -> Stream.of("mirror." + e.word() + ".one", "mirror." + e.word() + ".all")))
                .flatMap(keys -> keys);
    }

    private static Stream<String> names(String prefix, Enum<?>[] all) {
        return Arrays.stream(all).map(each -> prefix + each.name());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void have_words(String key) {
        assertThat(Words.in(Language.ENGLISH).all()).containsKey(key);
        assertThat(Words.in(Language.RUSSIAN).all()).containsKey(key);
    }
}
