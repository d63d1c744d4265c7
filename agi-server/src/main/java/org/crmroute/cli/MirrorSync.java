package org.crmroute.cli;

import java.util.function.Consumer;
import org.crmroute.sync.SyncStatus;

/** Synchronises the mirror with the portal from the command line. */
public interface MirrorSync {

    /**
     * Works until the mirror holds what the portal holds, or another process did it.
     *
     * @param full whether to read all records again
     * @param watcher told of each step
     * @return the last status; with trouble when the portal refuses
     */
    SyncStatus run(boolean full, Consumer<SyncStatus> watcher) throws InterruptedException;

    /** Says that many records that are gone at the portal are meant to be gone. */
    void acceptDrop();
}
