package org.crmroute.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.RoutedCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision log in SQLite, written behind the calls by one thread, many lines a transaction. While somebody else
 * writes, an import for instance, lines wait in memory; when that is full new ones are dropped and counted. Calls
 * never wait.
 */
public final class SqliteDecisionLog implements DecisionLog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqliteDecisionLog.class);

    /** Calls that are not yet put into words; taken out several times a second, whatever the database does. */
    private static final int MOST_CALLS = 2000;

    /** A busy minute of calls, and some. */
    private static final long MOST_BYTES = 32L << 20;

    private static final int BATCH = 200;
    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    /** How long closing waits for the database before lines are given up. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Database database;
    private final Function<RoutedCall, String> document;
    private final Duration keep;
    private final Clock clock;
    private final long mostBytes;

    private final BlockingQueue<RoutedCall> calls = new ArrayBlockingQueue<>(MOST_CALLS);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final Thread writer =
            Thread.ofPlatform().daemon().name("crmroute-decisions").unstarted(this::run);
    private volatile boolean closing;
    private volatile int waiting;

    // the writer's own
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private Instant nextCleaning = Instant.MIN;
    private Supplier<Optional<Instant>> mirror = Optional::empty;
    private Consumer<List<Line>> watcher = lines -> {};
    private boolean stuck;

    /**
     * @param document a call as the JSON that {@link Entry#document()} holds
     * @param keep how long lines are kept
     */
    public SqliteDecisionLog(Database database, Function<RoutedCall, String> document, Duration keep, Clock clock) {
        this(database, document, keep, clock, MOST_BYTES);
    }

    /**
     * @param document a call as the JSON that {@link Entry#document()} holds
     * @param keep how long lines are kept
     * @param mostBytes how much memory, roughly, lines may take while they cannot be written
     */
    SqliteDecisionLog(
            Database database, Function<RoutedCall, String> document, Duration keep, Clock clock, long mostBytes) {
        this.database = database;
        this.document = document;
        this.keep = keep;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    /**
     * Begins to write.
     *
     * @param mirror when the mirror last agreed with the CRM
     * @param watcher is told of each line once it is written, by the one thread that writes: must return at once
     */
    public void start(Supplier<Optional<Instant>> mirror, Consumer<List<Line>> watcher) {
        this.mirror = mirror;
        this.watcher = watcher;
        writer.start();
    }

    @Override
    public void add(RoutedCall call) {
        if (closing || !calls.offer(call)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines that were lost because they could not be written in time. */
    public long dropped() {
        return dropped.get();
    }

    public long written() {
        return written.get();
    }

    /** Lines that wait to be written. */
    public int waiting() {
        return waiting + calls.size();
    }

    private void run() {
        while (!closing) {
            try {
                RoutedCall call = calls.poll(TURN.toMillis(), TimeUnit.MILLISECONDS);
                if (call != null) {
                    take(call);
                }
                takeAll();
                write(TURN);
                clean();
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                log.error("the decision log goes on after an error", e);
            }
        }
    }

    private void takeAll() {
        for (RoutedCall call = calls.poll(); call != null; call = calls.poll()) {
            take(call);
        }
    }

    private void take(RoutedCall call) {
        Entry entry;
        try {
            entry = entry(call);
        } catch (RuntimeException e) {
            dropped.incrementAndGet();
            log.error("decision {} cannot be put into words", call.id(), e);
            return;
        }
        long size = size(entry);
        if (bytes + size > mostBytes) {
            if (dropped.getAndIncrement() % 1000 == 0) {
                log.warn("decisions are dropped: {} wait for the database already", entries.size());
            }
            return;
        }
        entries.addLast(entry);
        bytes += size;
        waiting = entries.size();
    }

    private Entry entry(RoutedCall call) {
        return new Entry(Line.of(call, mirror()), document.apply(call));
    }

    /** How fresh the mirror is: asked here, a moment after the call, so that no call waits for the answer. */
    private Optional<Instant> mirror() {
        try {
            return mirror.get();
        } catch (MirrorUnavailable e) {
            return Optional.empty();
        }
    }

    private static long size(Entry entry) {
        Line line = entry.line();
        return 400
                + 2L
                        * (entry.document().length()
                                + line.caller().length()
                                + line.did().length()
                                + line.name().length());
    }

    /** Writes what waits, as far as the database lets us. */
    private void write(Duration patience) {
        while (!entries.isEmpty()) {
            List<Entry> batch = entries.stream().limit(BATCH).toList();
            try {
                DecisionRows.insert(database, patience, batch);
            } catch (MirrorUnavailable e) {
                if (!stuck) {
                    log.warn("decisions wait in memory: {}", e.getMessage());
                }
                stuck = true;
                return;
            }
            for (Entry entry : batch) {
                entries.removeFirst();
                bytes -= size(entry);
            }
            written.addAndGet(batch.size());
            waiting = entries.size();
            tell(batch);
            takeAll();
        }
        stuck = false;
    }

    private void tell(List<Entry> batch) {
        try {
            watcher.accept(batch.stream().map(Entry::line).toList());
        } catch (RuntimeException e) {
            log.error("whoever watches the decision log failed", e);
        }
    }

    /** Removes lines that are too old, few at a time so that nobody waits long. */
    private void clean() {
        Instant now = clock.instant();
        if (!entries.isEmpty() || !calls.isEmpty() || now.isBefore(nextCleaning)) {
            return;
        }
        try {
            if (DecisionRows.deleteBefore(database, TURN, now.minus(keep), BATCH) < BATCH) {
                Tallies.deleteBefore(database, TURN, now.minus(keep));
                nextCleaning = now.plus(BETWEEN_CLEANINGS);
            }
        } catch (MirrorUnavailable e) {
            log.debug("old decisions are removed later", e);
            nextCleaning = now.plus(Duration.ofMinutes(1));
        }
    }

    @Override
    public List<Line> lines(Query query) {
        return DecisionRows.lines(database, query);
    }

    @Override
    public List<Entry> latest(Query query) {
        return DecisionRows.latest(database, query);
    }

    @Override
    public Optional<Entry> find(String id) {
        return DecisionRows.find(database, id);
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            if (writer.isAlive()) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeAll();
        long until = System.nanoTime() + FAREWELL.toNanos();
        while (!entries.isEmpty() && System.nanoTime() < until) {
            write(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            if (!database.state().ready()) {
                break;
            }
        }
        if (!entries.isEmpty()) {
            dropped.addAndGet(entries.size());
            log.warn("{} decisions could not be written before the end", entries.size());
        }
    }
}
