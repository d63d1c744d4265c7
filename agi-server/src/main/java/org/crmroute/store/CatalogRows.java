package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.OptionalLong;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.Field;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Stage;

/** Writes the catalogue's tables. */
final class CatalogRows implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement field;
    private final PreparedStatement choice;
    private final PreparedStatement funnel;
    private final PreparedStatement stage;
    private final PreparedStatement leadStage;
    private final PreparedStatement employee;
    private final PreparedStatement department;

    CatalogRows(Connection connection) throws SQLException {
        this.connection = connection;
        field = insert("field (entity, name, title, type, multiple) VALUES (?, ?, ?, ?, ?)");
        choice = insert("choice (entity, field, place, id, name) VALUES (?, ?, ?, ?, ?)");
        funnel = insert("funnel (place, id, name) VALUES (?, ?, ?)");
        stage = insert("stage (funnel, place, id, name, sort, meaning) VALUES (?, ?, ?, ?, ?, ?)");
        leadStage = insert("lead_stage (place, id, name, sort, meaning) VALUES (?, ?, ?, ?, ?)");
        employee = insert("employee (id, name, active, inner, departments) VALUES (?, ?, ?, ?, ?)");
        department = insert("department (id, name, parent, head) VALUES (?, ?, ?, ?)");
    }

    private PreparedStatement insert(String into) throws SQLException {
        return connection.prepareStatement("INSERT INTO " + into);
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table :
                    new String[] {"field", "choice", "funnel", "stage", "lead_stage", "employee", "department"}) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
        Meta.grow(connection, Meta.CATALOG_GENERATION);
    }

    void write(Catalog catalog) throws SQLException {
        for (Field f : catalog.fields()) {
            write(f);
        }
        for (int i = 0; i < catalog.funnels().size(); i++) {
            write(catalog.funnels().get(i), i);
        }
        for (int i = 0; i < catalog.leadStages().size(); i++) {
            leadStage.setInt(1, i);
            write(catalog.leadStages().get(i), leadStage, 2);
        }
        for (Employee e : catalog.staff().employees()) {
            employee.setLong(1, e.id());
            employee.setString(2, e.name());
            employee.setInt(3, e.active() ? 1 : 0);
            employee.setString(4, e.inner().map(Object::toString).orElse(null));
            employee.setString(5, IdList.write(e.departments()));
            employee.executeUpdate();
        }
        for (Department d : catalog.staff().departments()) {
            department.setLong(1, d.id());
            department.setString(2, d.name());
            setLong(department, 3, d.parent());
            setLong(department, 4, d.head());
            department.executeUpdate();
        }
    }

    private void write(Field f) throws SQLException {
        field.setString(1, f.entity().word());
        field.setString(2, f.name());
        field.setString(3, f.title());
        field.setString(4, f.type().name());
        field.setInt(5, f.multiple() ? 1 : 0);
        field.executeUpdate();
        List<Field.Choice> choices = f.choices();
        for (int i = 0; i < choices.size(); i++) {
            choice.setString(1, f.entity().word());
            choice.setString(2, f.name());
            choice.setInt(3, i);
            choice.setString(4, choices.get(i).id());
            choice.setString(5, choices.get(i).name());
            choice.executeUpdate();
        }
    }

    private void write(Funnel f, int place) throws SQLException {
        funnel.setInt(1, place);
        funnel.setLong(2, f.id());
        funnel.setString(3, f.name());
        funnel.executeUpdate();
        for (int i = 0; i < f.stages().size(); i++) {
            stage.setLong(1, f.id());
            stage.setInt(2, i);
            write(f.stages().get(i), stage, 3);
        }
    }

    private static void write(Stage s, PreparedStatement statement, int from) throws SQLException {
        statement.setString(from, s.id());
        statement.setString(from + 1, s.name());
        statement.setInt(from + 2, s.sort());
        statement.setString(from + 3, s.meaning().name());
        statement.executeUpdate();
    }

    private static void setLong(PreparedStatement statement, int index, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.getAsLong());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(field, choice, funnel, stage, leadStage, employee, department)) {
            statement.close();
        }
    }
}
