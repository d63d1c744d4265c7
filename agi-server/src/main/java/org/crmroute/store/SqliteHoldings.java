package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.Holdings;

/**
 * What the mirror holds, in SQLite. Ranges of ids are read from the narrow index on {@code open}, in which ids follow
 * one another: the table itself has the bodies between them.
 */
public final class SqliteHoldings implements Holdings {

    private final Database database;

    public SqliteHoldings(Database database) {
        this.database = database;
    }

    static String count(EntityType entity) {
        return "SELECT (SELECT count(*) FROM " + held(entity) + ") + (SELECT count(*) FROM " + leftOut(entity) + ")";
    }

    static String ids(EntityType entity) {
        return "SELECT id FROM " + held(entity) + " UNION ALL SELECT id FROM " + leftOut(entity) + " ORDER BY id";
    }

    private static String held(EntityType entity) {
        return entity.word() + " INDEXED BY " + entity.word() + "_count WHERE open IN (0, 1) AND id > ?1 AND id <= ?2";
    }

    private static String leftOut(EntityType entity) {
        return "left_out WHERE entity = " + entity.bitrixId() + " AND id > ?1 AND id <= ?2";
    }

    @Override
    public long count(EntityType entity, long after, long upTo) {
        return database.read(session -> {
            try (ResultSet row = rows(session, count(entity), after, upTo)) {
                return row.getLong(1);
            }
        });
    }

    @Override
    public long[] ids(EntityType entity, long after, long upTo) {
        return database.read(session -> {
            LongStream.Builder ids = LongStream.builder();
            try (ResultSet row = rows(session, ids(entity), after, upTo)) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids.build().toArray();
        });
    }

    private static ResultSet rows(ReadSession session, String sql, long first, long second) throws SQLException {
        PreparedStatement select = session.prepared(sql);
        select.setLong(1, first);
        select.setLong(2, second);
        return select.executeQuery();
    }

    @Override
    public OptionalLong last(EntityType entity) {
        return database.read(session -> {
            String sql = "SELECT max(id) FROM (SELECT max(id) AS id FROM " + entity.word()
                    + " UNION ALL SELECT max(id) FROM left_out WHERE entity = " + entity.bitrixId() + ")";
            try (ResultSet row = session.prepared(sql).executeQuery()) {
                long last = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(last);
            }
        });
    }

    static final String DEALS_OF_CONTACT = "SELECT deal FROM deal_contact WHERE contact = ? LIMIT ?";
    static final String DEALS_OF_COMPANY = "SELECT id FROM deal WHERE company = ? LIMIT ?";
    static final String CONTACTS_OF_COMPANY = "SELECT id FROM contact INDEXED BY contact_company"
            + " WHERE companies <> '' AND ' ' || companies || ' ' LIKE '% ' || ? || ' %' LIMIT ?";

    @Override
    public List<RecordRef> linkedTo(RecordRef record, int most) {
        List<RecordRef> linked = new ArrayList<>();
        switch (record.entity()) {
            case CONTACT -> addLinked(linked, EntityType.DEAL, DEALS_OF_CONTACT, record.id(), most);
            case COMPANY -> {
                addLinked(linked, EntityType.DEAL, DEALS_OF_COMPANY, record.id(), most);
                addLinked(linked, EntityType.CONTACT, CONTACTS_OF_COMPANY, record.id(), most - linked.size());
            }
            case LEAD, DEAL -> {
                // nothing links to them
            }
        }
        return linked;
    }

    private void addLinked(List<RecordRef> linked, EntityType entity, String sql, long id, int most) {
        long[] ids = database.read(session -> {
            LongStream.Builder found = LongStream.builder();
            try (ResultSet row = rows(session, sql, id, most)) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found.build().toArray();
        });
        for (long each : ids) {
            linked.add(new RecordRef(entity, each));
        }
    }

    @Override
    public Map<String, String> notes() {
        return database.read(session -> {
            Map<String, String> notes = new HashMap<>();
            try (ResultSet row =
                    session.prepared("SELECT key, value FROM sync_note").executeQuery()) {
                while (row.next()) {
                    notes.put(row.getString(1), row.getString(2));
                }
            }
            return Map.copyOf(notes);
        });
    }
}
