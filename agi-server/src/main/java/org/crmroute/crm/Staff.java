package org.crmroute.crm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All employees and departments, immutable and in memory. */
public final class Staff {

    public static final Staff NONE = new Staff(List.of(), List.of());

    private final Map<Long, Employee> employees;
    private final Map<Long, Department> departments;

    public Staff(Collection<Employee> employees, Collection<Department> departments) {
        this.employees = employees.stream().collect(Collectors.toUnmodifiableMap(Employee::id, Function.identity()));
        this.departments =
                departments.stream().collect(Collectors.toUnmodifiableMap(Department::id, Function.identity()));
    }

    public Optional<Employee> employee(long id) {
        return Optional.ofNullable(employees.get(id));
    }

    public Collection<Employee> employees() {
        return employees.values();
    }

    public Collection<Department> departments() {
        return departments.values();
    }

    /** Everyone of that full name, letter case ignored. */
    public List<Employee> named(String name) {
        return employees.values().stream()
                .filter(e -> e.name().equalsIgnoreCase(name.strip()))
                .toList();
    }

    /**
     * The head responsible for an employee: of the first department that has an active head other than the employee,
     * else of the departments above. Circles in the CRM's tree end the search.
     */
    public Optional<Employee> headOf(Employee employee) {
        Set<Long> seen = new HashSet<>();
        List<Long> level = employee.departments();
        while (!level.isEmpty()) {
            List<Long> above = new ArrayList<>();
            for (long id : level) {
                Department department = departments.get(id);
                if (department == null || !seen.add(id)) {
                    continue;
                }
                Optional<Employee> head = headOf(department, employee);
                if (head.isPresent()) {
                    return head;
                }
                department.parent().ifPresent(above::add);
            }
            level = above;
        }
        return Optional.empty();
    }

    private Optional<Employee> headOf(Department department, Employee employee) {
        OptionalLong head = department.head();
        if (head.isEmpty() || head.getAsLong() == employee.id()) {
            return Optional.empty();
        }
        return employee(head.getAsLong()).filter(Employee::active);
    }
}
