package org.crmroute.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.crmroute.crm.EntityType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the parts of the synchronisation write how they fare. Safe for use by many threads. */
final class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** The mirror is current although these do not get on. */
    private static final Set<String> SIDE_ISSUES = Set.of(Part.COMPARING.words(), Part.REREADING.words());

    private static final int MOST_PAST_ERRORS = 20;

    private final Clock clock;

    private final LongAdder put = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder removed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder badRows = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private SyncStatus.Phase phase = SyncStatus.Phase.STOPPED;
    private final Map<EntityType, SyncStatus.Progress> full = new EnumMap<>(EntityType.class);
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Optional<Instant> lastSuccess = Optional.empty();
    private Optional<Instant> lastServerTime = Optional.empty();
    private final Map<String, SyncStatus.Trouble> troubles = new LinkedHashMap<>();
    private final Map<String, SyncStatus.Alarm> alarms = new LinkedHashMap<>();
    private final Deque<PastError> pastErrors = new ArrayDeque<>();
    private long noticesWaiting;
    private SyncStatus.Sweep sweep = new SyncStatus.Sweep(Optional.empty(), false, 0, 0, EntityType.CONTACT, 0, 0);

    /** How many rows of the full synchronisation there were at a time. */
    private record Sample(Instant at, long done) {}

    StatusBoard(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void put() {
        put.increment();
    }

    void refused() {
        refused.increment();
    }

    void removed() {
        removed.increment();
    }

    long removedSoFar() {
        return removed.sum();
    }

    void requested() {
        requests.increment();
    }

    void badRow() {
        badRows.increment();
    }

    /** Something was tried in vain, whether anybody is told at once or not. */
    synchronized void failed(String part, String code, String sentence) {
        failures.increment();
        Instant now = clock.instant();
        PastError last = pastErrors.peekFirst();
        if (last != null && last.isSame(part, code, sentence)) {
            pastErrors.removeFirst();
            pastErrors.addFirst(last.again(now));
            return;
        }
        pastErrors.addFirst(new PastError(now, now, 1, part, code, sentence));
        if (pastErrors.size() > MOST_PAST_ERRORS) {
            pastErrors.removeLast();
        }
    }

    /** The last ones, newest first. */
    synchronized List<PastError> pastErrors() {
        return List.copyOf(pastErrors);
    }

    synchronized void phase(SyncStatus.Phase now) {
        if (phase != now) {
            log.info("Synchronisation: {}", now);
            phase = now;
        }
    }

    /** The portal is left alone; what kept us from asking it no longer does. */
    synchronized void switchedOff() {
        phase(SyncStatus.Phase.SWITCHED_OFF);
        troubles.clear();
    }

    synchronized void waiting(long notices) {
        noticesWaiting = notices;
    }

    /** Takes over what the database says of the full synchronisation, whichever process does it. */
    synchronized void progress(Bookmarks marks) {
        for (EntityType entity : EntityType.values()) {
            if (!marks.text(Bookmarks.fullTotal(entity)).isEmpty()) {
                full.put(
                        entity,
                        new SyncStatus.Progress(
                                marks.number(Bookmarks.fullDone(entity)),
                                marks.number(Bookmarks.fullTotal(entity)),
                                marks.isFullComplete(entity)));
            }
        }
        lastSuccess = marks.moment(Bookmarks.CURRENT_OURS);
        lastServerTime = marks.moment(Bookmarks.CURRENT_PORTAL);
        Instant now = clock.instant();
        long done = full.values().stream().mapToLong(SyncStatus.Progress::done).sum();
        samples.addLast(new Sample(now, done));
        while (samples.size() > 1 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    synchronized void sweep(SyncStatus.Sweep now) {
        sweep = now;
    }

    synchronized SyncStatus.Sweep sweep() {
        return sweep;
    }

    /**
     * Tells of something that keeps a part of the work from going on; trouble that lasts keeps its beginning.
     *
     * @param part in an administrator's words
     * @param advice what to do about it
     */
    synchronized void trouble(
            String part, String code, String sentence, String advice, Instant nextAttempt, int inARow) {
        SyncStatus.Trouble before = troubles.get(part);
        Instant since = before == null ? clock.instant() : before.since();
        troubles.put(part, new SyncStatus.Trouble(code, sentence, advice, since, nextAttempt, inARow));
        if (before == null || !before.code().equals(code)) {
            log.warn("Synchronisation ({}): {} {}", part, sentence, advice);
        }
    }

    synchronized void fine(String part) {
        if (troubles.remove(part) != null) {
            log.info("Synchronisation ({}): goes on", part);
        }
    }

    /** Raises an alarm; one that stands keeps its beginning. */
    synchronized void raise(SyncStatus.Alarm alarm) {
        String key = key(alarm.kind(), alarm.entity());
        SyncStatus.Alarm before = alarms.get(key);
        if (before == null) {
            log.warn("Synchronisation: {} {}", alarm.sentence(), alarm.advice());
        }
        alarms.put(
                key,
                before == null
                        ? alarm
                        : new SyncStatus.Alarm(
                                alarm.kind(), alarm.entity(), alarm.sentence(), alarm.advice(), before.since()));
    }

    synchronized void clear(SyncStatus.Alarm.Kind kind, Optional<EntityType> entity) {
        SyncStatus.Alarm before = alarms.remove(key(kind, entity));
        if (before != null) {
            log.info("Synchronisation: no longer so: {}", before.sentence());
        }
    }

    private static String key(SyncStatus.Alarm.Kind kind, Optional<EntityType> entity) {
        return kind + entity.map(e -> " " + e).orElse("");
    }

    synchronized SyncStatus status() {
        Optional<SyncStatus.Trouble> worst =
                troubles.values().stream().max(Comparator.comparingInt(SyncStatus.Trouble::failures));
        boolean stuck = phase != SyncStatus.Phase.STOPPED
                && troubles.keySet().stream().anyMatch(part -> !SIDE_ISSUES.contains(part));
        double speed = rowsPerSecond();
        return new SyncStatus(
                clock.instant(),
                stuck ? SyncStatus.Phase.TROUBLE : phase,
                full,
                speed,
                timeLeft(speed),
                lastSuccess,
                lastServerTime,
                worst,
                List.copyOf(new ArrayList<>(alarms.values())),
                noticesWaiting,
                sweep,
                new SyncStatus.Counters(
                        put.sum(), refused.sum(), removed.sum(), requests.sum(), badRows.sum(), failures.sum()));
    }

    private double rowsPerSecond() {
        if (samples.size() < 2 || isFullComplete()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : Math.max(0, (last.done() - first.done()) / seconds);
    }

    private boolean isFullComplete() {
        return full.values().stream().allMatch(SyncStatus.Progress::complete);
    }

    private Optional<Duration> timeLeft(double speed) {
        if (speed <= 0) {
            return Optional.empty();
        }
        long left = full.values().stream()
                .filter(p -> !p.complete())
                .mapToLong(p -> Math.max(0, p.total() - p.done()))
                .sum();
        return Optional.of(Duration.ofSeconds(Math.round(left / speed)));
    }
}
