package org.crmroute.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Content read from a snapshot folder, the one {@link SnapshotWriter} writes and {@code crmroute import} reads. A
 * missing file means none of these.
 */
final class Snapshot implements Content {

    private static final String CATEGORIES = "categories.json";
    private static final String STATUSES = "statuses.json";
    private static final String USERS = "users.json";
    private static final String DEPARTMENTS = "departments.json";

    private final Map<Entity, SortedMap<Integer, Map<String, @Nullable Object>>> items = new EnumMap<>(Entity.class);
    private final Map<Entity, Map<String, Object>> fields = new EnumMap<>(Entity.class);
    private final Map<String, List<Map<String, @Nullable Object>>> books = new HashMap<>();

    private Snapshot() {}

    static Snapshot read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        Snapshot snapshot = new Snapshot();
        for (Entity entity : Entity.values()) {
            SortedMap<Integer, Map<String, @Nullable Object>> byId = new TreeMap<>();
            for (Map<String, @Nullable Object> item : rows(folder, entity.word() + ".json")) {
                byId.put(Json.integer(item.get("id"), 0), item);
            }
            snapshot.items.put(entity, byId);
            Path file = folder.resolve(entity.word() + ".fields.json");
            snapshot.fields.put(
                    entity, Files.exists(file) ? Json.object(Json.read(Files.readAllBytes(file))) : Map.of());
        }
        for (String book : List.of(CATEGORIES, STATUSES, USERS, DEPARTMENTS)) {
            snapshot.books.put(book, rows(folder, book));
        }
        return snapshot;
    }

    private static List<Map<String, @Nullable Object>> rows(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? Json.list(Json.read(Files.readAllBytes(file))).stream()
                        .map(Json::object)
                        .toList()
                : List.of();
    }

    private SortedMap<Integer, Map<String, @Nullable Object>> table(Entity entity) {
        return items.getOrDefault(entity, new TreeMap<>());
    }

    @Override
    public int[] ids(Entity entity) {
        return table(entity).keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int[] updatedTimes(Entity entity) {
        return table(entity).values().stream()
                .mapToInt(item -> seconds(item.get("updatedTime")))
                .toArray();
    }

    private static int seconds(@Nullable Object time) {
        return time == null
                ? 0
                : (int) OffsetDateTime.parse(time.toString()).toInstant().getEpochSecond();
    }

    @Override
    public Map<String, @Nullable Object> item(Entity entity, int id) {
        return new LinkedHashMap<>(table(entity).getOrDefault(id, Map.of()));
    }

    @Override
    public Map<String, Object> fields(Entity entity) {
        return fields.getOrDefault(entity, Map.of());
    }

    @Override
    public List<Map<String, Object>> categories() {
        return book(CATEGORIES);
    }

    @Override
    public List<Map<String, Object>> statuses() {
        return book(STATUSES);
    }

    @Override
    public List<Map<String, Object>> users() {
        return book(USERS);
    }

    @Override
    public List<Map<String, Object>> departments() {
        return book(DEPARTMENTS);
    }

    private List<Map<String, Object>> book(String name) {
        return books.getOrDefault(name, List.of());
    }
}
