package org.crmroute.sync;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/** Finds what links to a record by reading the mirror's file itself. */
record LinkedHoldings(Holdings holdings, Path file) implements Holdings {

    @Override
    public long count(EntityType entity, long after, long upTo) {
        return holdings.count(entity, after, upTo);
    }

    @Override
    public long[] ids(EntityType entity, long after, long upTo) {
        return holdings.ids(entity, after, upTo);
    }

    @Override
    public OptionalLong last(EntityType entity) {
        return holdings.last(entity);
    }

    @Override
    public Map<String, String> notes() {
        return holdings.notes();
    }

    @Override
    public List<RecordRef> linkedTo(RecordRef record, int most) {
        List<RecordRef> linked = new ArrayList<>();
        if (record.entity() == EntityType.CONTACT) {
            read(linked, EntityType.DEAL, "SELECT deal FROM deal_contact WHERE contact = " + record.id());
        } else if (record.entity() == EntityType.COMPANY) {
            read(linked, EntityType.DEAL, "SELECT id FROM deal WHERE company = " + record.id());
            read(
                    linked,
                    EntityType.CONTACT,
                    "SELECT id FROM contact WHERE ' ' || companies || ' ' LIKE '% " + record.id() + " %'");
        }
        return linked.stream().limit(most).toList();
    }

    private void read(List<RecordRef> linked, EntityType entity, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                linked.add(new RecordRef(entity, row.getLong(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
