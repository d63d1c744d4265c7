package org.crmroute.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.call.Extension;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.jspecify.annotations.Nullable;

/** Loads the catalogue, and tells cheaply whether it or the scenarios changed, whichever process changed them. */
public final class SqliteCatalog {

    private final Database database;

    public SqliteCatalog(Database database) {
        this.database = database;
    }

    /**
     * Where the database stands. What was loaded under an equal generation is still so.
     *
     * @param opening grows each time a file is opened
     * @param catalog grows with each change of fields, funnels, stages or staff
     * @param scenarios grows with each scenario saved or activated
     * @param filledAt when the mirror was last filled; empty when it never was
     * @param portalTime what the portal's clock said then, if it told
     */
    public record Generation(
            long opening, long catalog, long scenarios, Optional<Instant> filledAt, Optional<Instant> portalTime) {}

    /** One look-up of four small rows: may be asked each second. */
    public Generation generation() {
        long opening = database.openings();
        Map<String, String> meta = database.read(session -> {
            Map<String, String> found = new HashMap<>();
            try (ResultSet row = session.prepared(Meta.ALL).executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getString(2));
                }
            }
            return found;
        });
        return new Generation(
                opening,
                Long.parseLong(meta.getOrDefault(Meta.CATALOG_GENERATION, "0")),
                Long.parseLong(meta.getOrDefault(Meta.SCENARIO_GENERATION, "0")),
                time(meta.get(Meta.FILLED_AT)),
                time(meta.get(Meta.SERVER_TIME)));
    }

    private static Optional<Instant> time(@Nullable String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    /** How many records of each entity there are; a look at one narrow index each. */
    public Map<EntityType, Long> counts() {
        return database.read(session -> {
            Map<EntityType, Long> counts = new EnumMap<>(EntityType.class);
            for (EntityType entity : EntityType.values()) {
                try (ResultSet row = session.prepared("SELECT count(*) FROM " + entity.word())
                        .executeQuery()) {
                    counts.put(entity, row.next() ? row.getLong(1) : 0L);
                }
            }
            return counts;
        });
    }

    public Catalog load() {
        return database.read(session -> new Catalog(
                fields(session),
                funnels(session),
                leadStages(session),
                new Staff(employees(session), departments(session))));
    }

    private static List<Field> fields(ReadSession session) throws SQLException {
        Map<String, List<Field.Choice>> choices = new HashMap<>();
        try (ResultSet row = session.prepared(
                        "SELECT entity, field, id, name FROM choice ORDER BY entity, field, place")
                .executeQuery()) {
            while (row.next()) {
                choices.computeIfAbsent(row.getString(1) + "." + row.getString(2), k -> new ArrayList<>())
                        .add(new Field.Choice(row.getString(3), row.getString(4)));
            }
        }
        List<Field> fields = new ArrayList<>();
        try (ResultSet row = session.prepared("SELECT entity, name, title, type, multiple FROM field")
                .executeQuery()) {
            while (row.next()) {
                String path = row.getString(1) + "." + row.getString(2);
                fields.add(new Field(
                        EntityType.ofWord(row.getString(1)).orElseThrow(),
                        row.getString(2),
                        row.getString(3),
                        FieldType.valueOf(row.getString(4)),
                        row.getInt(5) == 1,
                        choices.getOrDefault(path, List.of())));
            }
        }
        return fields;
    }

    private static List<Funnel> funnels(ReadSession session) throws SQLException {
        Map<Long, List<Stage>> stages = new HashMap<>();
        try (ResultSet row = session.prepared(
                        "SELECT id, name, sort, meaning, funnel FROM stage ORDER BY funnel, place")
                .executeQuery()) {
            while (row.next()) {
                stages.computeIfAbsent(row.getLong(5), k -> new ArrayList<>()).add(stage(row));
            }
        }
        List<Funnel> funnels = new ArrayList<>();
        try (ResultSet row =
                session.prepared("SELECT id, name FROM funnel ORDER BY place").executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                funnels.add(new Funnel(id, row.getString(2), stages.getOrDefault(id, List.of())));
            }
        }
        return funnels;
    }

    private static List<Stage> leadStages(ReadSession session) throws SQLException {
        List<Stage> stages = new ArrayList<>();
        try (ResultSet row = session.prepared("SELECT id, name, sort, meaning FROM lead_stage ORDER BY place")
                .executeQuery()) {
            while (row.next()) {
                stages.add(stage(row));
            }
        }
        return stages;
    }

    private static Stage stage(ResultSet row) throws SQLException {
        return new Stage(row.getString(1), row.getString(2), row.getInt(3), Stage.Meaning.valueOf(row.getString(4)));
    }

    private static List<Employee> employees(ReadSession session) throws SQLException {
        List<Employee> employees = new ArrayList<>();
        try (ResultSet row = session.prepared("SELECT id, name, active, inner, departments FROM employee")
                .executeQuery()) {
            while (row.next()) {
                employees.add(new Employee(
                        row.getLong(1),
                        row.getString(2),
                        row.getInt(3) == 1,
                        Optional.ofNullable(row.getString(4)).flatMap(Extension::of),
                        IdList.read(Objects.requireNonNull(row.getString(5)))));
            }
        }
        return employees;
    }

    private static List<Department> departments(ReadSession session) throws SQLException {
        List<Department> departments = new ArrayList<>();
        try (ResultSet row = session.prepared("SELECT id, name, parent, head FROM department")
                .executeQuery()) {
            while (row.next()) {
                departments.add(
                        new Department(row.getLong(1), row.getString(2), optionalLong(row, 3), optionalLong(row, 4)));
            }
        }
        return departments;
    }

    private static OptionalLong optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
