package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crmroute.call.Party;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.MirrorRecord;

/** Writes the records' tables, and keeps in step with them what finds records and the list of those left out. */
final class RecordRows {

    private static final String ADD_PHONE =
            "INSERT OR IGNORE INTO phone (reversed, entity, open, updated, record) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE_PHONE =
            "DELETE FROM phone WHERE reversed = ? AND entity = ? AND open = ? AND updated = ? AND record = ?";
    private static final String ADD_DEAL_CONTACT =
            "INSERT OR IGNORE INTO deal_contact (contact, open, updated, deal) VALUES (?, ?, ?, ?)";
    private static final String REMOVE_DEAL_CONTACT =
            "DELETE FROM deal_contact WHERE contact = ? AND open = ? AND updated = ? AND deal = ?";
    private static final String LEAVE_OUT = "INSERT OR IGNORE INTO left_out (entity, id) VALUES (?, ?)";
    private static final String LEAVE_OUT_NO_LONGER = "DELETE FROM left_out WHERE entity = ? AND id = ?";

    private final Statements statements;

    /** Otherwise what finds the records is made from them later. */
    private final boolean withIndices;

    RecordRows(Statements statements, boolean withIndices) {
        this.statements = statements;
        this.withIndices = withIndices;
    }

    /** What finds a record: its numbers, or a deal's contacts. */
    private record Keys(boolean open, long updated, String found) {
        static Keys of(MirrorRecord record) {
            CrmRecord crm = record.record();
            boolean hasEnd = crm.entity() == EntityType.DEAL || crm.entity() == EntityType.LEAD;
            return new Keys(
                    crm.open() || !hasEnd,
                    crm.updated().getEpochSecond(),
                    crm.entity() == EntityType.DEAL ? IdList.write(record.contacts()) : phones(record.phones()));
        }

        private static String phones(List<Party> phones) {
            Set<String> keys = new LinkedHashSet<>();
            phones.forEach(p -> PhoneKey.of(p).ifPresent(keys::add));
            return String.join(" ", keys);
        }
    }

    /**
     * Adds a record or replaces the one of that id, unless that is newer. One that is equal is not written again: most
     * of what overlapping readings bring is.
     *
     * @return false when a newer one is there
     */
    boolean put(MirrorRecord record) throws SQLException {
        return put(record, true);
    }

    /** Adds a record or replaces the one of that id, newer or not. */
    void overwrite(MirrorRecord record) throws SQLException {
        put(record, false);
    }

    private boolean put(MirrorRecord record, boolean guarded) throws SQLException {
        RecordRef ref = record.record().ref();
        Keys keys = Keys.of(record);
        Optional<Keys> before = keysOf(ref);
        if (before.isEmpty()) {
            leftOut(LEAVE_OUT_NO_LONGER, ref);
        } else if (guarded && before.get().updated() > keys.updated()) {
            return false;
        }
        String body = RecordBody.write(record.record().fields());
        boolean moves = before.isEmpty() || !before.get().equals(keys);
        if (!moves && holds(record, body)) {
            return true;
        }
        if (moves && withIndices && before.isPresent()) {
            index(ref, before.get(), REMOVE_PHONE, REMOVE_DEAL_CONTACT);
        }
        write(record, keys, body);
        if (moves && withIndices) {
            index(ref, keys, ADD_PHONE, ADD_DEAL_CONTACT);
        }
        return true;
    }

    private Optional<Keys> keysOf(RecordRef ref) throws SQLException {
        PreparedStatement select = statements.prepared("SELECT open, updated, " + found(ref.entity()) + " FROM "
                + ref.entity().word() + " WHERE id = ?");
        select.setLong(1, ref.id());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Keys(row.getInt(1) == 1, row.getLong(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    /** Whether the record of that id and keys is the same in all else. */
    private boolean holds(MirrorRecord record, String body) throws SQLException {
        EntityType entity = record.record().entity();
        PreparedStatement select = statements.prepared("SELECT 1 FROM " + entity.word() + " WHERE id = ?1 AND body = ?2"
                + ofCompanies(entity).map(c -> " AND " + c + " IS ?3").orElse(""));
        select.setLong(1, record.record().ref().id());
        select.setString(2, body);
        bindCompanies(record, select, 3);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    private void write(MirrorRecord record, Keys keys, String body) throws SQLException {
        CrmRecord crm = record.record();
        PreparedStatement write = statements.prepared(write(crm.entity()));
        write.setLong(1, crm.ref().id());
        write.setInt(2, keys.open() ? 1 : 0);
        write.setLong(3, keys.updated());
        write.setString(4, keys.found());
        write.setString(5, body);
        bindCompanies(record, write, 6);
        write.executeUpdate();
    }

    private static String write(EntityType entity) {
        String found = found(entity);
        String more = ofCompanies(entity).map(c -> ", " + c).orElse("");
        String moreValue = ofCompanies(entity).map(c -> ", ?6").orElse("");
        String moreChange = ofCompanies(entity).map(c -> ", " + c + " = ?6").orElse("");
        return "INSERT INTO " + entity.word() + " (id, open, updated, " + found + ", body" + more
                + ") VALUES (?1, ?2, ?3, ?4, ?5" + moreValue
                + ") ON CONFLICT (id) DO UPDATE SET open = ?2, updated = ?3, " + found + " = ?4, body = ?5"
                + moreChange;
    }

    /** The column with the keys that find a record. */
    private static String found(EntityType entity) {
        return entity == EntityType.DEAL ? "contacts" : "phones";
    }

    /** The column with a record's companies, if it has any. */
    private static Optional<String> ofCompanies(EntityType entity) {
        return switch (entity) {
            case DEAL -> Optional.of("company");
            case CONTACT -> Optional.of("companies");
            case LEAD, COMPANY -> Optional.empty();
        };
    }

    private static void bindCompanies(MirrorRecord record, PreparedStatement statement, int index) throws SQLException {
        EntityType entity = record.record().entity();
        if (entity == EntityType.CONTACT) {
            statement.setString(index, IdList.write(record.companies()));
        } else if (entity == EntityType.DEAL) {
            if (record.companies().isEmpty()) {
                statement.setNull(index, Types.INTEGER);
            } else {
                statement.setLong(index, record.companies().getFirst());
            }
        }
    }

    /**
     * Removes a record, wherever it is.
     *
     * @return whether the mirror had it
     */
    boolean remove(RecordRef ref) throws SQLException {
        leftOut(LEAVE_OUT_NO_LONGER, ref);
        return removeFromMirror(ref);
    }

    /** Removes a record from the mirror and keeps its id among those left out. */
    void leaveOut(RecordRef ref) throws SQLException {
        boolean unused = removeFromMirror(ref);
        leftOut(LEAVE_OUT, ref);
    }

    private boolean removeFromMirror(RecordRef ref) throws SQLException {
        Optional<Keys> before = keysOf(ref);
        if (before.isEmpty()) {
            return false;
        }
        if (withIndices) {
            index(ref, before.get(), REMOVE_PHONE, REMOVE_DEAL_CONTACT);
        }
        PreparedStatement delete =
                statements.prepared("DELETE FROM " + ref.entity().word() + " WHERE id = ?");
        delete.setLong(1, ref.id());
        return delete.executeUpdate() == 1;
    }

    private void leftOut(String sql, RecordRef ref) throws SQLException {
        PreparedStatement statement = statements.prepared(sql);
        statement.setInt(1, ref.entity().bitrixId());
        statement.setLong(2, ref.id());
        statement.executeUpdate();
    }

    private void index(RecordRef ref, Keys keys, String ofPhones, String ofContacts) throws SQLException {
        if (ref.entity() == EntityType.DEAL) {
            for (long contact : IdList.read(keys.found())) {
                PreparedStatement statement = statements.prepared(ofContacts);
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
            PreparedStatement statement = statements.prepared(ofPhones);
            statement.setString(1, key);
            statement.setInt(2, ref.entity().bitrixId());
            statement.setInt(3, keys.open() ? 1 : 0);
            statement.setLong(4, keys.updated());
            statement.setLong(5, ref.id());
            statement.executeUpdate();
        }
    }
}
