package org.crmroute.sync;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteCatalog;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a mirror's file to what is true at the stand-in portal: record by record their fields, numbers, links, times
 * and whether they are open; what finds them; those left out; and the catalogue. It reads the file by SQL and derives
 * what should be in it by itself, with none of the synchronisation's code.
 */
public final class MirrorComparison {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** More differences are not spelt out. */
    private static final int MOST = 50;

    private final Portal portal;
    private final Path file;
    private final NumberPlan plan;
    private final List<String> differences = new ArrayList<>();
    private long more;

    public MirrorComparison(Portal portal, Path file, NumberPlan plan) {
        this.portal = portal;
        this.file = file;
        this.plan = plan;
    }

    /** What differs, one sentence each; empty when the mirror is right. */
    public List<String> differences() {
        differences.clear();
        more = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (Entity entity : Entity.values()) {
                compare(connection, entity);
            }
            comparePhones(connection);
            compareDealContacts(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
        compareCatalog();
        if (more > 0) {
            differences.add("and " + more + " more");
        }
        return List.copyOf(differences);
    }

    private void differs(String what) {
        if (differences.size() < MOST) {
            differences.add(what);
        } else {
            more++;
        }
    }

    /** A record as its row in the mirror should be, or is. */
    private record Row(boolean open, long updated, String found, String companies, JsonNode body) {}

    private void compare(Connection connection, Entity entity) throws SQLException {
        Map<String, String> names = names(entity);
        Set<Integer> leftOut = new LinkedHashSet<>();
        NavigableSet<Integer> left = new TreeSet<>();
        Arrays.stream(portal.ids(entity)).forEach(left::add);
        each(connection, entity, (id, held) -> {
            left.headSet(id).forEach(before -> missing(entity, before, leftOut));
            left.headSet(id).clear();
            Map<String, @Nullable Object> item = portal.item(entity, id).orElse(Map.of());
            if (!left.remove(id) || item.isEmpty() || isLeftOut(item)) {
                differs(entity.word() + ":" + id + " is in the mirror, but not at the portal");
                if (isLeftOut(item)) {
                    leftOut.add(id);
                }
                return;
            }
            Row expected = expected(entity, names, item);
            if (!held.equals(expected)) {
                differs(entity.word() + ":" + id + ": " + difference(expected, held));
            }
        });
        left.forEach(id -> missing(entity, id, leftOut));
        Set<Integer> heldOut = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id FROM left_out WHERE entity = " + entity.typeId() + " ORDER BY id")) {
            while (row.next()) {
                heldOut.add(row.getInt(1));
            }
        }
        if (!heldOut.equals(leftOut)) {
            differs("left out of " + entity.word() + ": expected " + leftOut + ", is " + heldOut);
        }
    }

    private static boolean isLeftOut(Map<String, @Nullable Object> item) {
        return "Y".equals(item.get("isRecurring")) || "Y".equals(item.get("isMyCompany"));
    }

    /** The mirror does not have it, which is right for some. */
    private void missing(Entity entity, int id, Set<Integer> leftOut) {
        Map<String, @Nullable Object> item = portal.item(entity, id).orElse(Map.of());
        if (isLeftOut(item)) {
            leftOut.add(id);
        } else if (!item.isEmpty()) {
            differs(entity.word() + ":" + id + " is not in the mirror");
        }
    }

    private static String difference(Row expected, Row held) {
        List<String> all = new ArrayList<>();
        if (expected.open() != held.open()) {
            all.add("open is " + held.open());
        }
        if (expected.updated() != held.updated()) {
            all.add("updated is " + held.updated() + ", not " + expected.updated());
        }
        if (!expected.found().equals(held.found())) {
            all.add("found by [" + held.found() + "], not [" + expected.found() + "]");
        }
        if (!expected.companies().equals(held.companies())) {
            all.add("companies are [" + held.companies() + "], not [" + expected.companies() + "]");
        }
        Set<String> fields = new LinkedHashSet<>(expected.body().propertyNames());
        fields.addAll(held.body().propertyNames());
        for (String field : fields) {
            if (!Objects.equals(expected.body().get(field), held.body().get(field))) {
                all.add(field + " is " + held.body().get(field) + ", not "
                        + expected.body().get(field));
            }
        }
        return String.join("; ", all);
    }

    /** From the names of {@code crm.item.*} to the upper-case ones. */
    private Map<String, String> names(Entity entity) {
        Map<String, String> names = new LinkedHashMap<>();
        portal.fields(entity).forEach((name, row) -> names.put(name, String.valueOf(row.get("upperName"))));
        return names;
    }

    private Row expected(Entity entity, Map<String, String> names, Map<String, @Nullable Object> item) {
        ObjectNode body = JSON.createObjectNode();
        item.forEach((name, value) -> {
            if (value != null && !name.equals("fm")) {
                body.set(names.getOrDefault(name, upper(name)), JSON.valueToTree(value));
            }
        });
        boolean ends = entity == Entity.DEAL || entity == Entity.LEAD;
        boolean open = !ends || ("P".equals(item.get("stageSemanticId")) && !"Y".equals(item.get("closed")));
        long updated =
                OffsetDateTime.parse(String.valueOf(item.get("updatedTime"))).toEpochSecond();
        String found = entity == Entity.DEAL ? ids(item, "contactId", "contactIds") : phones(item);
        String companies = switch (entity) {
            case DEAL -> ids(item, "companyId");
            case CONTACT -> ids(item, "companyId", "companyIds");
            case LEAD, COMPANY -> "";
        };
        return new Row(open, updated, found, companies, normal(body));
    }

    private static String upper(String name) {
        return name.equals("entityTypeId") ? "ENTITY_TYPE_ID" : name;
    }

    private static String ids(Map<String, @Nullable Object> item, String... names) {
        return Stream.of(names)
                .map(item::get)
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.ofNullable(value))
                .map(String::valueOf)
                .filter(id -> !id.equals("0") && !id.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private String phones(Map<String, @Nullable Object> item) {
        List<String> keys = new ArrayList<>();
        if (item.get("fm") instanceof List<?> rows) {
            for (Object row : rows) {
                if (row instanceof Map<?, ?> phone && "PHONE".equals(phone.get("typeId"))) {
                    key(plan.read(String.valueOf(phone.get("value")).strip())).ifPresent(keys::add);
                }
            }
        }
        return keys.stream().distinct().collect(Collectors.joining(" "));
    }

    private static Optional<String> key(Party party) {
        String number = switch (party) {
            case Party.Phone phone -> phone.number().e164();
            case Party.Unreadable unreadable -> unreadable.digits();
            case Party.Internal internal -> "";
            case Party.Anonymous anonymous -> "";
        };
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new StringBuilder(number).reverse().toString());
    }

    /** Takes the mirror's records one by one: all of them together may not fit into memory. */
    private interface Visitor {
        void visit(int id, Row held);
    }

    private static void each(Connection connection, Entity entity, Visitor visitor) throws SQLException {
        String columns = switch (entity) {
            case DEAL -> "contacts, coalesce(company, '')";
            case CONTACT -> "phones, companies";
            case LEAD, COMPANY -> "phones, ''";
        };
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, open, updated, body, " + columns + " FROM " + entity.word() + " ORDER BY id")) {
            while (row.next()) {
                visitor.visit(
                        row.getInt(1),
                        new Row(
                                row.getInt(2) == 1,
                                row.getLong(3),
                                row.getString(5),
                                row.getString(6),
                                normal(JSON.readTree(row.getBytes(4)))));
            }
        }
    }

    /** Numbers as read from text: 1, 1L and 1.0 are told apart as JSON tells them apart. */
    private static JsonNode normal(JsonNode node) {
        return JSON.readTree(node.toString());
    }

    /** What finds records holds exactly the keys of the records there are. */
    private void comparePhones(Connection connection) throws SQLException {
        Set<String> expected = new LinkedHashSet<>();
        for (Entity entity : new Entity[] {Entity.LEAD, Entity.CONTACT, Entity.COMPANY}) {
            each(
                    connection,
                    entity,
                    (id, row) -> Arrays.stream(row.found().split(" "))
                            .filter(key -> !key.isEmpty())
                            .forEach(key -> expected.add(key + " " + entity.typeId() + " " + (row.open() ? 1 : 0) + " "
                                    + row.updated() + " " + id)));
        }
        compareKeys(
                connection,
                "phone",
                "SELECT reversed || ' ' || entity || ' ' || open || ' ' || updated || ' ' || record FROM phone",
                expected);
    }

    private void compareDealContacts(Connection connection) throws SQLException {
        Set<String> expected = new LinkedHashSet<>();
        each(
                connection,
                Entity.DEAL,
                (id, row) -> Arrays.stream(row.found().split(" "))
                        .filter(contact -> !contact.isEmpty())
                        .forEach(contact ->
                                expected.add(contact + " " + (row.open() ? 1 : 0) + " " + row.updated() + " " + id)));
        compareKeys(
                connection,
                "deal_contact",
                "SELECT contact || ' ' || open || ' ' || updated || ' ' || deal FROM deal_contact",
                expected);
    }

    private void compareKeys(Connection connection, String table, String sql, Set<String> expected)
            throws SQLException {
        Set<String> missing = new LinkedHashSet<>(expected);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String key = row.getString(1);
                if (!expected.contains(key)) {
                    differs(table + " has " + key + ", which no record has");
                }
                missing.remove(key);
            }
        }
        missing.forEach(key -> differs(table + " lacks " + key));
    }

    private void compareCatalog() {
        try (Database database = Database.open(file, Clock.systemUTC())) {
            Catalog held = new SqliteCatalog(database).load();
            FieldNames names = new FieldNames();
            CatalogRows rows = new CatalogRows(names);
            StaffRows staff = new StaffRows();
            for (Entity entity : Entity.values()) {
                portal.fields(entity)
                        .forEach((name, row) -> rows.addField(EntityType.valueOf(entity.name()), name, objects(row)));
            }
            for (Map<String, @Nullable Object> row : portal.categories()) {
                rows.addFunnel(objects(row));
            }
            for (Map<String, @Nullable Object> row : portal.statuses()) {
                rows.addStatus(objects(row));
            }
            for (Map<String, @Nullable Object> row : portal.users()) {
                staff.addEmployee(objects(row));
            }
            for (Map<String, @Nullable Object> row : portal.departments()) {
                staff.addDepartment(objects(row));
            }
            Catalog expected = rows.catalog(staff.staff());
            compareSets("fields", expected.fields(), held.fields());
            compareSets("funnels", expected.funnels(), held.funnels());
            compareSets("stages of leads", expected.leadStages(), held.leadStages());
            compareSets("employees", expected.staff().employees(), held.staff().employees());
            compareSets(
                    "departments", expected.staff().departments(), held.staff().departments());
        } catch (DatabaseRefused | BadRow e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // rows are read as JSON is, nulls and all
    private static Map<String, Object> objects(Map<String, ? extends @Nullable Object> row) {
        return (Map<String, Object>) row;
    }

    private void compareSets(String what, Collection<?> expected, Collection<?> held) {
        expected.stream().filter(each -> !held.contains(each)).forEach(each -> differs(what + " lack " + each));
        held.stream()
                .filter(each -> !expected.contains(each))
                .forEach(each -> differs(what + " should not have " + each));
    }
}
