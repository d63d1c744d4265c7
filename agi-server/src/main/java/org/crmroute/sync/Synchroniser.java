package org.crmroute.sync;

import java.time.Clock;
import java.util.function.Consumer;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.call.NumberPlan;

/**
 * Keeps the mirror like the portal. One thread goes one way: ask → one transaction (rows and how far we are) → status.
 * Every step may be cut short at any point and is done again.
 */
public final class Synchroniser implements SyncOrders, AutoCloseable {

    public Synchroniser(
            RestClient client,
            MirrorWriter writer,
            Holdings holdings,
            Notices notices,
            SyncLock lock,
            NumberPlan plan,
            SyncSettings settings,
            Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** Begins to work on a thread of its own. */
    public void start() {}

    /**
     * Works on the caller's thread until the mirror holds all records and what changed meanwhile; for the command line.
     * Where another process synchronises the database, it is asked to and waited for.
     *
     * @param full whether to read all records again even if that was done before
     * @param watcher is told about each step
     * @return the last status; with {@link SyncStatus#trouble} when the portal refuses us
     */
    public SyncStatus runUntilCurrent(boolean full, Consumer<SyncStatus> watcher) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wake() {}

    @Override
    public void catalogueChanged() {}

    @Override
    public void compareNow() {}

    /** Compares what is held with the portal, and reads all records again in one round, at once. */
    public void sweepNow() {}

    /**
     * Has all records read again, by whichever process synchronises the database. Nothing is emptied.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when the wish cannot be written down
     */
    public void requestFull() {}

    /**
     * Says that the records that {@link SyncStatus.Alarm.Kind#MASS_DROP} tells of are meant to be gone: the next
     * comparison, which begins at once, removes them.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when it cannot be written down
     */
    public void acceptDrop() {}

    public SyncStatus status() {
        throw new UnsupportedOperationException();
    }

    /** Ends the work; what is under way is given up and done again at the next start. */
    @Override
    public void close() {}
}
