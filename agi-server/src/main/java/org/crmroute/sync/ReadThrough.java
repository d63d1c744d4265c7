package org.crmroute.sync;

import java.time.Duration;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.call.Party;
import org.crmroute.crm.CallerLookup;

/** Asks the portal about a caller whom the mirror does not know. */
public final class ReadThrough implements CallerLookup, AutoCloseable {

    /**
     * Asks nobody yet.
     *
     * @param synchroniser knows how rows are to be read; nobody is asked before it has the catalogue
     */
    public ReadThrough(RestClient client, MirrorWriter writer, Synchroniser synchroniser) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean lookUp(Party.Phone caller, Duration patience) {
        return false;
    }

    @Override
    public void close() {}
}
