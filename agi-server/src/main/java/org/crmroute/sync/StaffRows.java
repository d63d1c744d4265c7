package org.crmroute.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.Extension;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.Staff;

/** Collects employees and departments, row by row. */
final class StaffRows {

    private final Map<Long, Employee> employees = new LinkedHashMap<>();
    private final Map<Long, Department> departments = new LinkedHashMap<>();

    /** A row of {@code user.get}; dismissed people are among them. */
    void addEmployee(Map<String, Object> row) throws BadRow {
        long id = id("a user", row);
        String name = Stream.of(Wire.text(row.get("NAME")), Wire.text(row.get("LAST_NAME")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        employees.put(
                id,
                new Employee(
                        id,
                        name.isEmpty() ? Wire.text(row.get("EMAIL")) : name,
                        Wire.yes(row.get("ACTIVE")),
                        Extension.of(Wire.text(row.get("UF_PHONE_INNER"))),
                        Wire.ids(row.get("UF_DEPARTMENT")).stream().distinct().toList()));
    }

    /** A row of {@code department.get}. */
    void addDepartment(Map<String, Object> row) throws BadRow {
        long id = id("a department", row);
        departments.put(
                id,
                new Department(
                        id, Wire.text(row.get("NAME")), Wire.id(row.get("PARENT")), Wire.id(row.get("UF_HEAD"))));
    }

    private static long id(String what, Map<String, Object> row) throws BadRow {
        OptionalLong id = Wire.id(Wire.first(row, "ID", "id"));
        if (id.isEmpty()) {
            throw new BadRow(what + " needs an \"ID\" that is a positive whole number");
        }
        return id.getAsLong();
    }

    Staff staff() {
        return new Staff(employees.values(), departments.values());
    }
}
