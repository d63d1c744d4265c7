package org.crmroute.sync;

import java.util.Collection;
import java.util.Map;

/** Takes the portal's events. */
public final class EventInbox implements AutoCloseable {

    /** What became of an event. */
    public enum Answer {
        /** It is on disk. */
        ACCEPTED,
        /** It is about nothing we keep. */
        IGNORED,
        /** It does not carry one of our tokens. */
        REFUSED,
        /** It does not name a record. */
        MALFORMED,
        /** There is no room, or the disk does not take it; a comparison with the portal makes up for it. */
        FULL
    }

    /**
     * Takes nothing yet.
     *
     * @param tokens values of {@code auth[application_token]} that are let in; when there are none, nobody is
     */
    public EventInbox(Notices notices, Collection<String> tokens, Synchroniser synchroniser) {
        throw new UnsupportedOperationException();
    }

    /** Begins to take events. */
    public void start() {}

    /**
     * Takes an event; when it is accepted it survives the end of the process.
     *
     * @param form what was posted: {@code event}, {@code data[FIELDS][ID]}, {@code auth[application_token]}, decoded
     */
    public Answer accept(Map<String, String> form) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
