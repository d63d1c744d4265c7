package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionIdsTest {

    private static final Clock STOPPED = Clock.fixed(Instant.parse("2026-11-23T10:30:00Z"), ZoneOffset.UTC);

    @Test
    void sortByTimeAndAreNeverGivenTwice() {
        DecisionIds ids = new DecisionIds(STOPPED);
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            given.add(ids.next());
        }

        assertThat(given).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]{11,12}"));
    }

    @Test
    void areUniqueAcrossThreads() {
        DecisionIds ids = new DecisionIds(STOPPED);
        Set<String> given = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 20_000).parallel().forEach(i -> given.add(ids.next()));

        assertThat(given).hasSize(20_000);
    }

    @Test
    void aLaterStartGivesLaterNames() {
        String before = new DecisionIds(STOPPED).next();

        assertThat(new DecisionIds(Clock.offset(STOPPED, Duration.ofMillis(1))).next())
                .isGreaterThan(before);
        assertThat(new DecisionIds(Clock.offset(STOPPED, Duration.ofDays(36500))).next())
                .isGreaterThan(before);
    }
}
