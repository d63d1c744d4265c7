package org.crmroute.store;

import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordScope;

/** The mirror in SQLite. */
public final class SqliteMirror implements Mirror {

    private final Database database;
    private final NumberPlan plan;

    public SqliteMirror(Database database, NumberPlan plan) {
        this.database = database;
        this.plan = plan;
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
            return database.read(
                    session -> new CallerSearch(session, plan.suffix(caller)).find(caller, deals, leads));
        } catch (DamagedRecord e) {
            throw database.damaged(e.record() + " is no JSON", e);
        }
    }
}
