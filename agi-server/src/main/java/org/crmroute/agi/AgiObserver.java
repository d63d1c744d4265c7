package org.crmroute.agi;

import java.time.Duration;

/** Sees sessions come and go, for metrics. Called on the server's threads: be quick. */
public interface AgiObserver {

    /** Sees nothing. */
    AgiObserver NONE = new AgiObserver() {};

    /** A connection was taken in. */
    default void opened() {}

    /** A connection was closed unheard. */
    default void refused(Refusal why) {}

    /**
     * A session is over.
     *
     * @param took from accept to the last variable if it was {@link SessionEnd#ANSWERED}, else to the end
     */
    default void closed(SessionEnd end, Duration took) {}

    /** Why a connection is closed unheard. */
    enum Refusal {
        /** Its address is not on the allow list. */
        ADDRESS,
        /** As many sessions as allowed are open. */
        CAPACITY,
        /** The machine has no thread or descriptor left for it. */
        RESOURCES
    }
}
