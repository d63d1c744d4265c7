package org.crmroute.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Reads the catalogue's tables. */
final class StoredCatalog {

    private StoredCatalog() {}

    static Catalog read(Statements statements) throws SQLException {
        return new Catalog(
                fields(statements),
                funnels(statements),
                leadStages(statements),
                new Staff(employees(statements), departments(statements)));
    }

    /** Whether one holds what the other does. */
    static boolean same(Catalog one, Catalog other) {
        return List.copyOf(one.fields()).equals(List.copyOf(other.fields()))
                && one.funnels().equals(other.funnels())
                && one.leadStages().equals(other.leadStages())
                && employees(one).equals(employees(other))
                && Set.copyOf(one.staff().departments())
                        .equals(Set.copyOf(other.staff().departments()));
    }

    /** The employees as they are kept: in each department once. */
    private static Set<Employee> employees(Catalog catalog) {
        return catalog.staff().employees().stream()
                .map(e -> new Employee(
                        e.id(), e.name(), e.active(), e.inner(), IdList.read(IdList.write(e.departments()))))
                .collect(Collectors.toSet());
    }

    private static List<Field> fields(Statements statements) throws SQLException {
        Map<String, List<Field.Choice>> choices = new HashMap<>();
        try (ResultSet row = statements
                .prepared("SELECT entity, field, id, name FROM choice ORDER BY entity, field, place")
                .executeQuery()) {
            while (row.next()) {
                choices.computeIfAbsent(row.getString(1) + "." + row.getString(2), k -> new ArrayList<>())
                        .add(new Field.Choice(row.getString(3), row.getString(4)));
            }
        }
        List<Field> fields = new ArrayList<>();
        try (ResultSet row = statements
                .prepared("SELECT entity, name, title, type, multiple FROM field")
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

    private static List<Funnel> funnels(Statements statements) throws SQLException {
        Map<Long, List<Stage>> stages = new HashMap<>();
        try (ResultSet row = statements
                .prepared("SELECT id, name, sort, meaning, funnel FROM stage ORDER BY funnel, place")
                .executeQuery()) {
            while (row.next()) {
                stages.computeIfAbsent(row.getLong(5), k -> new ArrayList<>()).add(stage(row));
            }
        }
        List<Funnel> funnels = new ArrayList<>();
        try (ResultSet row = statements
                .prepared("SELECT id, name FROM funnel ORDER BY place")
                .executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                funnels.add(new Funnel(id, row.getString(2), stages.getOrDefault(id, List.of())));
            }
        }
        return funnels;
    }

    private static List<Stage> leadStages(Statements statements) throws SQLException {
        List<Stage> stages = new ArrayList<>();
        try (ResultSet row = statements
                .prepared("SELECT id, name, sort, meaning FROM lead_stage ORDER BY place")
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

    private static List<Employee> employees(Statements statements) throws SQLException {
        List<Employee> employees = new ArrayList<>();
        try (ResultSet row = statements
                .prepared("SELECT id, name, active, inner, departments FROM employee")
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

    private static List<Department> departments(Statements statements) throws SQLException {
        List<Department> departments = new ArrayList<>();
        try (ResultSet row = statements
                .prepared("SELECT id, name, parent, head FROM department")
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
