package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.EntityType;

/**
 * How the synchronisation is doing at one moment; for health, metrics, console and command line. Sentences are for
 * administrators and hold no secret. Immutable.
 *
 * @param at when this was so
 * @param full how far the full synchronisation is, or how far the last one came; an entity not begun is absent
 * @param rowsPerSecond read by the full synchronisation in the last half minute
 * @param timeLeft of the full synchronisation, as far as can be told
 * @param lastSuccess our clock when all that had changed was last known
 * @param lastServerTime the portal's clock at the beginning of that
 * @param trouble what keeps us from going on at the moment; tried again by itself
 * @param alarms what somebody should look at; calls are routed and the synchronisation goes on
 * @param noticesWaiting records that events told of and that were not fetched yet
 */
public record SyncStatus(
        Instant at,
        Phase phase,
        Map<EntityType, Progress> full,
        double rowsPerSecond,
        Optional<Duration> timeLeft,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastServerTime,
        Optional<Trouble> trouble,
        List<Alarm> alarms,
        long noticesWaiting,
        Sweep sweep,
        Counters counters) {

    public SyncStatus {
        EnumMap<EntityType, Progress> copy = new EnumMap<>(EntityType.class);
        copy.putAll(full);
        full = Collections.unmodifiableMap(copy);
        alarms = List.copyOf(alarms);
    }

    /** What it is at. */
    public enum Phase {
        /** Not started. */
        STOPPED,
        /** The integration is switched off: the portal is left alone. */
        SWITCHED_OFF,
        /** Another process synchronises this database. */
        WAITING_FOR_LOCK,
        /** Fields, funnels, stages and staff are read for the first time. */
        CATALOGUE,
        /** All records are read. */
        FULL,
        /** All records were read; what changed meanwhile is being read. */
        CATCHING_UP,
        /** The mirror is as current as the poll makes it. */
        CURRENT,
        /** It does not get on; {@link SyncStatus#trouble} says why. The mirror stays as it is. */
        TROUBLE
    }

    /**
     * Of one entity.
     *
     * @param done rows read
     * @param total how many the portal counted at the beginning
     */
    public record Progress(long done, long total, boolean complete) {}

    /**
     * Keeps the synchronisation from going on.
     *
     * @param code Bitrix24's error code, or one of ours in lower case
     * @param sentence what happened
     * @param advice what to do about it; "nothing" is said where it goes away by itself
     * @param since when it began
     * @param nextAttempt when it is tried again
     * @param failures in a row
     */
    public record Trouble(
            String code, String sentence, String advice, Instant since, Instant nextAttempt, int failures) {}

    /**
     * To be looked at.
     *
     * @param entity the one it is about, if it is about one
     */
    public record Alarm(Kind kind, Optional<EntityType> entity, String sentence, String advice, Instant since) {

        public enum Kind {
            /** The portal no longer shows us records that it has. */
            LOST_PERMISSION,
            /** So many records are gone that somebody should say it is meant. */
            MASS_DROP,
            /** The portal has another address now; requests are sent on, for how long is up to Bitrix24. */
            PORTAL_MOVED,
            /** Fields, funnels, stages or staff cannot be read; the last good ones are used. */
            CATALOGUE
        }
    }

    /**
     * Comparing and reading again.
     *
     * @param lastCompared when all that is held was last compared with what the portal counts
     * @param comparing whether that is under way
     * @param missing records found gone in the last comparison, removed or not
     * @param extra records the last comparison found that the mirror had not
     * @param rereading entity whose records are being read again
     * @param rereadUpTo up to which id
     * @param rounds how often all records were read again since the start
     */
    public record Sweep(
            Optional<Instant> lastCompared,
            boolean comparing,
            long missing,
            long extra,
            EntityType rereading,
            long rereadUpTo,
            long rounds) {

        Sweep begun() {
            return new Sweep(lastCompared, true, 0, 0, rereading, rereadUpTo, rounds);
        }

        Sweep ended(Instant at) {
            return new Sweep(Optional.of(at), false, missing, extra, rereading, rereadUpTo, rounds);
        }

        Sweep withMissing(long more) {
            return new Sweep(lastCompared, comparing, missing + more, extra, rereading, rereadUpTo, rounds);
        }

        Sweep withExtra(long more) {
            return new Sweep(lastCompared, comparing, missing, extra + more, rereading, rereadUpTo, rounds);
        }

        Sweep at(EntityType entity, long upTo, long roundsDone) {
            return new Sweep(lastCompared, comparing, missing, extra, entity, upTo, roundsDone);
        }
    }

    /**
     * Since the program's start.
     *
     * @param put rows written
     * @param refused rows older than what the mirror held
     * @param removed records removed
     * @param requests made, each batch and each chain as one
     * @param badRows rows that made no sense and were skipped
     * @param failures requests and writes that failed
     */
    public record Counters(long put, long refused, long removed, long requests, long badRows, long failures) {}

    /** Of the full synchronisation of an entity; nothing done when it was not begun. */
    public Progress progress(EntityType entity) {
        return full.getOrDefault(entity, new Progress(0, 0, false));
    }

    /** How old what the mirror knows is by our clock; empty when it never was complete. */
    public Optional<Duration> lag() {
        return lastSuccess.map(success -> Duration.between(success, at));
    }
}
