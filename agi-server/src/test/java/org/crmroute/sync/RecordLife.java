package org.crmroute.sync;

import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.crmroute.portal.Edits;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.jspecify.annotations.Nullable;

/** What people do to a portal's records all day, as a seed has it. Of one thread. */
final class RecordLife {

    /** Where more are gone without word, the mirror rightly asks whether that is meant. */
    private static final int MOST_GONE = 90;

    private static final List<String> NUMBERS = List.of(
            "8 (912) 345-67-%02d",
            "+7 495 12345%02d",
            "+49 30 1234%02d",
            "7(343)22211%02d доб. 5",
            "2-%02d",
            "",
            "нет",
            "+7 912 345 67 %02d, 8 800 555-35-35");

    private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2020-02-03T04:05:06+03:00");

    private record Bound(Entity entity, int id, Edits.Uncommitted transaction) {}

    private record Ref(Entity entity, int id) {}

    private final Portal portal;
    private final Random random;
    private final Deque<Bound> open = new ArrayDeque<>();
    private final Set<Ref> locked = new HashSet<>();
    private final List<Ref> bin = new ArrayList<>();
    private final Map<Entity, Integer> gone = new EnumMap<>(Entity.class);

    RecordLife(Portal portal, Random random) {
        this.portal = portal;
        this.random = random;
    }

    /** One edit. */
    void step() {
        Entity entity = entity();
        int id = some(entity);
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> {
                int unused = portal.edits().add(entity, fields(entity));
            }
            case 3 -> mass(entity);
            case 4 -> delete(entity, id);
            case 5 -> recycle(entity, id);
            case 6 -> restore();
            case 7 -> merge();
            case 8 -> {
                int unused = portal.edits().importOld(entity, fields(entity), LONG_AGO);
            }
            case 9 -> move();
            case 10 -> delete(Entity.CONTACT, some(Entity.CONTACT));
            case 11 -> hideOrShow();
            case 12 -> begin(entity, id);
            case 13 -> open.add(new Bound(entity, 0, portal.edits().addLater(entity, fields(entity))));
            case 14, 15 -> commit();
            default -> {
                if (!isLocked(entity, id)) {
                    portal.edits().update(entity, id, fields(entity));
                }
            }
        }
    }

    /** Nothing stays open. */
    void end() {
        while (!open.isEmpty()) {
            commit();
        }
    }

    private Entity entity() {
        int dice = random.nextInt(10);
        return dice < 4 ? Entity.DEAL : dice < 7 ? Entity.CONTACT : dice < 9 ? Entity.LEAD : Entity.COMPANY;
    }

    private int some(Entity entity) {
        int[] ids = portal.ids(entity);
        return ids[random.nextInt(ids.length)];
    }

    private boolean isLocked(Entity entity, int id) {
        return locked.contains(new Ref(entity, id));
    }

    private boolean mayGo(Entity entity, int id) {
        if (isLocked(entity, id) || gone.getOrDefault(entity, 0) >= MOST_GONE) {
            return false;
        }
        gone.merge(entity, 1, Integer::sum);
        return true;
    }

    private void mass(Entity entity) {
        List<Integer> ids = new ArrayList<>();
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 30);
        for (int i = 0; i < count; i++) {
            int id = some(entity);
            if (!isLocked(entity, id) && !ids.contains(id)) {
                ids.add(id);
            }
        }
        portal.edits().updateAll(entity, ids, Map.of("assignedById", 1 + 2 * random.nextInt(40)));
    }

    private void delete(Entity entity, int id) {
        if (mayGo(entity, id)) {
            portal.edits().delete(entity, id);
        }
    }

    private void recycle(Entity entity, int id) {
        if (mayGo(entity, id)) {
            portal.edits().recycle(entity, id);
            bin.add(new Ref(entity, id));
        }
    }

    private void restore() {
        if (!bin.isEmpty()) {
            Ref ref = bin.remove(random.nextInt(bin.size()));
            portal.edits().restore(ref.entity(), ref.id());
            gone.merge(ref.entity(), -1, Integer::sum);
        }
    }

    private void merge() {
        Entity entity = random.nextBoolean() ? Entity.CONTACT : Entity.COMPANY;
        int winner = some(entity);
        int other = some(entity);
        if (winner != other && !isLocked(entity, winner) && mayGo(entity, other)) {
            portal.edits().merge(entity, winner, List.of(other));
        }
    }

    private void move() {
        int id = some(Entity.DEAL);
        if (!isLocked(Entity.DEAL, id)) {
            portal.edits().moveDeal(id, 5, random.nextBoolean() ? "C5:NEW" : "C5:WON");
        }
    }

    /** A template of recurring deals, or a company of our own, comes to be or ceases to. */
    private void hideOrShow() {
        boolean deal = random.nextBoolean();
        Entity entity = deal ? Entity.DEAL : Entity.COMPANY;
        int id = some(entity);
        if (!isLocked(entity, id)) {
            portal.edits()
                    .update(entity, id, Map.of(deal ? "isRecurring" : "isMyCompany", random.nextBoolean() ? "Y" : "N"));
        }
    }

    private void begin(Entity entity, int id) {
        if (locked.add(new Ref(entity, id))) {
            open.add(new Bound(entity, id, portal.edits().updateLater(entity, id, fields(entity))));
        }
    }

    private void commit() {
        Bound oldest = open.pollFirst();
        if (oldest != null) {
            oldest.transaction().commit();
            locked.remove(new Ref(oldest.entity(), oldest.id()));
        }
    }

    private Map<String, @Nullable Object> fields(Entity entity) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        String text = "Ёлка " + random.nextInt(1_000_000);
        fields.put("comments", random.nextBoolean() ? text : null);
        switch (entity) {
            case DEAL -> {
                fields.put("title", text);
                fields.put("opportunity", random.nextInt(1_000_000));
                fields.put("contactIds", contacts());
                fields.put("companyId", random.nextInt(3) == 0 ? 0 : some(Entity.COMPANY));
                fields.put("stageId", random.nextBoolean() ? "NEW" : "WON");
                fields.put("categoryId", 0);
            }
            case LEAD -> {
                fields.put("title", text);
                fields.put("stageId", random.nextBoolean() ? "NEW" : "JUNK");
            }
            case CONTACT -> {
                fields.put("name", text);
                fields.put("companyId", random.nextInt(3) == 0 ? 0 : some(Entity.COMPANY));
            }
            case COMPANY -> fields.put("title", text);
        }
        if (entity != Entity.DEAL && random.nextBoolean()) {
            fields.put("fm", phones());
        }
        portal.fields(entity).forEach((name, field) -> {
            if (Boolean.TRUE.equals(field.get("isDynamic")) && random.nextInt(4) == 0) {
                value(field).ifPresent(value -> fields.put(name, value));
            }
        });
        return fields;
    }

    private Optional<Object> value(Map<String, ?> field) {
        boolean multiple = Boolean.TRUE.equals(field.get("isMultiple"));
        Optional<Object> one = switch (String.valueOf(field.get("type"))) {
            case "string" -> Optional.of("t" + random.nextInt(100));
            case "integer", "enumeration" -> Optional.of(random.nextInt(100));
            default -> Optional.empty();
        };
        return multiple ? one.map(List::of) : one;
    }

    private List<Integer> contacts() {
        List<Integer> contacts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int id = some(Entity.CONTACT);
            if (!contacts.contains(id)) {
                contacts.add(id);
            }
        }
        return contacts;
    }

    private List<Map<String, String>> phones() {
        List<Map<String, String>> phones = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String number = NUMBERS.get(random.nextInt(NUMBERS.size())).formatted(random.nextInt(100));
            phones.add(Map.of("typeId", random.nextInt(6) == 0 ? "EMAIL" : "PHONE", "value", number));
        }
        return phones;
    }
}
