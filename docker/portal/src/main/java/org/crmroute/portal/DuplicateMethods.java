package org.crmroute.portal;

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

    /** A number's ten digits take 34 bits, which leaves 29 for the id. */
    private static final int ID_BITS = 29;

    /** Numbers of the content, each with the id of who has it behind it, sorted; made when first asked for. */
    private final Map<Entity, long[]> indexes = new EnumMap<>(Entity.class);

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
        long[] index = index(entity);
        for (long number : wanted) {
            int place = Arrays.binarySearch(index, number << ID_BITS);
            for (int i = place < 0 ? -place - 1 : place; i < index.length && index[i] >> ID_BITS == number; i++) {
                int id = (int) (index[i] & ((1 << ID_BITS) - 1));
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

    private synchronized long[] index(Entity entity) {
        return indexes.computeIfAbsent(
                entity,
                e -> Arrays.stream(content.ids(e))
                        .parallel()
                        .mapToObj(id -> numbers(content.item(e, id)).map(number -> number << ID_BITS | id))
                        .flatMapToLong(each -> each)
                        .sorted()
                        .toArray());
    }

    private static LongStream numbers(Map<String, @Nullable Object> item) {
        return Records.multifields(item).stream()
                .filter(row -> "PHONE".equals(row.get("typeId")))
                .mapToLong(row -> number(Json.text(row.get("value"))))
                .filter(number -> number > 0);
    }

    /** The last ten digits before any letters behind them; 0 if there are none. */
    private static long number(String typed) {
        long number = 0;
        for (int i = 0; i < typed.length(); i++) {
            int digit = Character.digit(typed.charAt(i), 10);
            if (digit >= 0) {
                number = (number * 10 + digit) % 10_000_000_000L;
            } else if (number > 0 && Character.isLetter(typed.charAt(i))) {
                break;
            }
        }
        return number;
    }
}
