package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Employees and departments: what {@code user.get} and {@code department.get} answer. */
final class Staff {

    private final long seed;
    private final int employees;
    private final int departments;

    Staff(long seed, int employees) {
        this.seed = seed;
        this.employees = employees;
        this.departments = 3 + employees / 10;
    }

    /** User ids are odd: 1, 3, 5, …. */
    int someone(Dice dice) {
        return 2 * dice.below(employees) + 1;
    }

    List<Map<String, Object>> users() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < employees; i++) {
            rows.add(user(i));
        }
        return rows;
    }

    private Map<String, Object> user(int index) {
        Dice dice = Dice.of(seed, "user", index);
        People.Name name = People.person(dice);
        int department = 1 + dice.below(departments);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ID", String.valueOf(2 * index + 1));
        row.put("ACTIVE", index % 9 != 8);
        row.put("NAME", name.first());
        row.put("LAST_NAME", name.last());
        row.put("SECOND_NAME", "");
        row.put("EMAIL", "user" + (2 * index + 1) + "@example.com");
        row.put("IS_ONLINE", dice.percent(30) ? "Y" : "N");
        row.put("TIMESTAMP_X", Map.of());
        row.put("WORK_POSITION", "");
        if (index % 19 != 18) {
            row.put("UF_DEPARTMENT", dice.percent(10) ? List.of(department, 1) : List.of(department));
        }
        row.put("USER_TYPE", "employee");
        if (index % 7 != 6) {
            row.put("UF_PHONE_INNER", inner(index));
        }
        return row;
    }

    private static String inner(int index) {
        if (index % 13 == 12) {
            return String.valueOf(200 + index - 1);
        }
        if (index % 17 == 16) {
            return index % 2 == 0 ? "" : "доб. " + index;
        }
        return String.valueOf(200 + index);
    }

    List<Map<String, Object>> departments() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int id = 1; id <= departments; id++) {
            Dice dice = Dice.of(seed, "department", id);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("ID", String.valueOf(id));
            row.put("NAME", id == 1 ? "Company" : "Отдел " + id);
            row.put("SORT", 500);
            if (id > 1) {
                row.put("PARENT", String.valueOf(parent(dice, id)));
            }
            if (id % 4 != 3) {
                row.put("UF_HEAD", String.valueOf(someone(dice)));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The last two stand in a circle. */
    private int parent(Dice dice, int id) {
        if (departments > 2 && id >= departments - 1) {
            return id == departments ? id - 1 : id + 1;
        }
        return 1 + dice.below(id - 1);
    }
}
