package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.call.Party;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.MirrorRecord;
import org.crmroute.sync.MirrorWriter;
import org.crmroute.sync.Notice;

/** Writes records and the catalogue inside a transaction. */
final class MirrorPen implements MirrorWriter.Pen, AutoCloseable {

    private static final String ADD_PHONE =
            "INSERT OR IGNORE INTO phone (reversed, entity, open, updated, record) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE_PHONE =
            "DELETE FROM phone WHERE reversed = ? AND entity = ? AND open = ? AND updated = ? AND record = ?";
    private static final String ADD_DEAL_CONTACT =
            "INSERT OR IGNORE INTO deal_contact (contact, open, updated, deal) VALUES (?, ?, ?, ?)";
    private static final String REMOVE_DEAL_CONTACT =
            "DELETE FROM deal_contact WHERE contact = ? AND open = ? AND updated = ? AND deal = ?";

    private final Connection connection;
    private final boolean withIndices;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private MirrorPen(Connection connection, boolean withIndices) {
        this.connection = connection;
        this.withIndices = withIndices;
    }

    /** Writes records, and what finds them. */
    static MirrorPen ofEverything(Connection connection) {
        return new MirrorPen(connection, true);
    }

    /** Writes records only; what finds them is made from them later. */
    static MirrorPen ofRecordsOnly(Connection connection) {
        return new MirrorPen(connection, false);
    }

    /** Lets the work write; an SQL error of this pen comes out as such. */
    <X extends Exception> void run(MirrorWriter.Work<X> work) throws SQLException, X {
        try {
            work.write(this);
        } catch (SqliteMirrorWriter.PenBroken e) {
            throw e.sqlException();
        }
    }

    /** What finds a record: its numbers, or a deal's contacts. */
    private record Keys(boolean open, long updated, String found) {}

    @Override
    public boolean put(MirrorRecord record) {
        CrmRecord crm = record.record();
        Keys keys = new Keys(
                crm.open() || !hasEnd(crm.entity()),
                crm.updated().getEpochSecond(),
                crm.entity() == EntityType.DEAL ? IdList.write(record.contacts()) : phones(record.phones()));
        try {
            if (!withIndices) {
                return insert(record, keys);
            }
            Optional<Keys> before = keysOf(crm.ref());
            if (before.isPresent() && before.get().updated() > keys.updated()) {
                return false;
            }
            if (before.isPresent()) {
                index(crm.ref(), before.get(), REMOVE_PHONE, REMOVE_DEAL_CONTACT);
            }
            insert(record, keys);
            index(crm.ref(), keys, ADD_PHONE, ADD_DEAL_CONTACT);
            return true;
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    private static boolean hasEnd(EntityType entity) {
        return entity == EntityType.DEAL || entity == EntityType.LEAD;
    }

    private static String phones(List<Party> phones) {
        Set<String> keys = new LinkedHashSet<>();
        phones.forEach(p -> PhoneKey.of(p).ifPresent(keys::add));
        return String.join(" ", keys);
    }

    private boolean insert(MirrorRecord record, Keys keys) throws SQLException {
        CrmRecord crm = record.record();
        PreparedStatement insert = prepared(insertInto(crm.entity()));
        insert.setLong(1, crm.ref().id());
        insert.setInt(2, keys.open() ? 1 : 0);
        insert.setLong(3, keys.updated());
        insert.setString(4, keys.found());
        insert.setString(5, RecordBody.write(crm.fields()));
        if (crm.entity() == EntityType.CONTACT) {
            insert.setString(6, IdList.write(record.companies()));
        }
        if (crm.entity() == EntityType.DEAL) {
            if (record.companies().isEmpty()) {
                insert.setNull(6, Types.INTEGER);
            } else {
                insert.setLong(6, record.companies().getFirst());
            }
        }
        return insert.executeUpdate() == 1;
    }

    private static String insertInto(EntityType entity) {
        return switch (entity) {
            case DEAL -> insertInto("deal", "contacts", ", company");
            case LEAD -> insertInto("lead", "phones", "");
            case CONTACT -> insertInto("contact", "phones", ", companies");
            case COMPANY -> insertInto("company", "phones", "");
        };
    }

    private static String insertInto(String table, String found, String more) {
        String moreValue = more.isEmpty() ? "" : ", ?6";
        String moreChange = more.isEmpty() ? "" : more + " = ?6";
        return "INSERT INTO " + table + " (id, open, updated, " + found + ", body" + more
                + ") VALUES (?1, ?2, ?3, ?4, ?5"
                + moreValue + ") ON CONFLICT (id) DO UPDATE SET open = ?2, updated = ?3, " + found + " = ?4, body = ?5"
                + moreChange + " WHERE updated <= ?3";
    }

    @Override
    public void remove(RecordRef record) {
        try {
            Optional<Keys> before = keysOf(record);
            if (before.isPresent() && withIndices) {
                index(record, before.get(), REMOVE_PHONE, REMOVE_DEAL_CONTACT);
            }
            PreparedStatement delete = prepared("DELETE FROM " + record.entity().word() + " WHERE id = ?");
            delete.setLong(1, record.id());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    private Optional<Keys> keysOf(RecordRef ref) throws SQLException {
        String found = ref.entity() == EntityType.DEAL ? "contacts" : "phones";
        PreparedStatement select = prepared(
                "SELECT open, updated, " + found + " FROM " + ref.entity().word() + " WHERE id = ?");
        select.setLong(1, ref.id());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Keys(row.getInt(1) == 1, row.getLong(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    private void index(RecordRef ref, Keys keys, String ofPhones, String ofContacts) throws SQLException {
        if (ref.entity() == EntityType.DEAL) {
            for (long contact : IdList.read(keys.found())) {
                PreparedStatement statement = prepared(ofContacts);
                statement.setLong(1, contact);
                statement.setInt(2, keys.open() ? 1 : 0);
                statement.setLong(3, keys.updated());
                statement.setLong(4, ref.id());
                statement.executeUpdate();
            }
            return;
        }
        for (String key : keys.found().isEmpty()
                ? List.<String>of()
                : List.of(keys.found().split(" ", -1))) {
            PreparedStatement statement = prepared(ofPhones);
            statement.setString(1, key);
            statement.setInt(2, ref.entity().bitrixId());
            statement.setInt(3, keys.open() ? 1 : 0);
            statement.setLong(4, keys.updated());
            statement.setLong(5, ref.id());
            statement.executeUpdate();
        }
    }

    @Override
    public void overwrite(MirrorRecord record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leaveOut(RecordRef record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void note(String key, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(Collection<Notice> notices) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putCatalog(Catalog catalog) {
        try (CatalogRows rows = new CatalogRows(connection)) {
            rows.clear();
            rows.write(catalog);
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    @Override
    public void filled(Instant at, Optional<Instant> serverTime) {
        try {
            Meta.set(connection, Meta.FILLED_AT, at.toString());
            Meta.set(
                    connection,
                    Meta.SERVER_TIME,
                    serverTime.map(Instant::toString).orElse(""));
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
