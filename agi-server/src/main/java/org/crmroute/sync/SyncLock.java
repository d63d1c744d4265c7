package org.crmroute.sync;

import java.util.Optional;

/** Lets one process at a time synchronise a database. Let go of by itself when the process ends, however it ends. */
public interface SyncLock {

    /**
     * Takes it, if nobody has it, neither another process nor this one.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when it cannot be told whether somebody has it
     */
    Optional<Held> tryHold();

    /** While open, nobody else has it. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
