package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.portal.Catalog.Book;
import org.jspecify.annotations.Nullable;

/** What happens to employees and departments. Only a new employee fires an event. Thread-safe. */
public final class StaffEdits {

    private final Catalog catalog;
    private final Events events;

    StaffEdits(Catalog catalog, Events events) {
        this.catalog = catalog;
        this.events = events;
    }

    /**
     * Hires an employee. Fires ONUSERADD.
     *
     * @param fields as in {@code user.get}: NAME, LAST_NAME, UF_PHONE_INNER, UF_DEPARTMENT, …
     * @return the id
     */
    public int addUser(Map<String, ? extends @Nullable Object> fields) {
        int id = catalog.newId(Book.USERS);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ID", String.valueOf(id));
        row.put("ACTIVE", true);
        row.put("NAME", "");
        row.put("LAST_NAME", "");
        row.put("USER_TYPE", "employee");
        row.putAll(fields);
        catalog.put(Book.USERS, row);
        events.user(row);
        return id;
    }

    /** Changes fields of an employee; one that becomes null is left out of {@code user.get}. */
    public void changeUser(int id, Map<String, ? extends @Nullable Object> fields) {
        change(Book.USERS, id, fields);
    }

    /** {@code ACTIVE} becomes false; the row stays. */
    public void dismiss(int id) {
        changeUser(id, Map.of("ACTIVE", false));
    }

    /** Changes UF_PHONE_INNER. */
    public void extension(int id, String number) {
        changeUser(id, Map.of("UF_PHONE_INNER", number));
    }

    /** Changes UF_DEPARTMENT. */
    public void moveToDepartment(int id, int department) {
        changeUser(id, Map.of("UF_DEPARTMENT", List.of(department)));
    }

    /**
     * Adds a department.
     *
     * @param fields as in {@code department.get}: NAME, PARENT, UF_HEAD
     * @return the id
     */
    public int addDepartment(Map<String, ? extends @Nullable Object> fields) {
        int id = catalog.newId(Book.DEPARTMENTS);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ID", String.valueOf(id));
        row.put("NAME", "");
        row.put("SORT", 500);
        row.putAll(fields);
        catalog.put(Book.DEPARTMENTS, row);
        return id;
    }

    /** Changes fields of a department; one that becomes null is left out of {@code department.get}. */
    public void changeDepartment(int id, Map<String, ? extends @Nullable Object> fields) {
        change(Book.DEPARTMENTS, id, fields);
    }

    public void deleteDepartment(int id) {
        catalog.remove(Book.DEPARTMENTS, String.valueOf(id));
    }

    private void change(Book book, int id, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> row =
                catalog.row(book, String.valueOf(id)).orElseThrow(RestError::notFound);
        fields.forEach((name, value) -> {
            if (value == null) {
                row.remove(name);
            } else {
                row.put(name, value);
            }
        });
        catalog.put(book, row);
    }
}
