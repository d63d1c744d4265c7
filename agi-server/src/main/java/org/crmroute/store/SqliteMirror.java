package org.crmroute.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;

/** The mirror in SQLite. */
public final class SqliteMirror implements Mirror {

    private final Database database;
    private final NumberPlan plan;
    private final boolean aside;

    public SqliteMirror(Database database, NumberPlan plan) {
        this(database, plan, false);
    }

    private SqliteMirror(Database database, NumberPlan plan, boolean aside) {
        this.database = database;
        this.plan = plan;
        this.aside = aside;
    }

    /** For callers who do not call: whoever asks waits rather than take a reader from a call. */
    public static SqliteMirror aside(Database database, NumberPlan plan) {
        return new SqliteMirror(database, plan, true);
    }

    @Override
    public Caller find(Party caller, RecordScope deals, RecordScope leads) {
        return switch (caller) {
            case Party.Anonymous anonymous -> Caller.unknown(anonymous);
            case Party.Internal internal -> Caller.unknown(internal);
            case Party.Phone phone -> search(phone, deals, leads);
            case Party.Unreadable unreadable -> search(unreadable, deals, leads);
        };
    }

    private Caller search(Party caller, RecordScope deals, RecordScope leads) {
        try {
            Database.Reading<Caller> search =
                    session -> new CallerSearch(session, plan.suffix(caller)).find(caller, deals, leads);
            return aside ? database.readAside(search) : database.read(search);
        } catch (DamagedRecord e) {
            throw database.damaged(e.record() + " is no JSON", e);
        }
    }

    /** A record with all its fields, if the mirror holds it. */
    public Optional<CrmRecord> record(RecordRef ref) {
        String sql = "SELECT open, updated, body FROM " + ref.entity().word() + " WHERE id = ?";
        try {
            return database.read(session -> {
                PreparedStatement select = session.prepared(sql);
                select.setLong(1, ref.id());
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(CallerSearch.record(ref, row.getInt(1) == 1, row.getLong(2), row.getBytes(3)))
                            : Optional.empty();
                }
            });
        } catch (DamagedRecord e) {
            throw database.damaged(e.record() + " is no JSON", e);
        }
    }

    /** Some numbers that callers could call from, whichever are quickest to find. */
    public List<PhoneNumber> someNumbers(int most) {
        return database.read(session -> {
            PreparedStatement numbers = session.prepared("SELECT DISTINCT reversed FROM phone LIMIT ?");
            numbers.setInt(1, most);
            List<PhoneNumber> found = new ArrayList<>();
            try (ResultSet row = numbers.executeQuery()) {
                while (row.next()) {
                    PhoneKey.number(row.getString(1)).ifPresent(found::add);
                }
            }
            return found;
        });
    }
}
