package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and counts that take shortcuts are those that going through all records would give. */
class RecordTableTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(3, 400, 0, 5, 0, 5, 1, 0));

    private final RecordTable table = new RecordTable(Entity.CONTACT, DATASET);

    /** updatedTime by id. */
    private final TreeMap<Integer, Long> truth = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shortcutsGiveWhatGoingThroughAllGives(long seed) {
        int[] ids = DATASET.ids(Entity.CONTACT);
        int[] times = DATASET.updatedTimes(Entity.CONTACT);
        for (int i = 0; i < ids.length; i++) {
            truth.put(ids[i], (long) times[i]);
        }
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            edit(random);
            Search search = search(random);
            RecordTable.Found found = table.find(search, id -> table.item(id));
            List<Integer> all = expected(search);
            assertThat(found.ids())
                    .as(search.toString())
                    .isEqualTo(all.stream().skip(search.skipped()).limit(50).toList());
            assertThat(found.total()).as(search.toString()).isEqualTo(search.counted() ? all.size() : -1);
            assertThat(table.count()).isEqualTo(truth.size());
            assertThat(table.allIds())
                    .isEqualTo(truth.keySet().stream().mapToInt(i -> i).toArray());
        }
    }

    private void edit(Random random) {
        for (int i = random.nextInt(20); i > 0; i--) {
            int id = random.nextInt(5) == 0 ? table.newId() : 1 + random.nextInt(430);
            if (random.nextInt(3) == 0) {
                table.remove(id);
                truth.remove(id);
            } else {
                // some before the content's last times, some behind all of them
                long second = 1_700_000_000L + random.nextInt(100_000_000);
                table.put(id, Map.of("id", id, "opened", "Y"), second);
                truth.put(id, second);
            }
        }
    }

    private static Search search(Random random) {
        boolean some = random.nextInt(4) == 0;
        TreeSet<Integer> ids = new TreeSet<>();
        random.ints(70, 0, 500).forEach(ids::add);
        return new Search(
                random.nextBoolean() ? Integer.MIN_VALUE : random.nextInt(450),
                random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(450),
                random.nextBoolean() ? Long.MIN_VALUE : 1_700_000_000L + random.nextInt(100_000_000),
                random.nextBoolean() ? Long.MAX_VALUE : 1_700_000_000L + random.nextInt(100_000_000),
                some ? Optional.of(ids) : Optional.empty(),
                random.nextInt(5) == 0 ? List.of(Condition.of("=opened", "Y")) : List.of(),
                List.of(Search.Order.values()).get(random.nextInt(4)),
                List.of(-1, 0, 50, 100).get(random.nextInt(4)));
    }

    private List<Integer> expected(Search search) {
        Comparator<Map.Entry<Integer, Long>> byId = Map.Entry.comparingByKey();
        Comparator<Map.Entry<Integer, Long>> byTime = Map.Entry.comparingByValue();
        Comparator<Map.Entry<Integer, Long>> order = switch (search.order()) {
            case ID_UP -> byId;
            case ID_DOWN -> byId.reversed();
            case TIME_UP -> byTime.thenComparing(byId);
            case TIME_DOWN -> byTime.reversed().thenComparing(byId);
        };
        List<Map.Entry<Integer, Long>> all = new ArrayList<>(truth.entrySet());
        return all.stream()
                .filter(each -> search.covers(each.getKey(), each.getValue()))
                .filter(each -> search.rest().isEmpty()
                        || "Y".equals(table.item(each.getKey()).get("opened")))
                .sorted(order)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
