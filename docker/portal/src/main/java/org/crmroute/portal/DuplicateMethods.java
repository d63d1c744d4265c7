package org.crmroute.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code crm.duplicate.findbycomm}: who has a telephone number. Nothing found is {@code []}; twenty of one entity hide
 * the entities behind it.
 */
final class DuplicateMethods {

    private static final int MOST = 20;
    private static final List<Entity> ORDER = List.of(Entity.LEAD, Entity.CONTACT, Entity.COMPANY);

    private final Content content;
    private final Records records;

    /** Numbers of the content, sorted, and beside each the id of who has it; made when first asked for. */
    private static final class Index {
        private final long[] numbers;
        private final int[] ids;

        private Index(List<long[]> pairs) {
            this.numbers = pairs.stream().mapToLong(pair -> pair[0]).toArray();
            this.ids = pairs.stream().mapToInt(pair -> (int) pair[1]).toArray();
        }
    }

    private final Map<Entity, Index> indexes = new EnumMap<>(Entity.class);

    DuplicateMethods(Content content, Records records) {
        this.content = content;
        this.records = records;
    }

    Answer find(Parameters parameters) {
        if (!parameters.text("type").orElse("").equals("PHONE")) {
            throw new RestError(400, "", "Communication type is not defined");
        }
        Set<Long> wanted = parameters.list("values").stream()
                .limit(MOST)
                .map(value -> number(Json.text(value)))
                .filter(number -> number > 0)
                .collect(Collectors.toSet());
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        String only = parameters.text("entity_type").orElse("");
        for (Entity entity : ORDER) {
            if (!only.isEmpty() && !only.equals(entity.name())) {
                continue;
            }
            List<Integer> ids = find(entity, wanted).stream().limit(MOST).toList();
            if (!ids.isEmpty()) {
                result.put(entity.name(), ids);
            }
            if (ids.size() == MOST) {
                break;
            }
        }
        return Answer.of(Json.phpArray(result));
    }

    private Set<Integer> find(Entity entity, Set<Long> wanted) {
        RecordTable table = records.table(entity);
        Set<Integer> ids = new TreeSet<>();
        Index index = index(entity);
        for (long number : wanted) {
            int place = Arrays.binarySearch(index.numbers, number);
            while (place > 0 && index.numbers[place - 1] == number) {
                place--;
            }
            for (; place >= 0 && place < index.ids.length && index.numbers[place] == number; place++) {
                int id = index.ids[place];
                if (table.exists(id) && !table.edited(id)) {
                    ids.add(id);
                }
            }
        }
        for (int id : table.editedIds()) {
            if (numbers(table.item(id)).anyMatch(wanted::contains)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private synchronized Index index(Entity entity) {
        Index made = indexes.get(entity);
        if (made != null) {
            return made;
        }
        List<long[]> pairs = new ArrayList<>();
        for (int id : content.ids(entity)) {
            numbers(content.item(entity, id)).forEach(number -> pairs.add(new long[] {number, id}));
        }
        pairs.sort((a, b) -> Long.compare(a[0], b[0]));
        Index index = new Index(pairs);
        indexes.put(entity, index);
        return index;
    }

    private static LongStream numbers(Map<String, @Nullable Object> item) {
        return Records.multifields(item).stream()
                .filter(row -> "PHONE".equals(row.get("typeId")))
                .mapToLong(row -> number(Json.text(row.get("value"))))
                .filter(number -> number > 0);
    }

    /** The last ten digits before any letters; 0 if there are none. */
    private static long number(String typed) {
        String digits = typed.replaceFirst("(?<=\\d)\\D*\\p{L}.*$", "").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits.substring(Math.max(0, digits.length() - 10)));
    }
}
