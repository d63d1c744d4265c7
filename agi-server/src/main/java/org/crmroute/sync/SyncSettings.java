package org.crmroute.sync;

import java.time.Duration;

/**
 * How the synchronisation goes about its work.
 *
 * @param poll how often the portal is asked what changed, when no event wakes us before
 * @param overlap how far back behind the last complete pass changes are asked for: Bitrix24 writes whole seconds, and a
 *     row may be committed after a query that it should have been in
 * @param catalogue how often fields, funnels, stages and staff are asked for: no event tells of most of their changes
 * @param deleteSweep how often what is held is compared with what the portal counts
 * @param reread within which time every record is read once more
 * @param firstRetry after a fault that goes away by itself, the first pause; it doubles with each further fault
 * @param longestRetry the longest such pause
 * @param probe how often a portal is asked that refuses us until somebody does something
 * @param lockRetry how often to look whether another process still synchronises this database
 * @param wakeGap events wake us at most once in this time
 */
public record SyncSettings(
        Duration poll,
        Duration overlap,
        Duration catalogue,
        Duration deleteSweep,
        Duration reread,
        Duration firstRetry,
        Duration longestRetry,
        Duration probe,
        Duration lockRetry,
        Duration wakeGap) {

    public static final SyncSettings DEFAULT = new SyncSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(120),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofDays(7),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(3),
            Duration.ofMillis(300));

    public SyncSettings withPoll(Duration every) {
        return new SyncSettings(
                every, overlap, catalogue, deleteSweep, reread, firstRetry, longestRetry, probe, lockRetry, wakeGap);
    }

    public SyncSettings withCatalogue(Duration every) {
        return new SyncSettings(
                poll, overlap, every, deleteSweep, reread, firstRetry, longestRetry, probe, lockRetry, wakeGap);
    }

    public SyncSettings withDeleteSweep(Duration every) {
        return new SyncSettings(
                poll, overlap, catalogue, every, reread, firstRetry, longestRetry, probe, lockRetry, wakeGap);
    }

    public SyncSettings withReread(Duration within) {
        return new SyncSettings(
                poll, overlap, catalogue, deleteSweep, within, firstRetry, longestRetry, probe, lockRetry, wakeGap);
    }

    /** For tests: how long to wait after faults, and how often to ask a portal that refuses us. */
    public SyncSettings withRetries(Duration first, Duration longest, Duration probes) {
        return new SyncSettings(
                poll, overlap, catalogue, deleteSweep, reread, first, longest, probes, lockRetry, wakeGap);
    }
}
