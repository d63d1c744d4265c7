package org.crmroute.sync;

/** What others may ask of the synchronisation. All return at once and may be called from any thread. */
public interface SyncOrders {

    /** Word of records came and is written down: ask for them now instead of at the next poll. */
    void wake();

    /** The portal's fields changed: read the catalogue now. */
    void catalogueChanged();

    /** Word from the portal was lost: compare now. */
    void compareNow();
}
