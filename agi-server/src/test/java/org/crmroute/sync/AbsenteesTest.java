package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.junit.jupiter.api.Test;

/** Which records are missing, how many of them may vanish unasked, and which ranges are looked into. */
class AbsenteesTest {

    private final Absentees absentees = new Absentees();

    private static long[] ids(long from, long to) {
        return LongStream.rangeClosed(from, to).toArray();
    }

    @Test
    void areHeldAndNotShown() {
        absentees.addMissing(EntityType.DEAL, ids(1, 5), List.of(1L, 3L, 5L, 9L));
        absentees.addMissing(EntityType.LEAD, ids(2, 2), List.of());
        assertThat(absentees.first(EntityType.DEAL, 10))
                .containsExactly(new RecordRef(EntityType.DEAL, 2), new RecordRef(EntityType.DEAL, 4));
        absentees.forget(List.of(new RecordRef(EntityType.DEAL, 2)));
        assertThat(absentees.count(EntityType.DEAL)).isEqualTo(1);
        assertThat(absentees.count(EntityType.LEAD)).isEqualTo(1);
    }

    @Test
    void areNotKeptWithoutEnd() {
        absentees.addMissing(EntityType.DEAL, ids(1, 200_000), List.of());
        assertThat(absentees.count(EntityType.DEAL)).isEqualTo(Absentees.MOST);
        assertThat(absentees.isFull(EntityType.DEAL)).isTrue();
    }

    @Test
    void aSampleComesFromAllOver() {
        absentees.addMissing(EntityType.DEAL, ids(1, 1_000), List.of());
        List<RecordRef> sample = absentees.sample(EntityType.DEAL, 50);
        assertThat(sample).hasSize(50).doesNotHaveDuplicates();
        assertThat(sample.getLast().id()).isGreaterThan(900);
    }

    @Test
    void aTenthMayVanishButAHundredInAnyCase() {
        assertThat(Absentees.limit(0)).isEqualTo(100);
        assertThat(Absentees.limit(1_000)).isEqualTo(100);
        assertThat(Absentees.limit(1_000_000)).isEqualTo(100_000);
    }

    @Test
    void rangesCoverAllIdsOnceAndSplitIntoPages() {
        List<IdRange> ranges = IdRange.upTo(EntityType.DEAL, 25_001);
        assertThat(ranges).hasSize(3);
        assertThat(ranges.getFirst()).isEqualTo(new IdRange(EntityType.DEAL, 0, 10_000));
        List<IdRange> parts = ranges.getFirst().split();
        assertThat(parts).hasSize(50);
        assertThat(parts.getLast().upTo()).isEqualTo(10_000);
        assertThat(parts.getLast().isSmall()).isTrue();
        assertThat(parts.getLast().split()).hasSize(4).allMatch(page -> page.upTo() - page.after() == 50);
    }

    @Test
    void idsFewAndFarBetweenMakeNoMoreRanges() {
        List<IdRange> ranges = IdRange.upTo(EntityType.DEAL, 9_000_000_000_000L);
        assertThat(ranges.size()).isLessThanOrEqualTo(2_001);
        IdRange range = ranges.getFirst();
        while (!range.isSmall()) {
            List<IdRange> parts = range.split();
            assertThat(parts).hasSizeLessThanOrEqualTo(51);
            range = parts.getFirst();
        }
    }
}
