package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.Map;

/**
 * Calls a portal's methods. Waits for room within the portal's limits, makes one attempt, and tells apart what went
 * wrong; asking again is its caller's business. Safe for use by many threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RestClient {

    /** Calls one method. */
    public Answer call(Budget budget, Command command) throws BitrixError, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Calls one method and gives up after a time, waiting for room included. */
    public Answer call(Budget budget, Command command, Duration within) throws BitrixError, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Calls at most 50 methods in one request; one that fails does not stop the others. */
    public Batch batch(Budget budget, Map<String, Command> commands) throws BitrixError, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #batch(Budget, Map)}, and gives up after a time, waiting for room included. */
    public Batch batch(Budget budget, Map<String, Command> commands, Duration within)
            throws BitrixError, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a list from an id on, as many pages in one request as the portal's pace allows at the moment.
     *
     * @param after ids greater than this
     * @param upTo ids up to this; {@link Long#MAX_VALUE} for all
     */
    public Chain chain(Budget budget, Listing listing, long after, long upTo) throws BitrixError, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
