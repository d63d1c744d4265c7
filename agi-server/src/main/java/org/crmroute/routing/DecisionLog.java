package org.crmroute.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every decision ever made, newest first. */
public interface DecisionLog {

    /** Takes a decision over to be written; returns at once, and never fails the call. */
    void add(RoutedCall call);

    /** The newest entries that fit. */
    List<Entry> latest(Query query);

    Optional<Entry> find(String id);

    /**
     * What to look for; empty parts do not limit.
     *
     * @param caller the E.164 number or the text that came instead
     * @param limit most entries wanted
     */
    record Query(Optional<String> caller, Optional<String> reason, Optional<String> rule, int limit) {}

    /**
     * A line of the log.
     *
     * @param target {@code queue sales}, or empty
     * @param document the whole decision with its trace as JSON, see {@link DecisionDocument}
     */
    record Entry(
            String id,
            Instant at,
            String caller,
            String did,
            String scenario,
            long version,
            String status,
            String reason,
            String rule,
            String record,
            String target,
            long micros,
            String document) {}
}
