package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import tools.jackson.core.JacksonException;

/**
 * One search for a caller, in one state of the database. Each statement walks an index that is already in the wanted
 * order and stops after {@link Mirror#CANDIDATES}, so a number that thousands share and a company with thousands of
 * deals cost no more than others.
 */
final class CallerSearch {

    private static final String IS_KNOWN = "SELECT 1 FROM phone WHERE reversed = ? LIMIT 1";

    /** First and last number that end in some digits; when they are the same, it is the only one. */
    private static final String ENDS_OF_SUFFIX = """
            SELECT (SELECT reversed FROM phone WHERE reversed >= ?1 AND reversed < ?2 ORDER BY reversed LIMIT 1),
                   (SELECT reversed FROM phone WHERE reversed >= ?1 AND reversed < ?2 ORDER BY reversed DESC LIMIT 1)""";

    private static final Map<EntityType, String> BY_PHONE = new EnumMap<>(Map.of(
            EntityType.LEAD, byPhone("lead", "''"),
            EntityType.CONTACT, byPhone("contact", "r.companies"),
            EntityType.COMPANY, byPhone("company", "''")));

    private static final String COMPANY = "SELECT id, open, updated, body, '' FROM company WHERE id = ?";

    private static final String DEALS_OF_CONTACT = """
            SELECT deal, updated FROM deal_contact
            WHERE contact = ? AND open = ? ORDER BY updated DESC, deal DESC LIMIT ?""";

    private static final String DEALS_OF_COMPANY = """
            SELECT id, updated FROM deal
            WHERE company = ? AND open = ? ORDER BY updated DESC, id DESC LIMIT ?""";

    private static final String DEAL = "SELECT id, open, updated, body, '' FROM deal WHERE id = ?";

    private static final boolean[] OPEN_ONLY = {true};
    private static final boolean[] OPEN_THEN_CLOSED = {true, false};

    /** The statements that must find their rows in order, for whoever looks at how SQLite carries them out. */
    static List<String> ordered() {
        List<String> ordered = new ArrayList<>(BY_PHONE.values());
        ordered.addAll(List.of(DEALS_OF_CONTACT, DEALS_OF_COMPANY));
        return ordered;
    }

    private final ReadSession session;
    private final Optional<String> suffix;

    CallerSearch(ReadSession session, Optional<String> suffix) {
        this.session = session;
        this.suffix = suffix;
    }

    private static String byPhone(String table, String companies) {
        return """
                SELECT r.id, r.open, r.updated, r.body, %s
                FROM phone p CROSS JOIN %s r ON r.id = p.record
                WHERE p.reversed = ? AND p.entity = ? AND p.open = ?
                ORDER BY p.updated DESC, p.record DESC LIMIT ?""".formatted(companies, table);
    }

    /** A row, its body not yet read; never compared, so the array may be one. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(long id, boolean open, long updated, byte[] body, String companies) {}

    /** A deal among those of which the newest are wanted. */
    private record DealRow(long id, boolean open, long updated) {}

    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparingLong(Row::updated).thenComparingLong(Row::id).reversed();

    private static final Comparator<DealRow> NEWEST_DEAL_FIRST = Comparator.comparingLong(DealRow::updated)
            .thenComparingLong(DealRow::id)
            .reversed();

    private static final Comparator<DealRow> OPEN_DEAL_FIRST =
            Comparator.comparing(DealRow::open).reversed().thenComparing(NEWEST_DEAL_FIRST);

    Caller find(Party caller, RecordScope deals, RecordScope leads) throws SQLException {
        Optional<String> whole = known(caller);
        Optional<String> key = whole.isPresent() ? whole : onlyOneOfSuffix();
        if (key.isEmpty()) {
            return Caller.unknown(caller);
        }
        List<Row> foundLeads = byPhone(EntityType.LEAD, key.get(), leads);
        List<Row> contacts = byPhone(EntityType.CONTACT, key.get(), RecordScope.OPEN);
        List<Row> companies = withCompaniesOf(contacts, byPhone(EntityType.COMPANY, key.get(), RecordScope.OPEN));
        return new Caller(
                caller,
                whole.isEmpty(),
                deals(contacts, companies, deals),
                records(EntityType.LEAD, foundLeads),
                records(EntityType.CONTACT, contacts),
                records(EntityType.COMPANY, companies));
    }

    /** The caller's E.164 number, if the CRM has it. */
    private Optional<String> known(Party caller) throws SQLException {
        Optional<String> key = caller instanceof Party.Phone ? PhoneKey.of(caller) : Optional.empty();
        if (key.isEmpty()) {
            return key;
        }
        PreparedStatement statement = session.prepared(IS_KNOWN);
        statement.setString(1, key.get());
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? key : Optional.empty();
        }
    }

    /** The number that ends as the caller's does, if there is exactly one. */
    private Optional<String> onlyOneOfSuffix() throws SQLException {
        if (suffix.isEmpty()) {
            return Optional.empty();
        }
        PreparedStatement statement = session.prepared(ENDS_OF_SUFFIX);
        statement.setString(1, PhoneKey.first(suffix.get()));
        statement.setString(2, PhoneKey.behindLast(suffix.get()));
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            String first = row.getString(1);
            return first != null && first.equals(row.getString(2)) ? Optional.of(first) : Optional.empty();
        }
    }

    private List<Row> byPhone(EntityType entity, String key, RecordScope scope) throws SQLException {
        String sql = Objects.requireNonNull(BY_PHONE.get(entity));
        List<Row> found = new ArrayList<>();
        for (boolean open : scope == RecordScope.OPEN ? OPEN_ONLY : OPEN_THEN_CLOSED) {
            int wanted = scope == RecordScope.NEWEST ? 1 : Mirror.CANDIDATES - found.size();
            PreparedStatement statement = session.prepared(sql);
            statement.setString(1, key);
            statement.setInt(2, entity.bitrixId());
            statement.setInt(3, open ? 1 : 0);
            statement.setInt(4, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row(row));
                }
            }
        }
        return scope == RecordScope.NEWEST
                ? found.stream().sorted(NEWEST_FIRST).limit(1).toList()
                : found;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getInt(2) == 1, row.getLong(3), row.getBytes(4), row.getString(5));
    }

    /** The companies found by number, and those the contacts work for. */
    private List<Row> withCompaniesOf(List<Row> contacts, List<Row> byPhone) throws SQLException {
        if (contacts.isEmpty()) {
            return byPhone;
        }
        Map<Long, Row> companies = new LinkedHashMap<>();
        byPhone.forEach(c -> companies.put(c.id(), c));
        for (Row contact : contacts) {
            for (long id : IdList.read(contact.companies())) {
                if (!companies.containsKey(id)) {
                    company(id).ifPresent(c -> companies.put(c.id(), c));
                }
            }
        }
        return companies.values().stream()
                .sorted(NEWEST_FIRST)
                .limit(Mirror.CANDIDATES)
                .toList();
    }

    private Optional<Row> company(long id) throws SQLException {
        return single(COMPANY, id);
    }

    private Optional<Row> single(String sql, long id) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row(row)) : Optional.empty();
        }
    }

    private List<CrmRecord> deals(List<Row> contacts, List<Row> companies, RecordScope scope) throws SQLException {
        Map<Long, DealRow> found = new HashMap<>();
        for (Row contact : contacts) {
            collectDeals(DEALS_OF_CONTACT, contact.id(), scope, found);
        }
        for (Row company : companies) {
            collectDeals(DEALS_OF_COMPANY, company.id(), scope, found);
        }
        List<DealRow> chosen = found.values().stream()
                .sorted(scope == RecordScope.NEWEST ? NEWEST_DEAL_FIRST : OPEN_DEAL_FIRST)
                .limit(scope == RecordScope.NEWEST ? 1 : Mirror.CANDIDATES)
                .toList();
        List<CrmRecord> deals = new ArrayList<>(chosen.size());
        for (DealRow deal : chosen) {
            single(DEAL, deal.id()).ifPresent(row -> deals.add(record(EntityType.DEAL, row)));
        }
        return deals;
    }

    private void collectDeals(String sql, long party, RecordScope scope, Map<Long, DealRow> found) throws SQLException {
        int left = Mirror.CANDIDATES;
        for (boolean open : scope == RecordScope.OPEN ? OPEN_ONLY : OPEN_THEN_CLOSED) {
            PreparedStatement statement = session.prepared(sql);
            statement.setLong(1, party);
            statement.setInt(2, open ? 1 : 0);
            statement.setInt(3, scope == RecordScope.NEWEST ? 1 : left);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    DealRow deal = new DealRow(row.getLong(1), open, row.getLong(2));
                    found.put(deal.id(), deal);
                    left--;
                }
            }
        }
    }

    private static List<CrmRecord> records(EntityType entity, List<Row> rows) {
        List<CrmRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            records.add(record(entity, row));
        }
        return records;
    }

    private static CrmRecord record(EntityType entity, Row row) {
        return record(new RecordRef(entity, row.id()), row.open(), row.updated(), row.body());
    }

    /** @throws DamagedRecord when the body makes no sense */
    static CrmRecord record(RecordRef ref, boolean open, long updated, byte[] body) {
        try {
            return new CrmRecord(ref, open, Instant.ofEpochSecond(updated), RecordBody.read(body));
        } catch (JacksonException e) {
            throw new DamagedRecord(ref, e);
        }
    }
}
