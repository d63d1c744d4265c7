package org.crmroute.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.crm.RecordRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the mirror like the portal. One thread goes one way: ask → one transaction (rows and how far we are) → status.
 * Every step may be cut short at any point and is done again. Of all processes that share a database one works at a
 * time; the others wait for its lock.
 */
public final class Synchroniser implements SyncOrders, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Synchroniser.class);

    private final RestClient client;
    private final MirrorWriter writer;
    private final Holdings holdings;
    private final Notices notices;
    private final SyncLock lock;
    private final SyncSettings settings;
    private final BooleanSupplier integration;
    private final Clock clock;
    private final Orders orders = new Orders();
    private final StatusBoard board;
    private final Work work;
    private final Thread thread;
    private volatile boolean closed;

    /** Whether we have the lock; of the thread that works. */
    private boolean working;

    /** What the switch last said; of the thread that works. */
    private boolean on = true;

    /**
     * Asks nothing yet.
     *
     * @param client of the portal; makes one attempt at a time, asking again is done here
     * @param plan reads the numbers on the cards
     * @param integration reads afresh whether the portal may be asked; while it may not, it is left alone
     * @param clock ours; only for what is shown, and to measure durations
     */
    public Synchroniser(
            RestClient client,
            MirrorWriter writer,
            Holdings holdings,
            Notices notices,
            SyncLock lock,
            NumberPlan plan,
            SyncSettings settings,
            BooleanSupplier integration,
            Clock clock) {
        this.client = client;
        this.writer = writer;
        this.holdings = holdings;
        this.notices = notices;
        this.lock = lock;
        this.settings = settings;
        this.integration = integration;
        this.clock = clock;
        this.board = new StatusBoard(clock);
        this.work = new Work(client, writer, holdings, notices, plan, settings, orders, board);
        this.thread = Thread.ofPlatform().daemon().name("crmroute-sync").unstarted(this::run);
    }

    /** Begins to work on a thread of its own. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            loop(() -> false, status -> {});
        } catch (InterruptedException e) {
            if (!closed) {
                log.error("The synchronisation was interrupted and ends");
            }
        } finally {
            board.phase(SyncStatus.Phase.STOPPED);
        }
    }

    /**
     * Works on the caller's thread until the mirror holds all records and what changed meanwhile, and none that are gone;
     * for the command line.
     * Where another process synchronises the database, it is asked to and waited for.
     *
     * @param full whether to read all records again even if that was done before
     * @param watcher is told about each step
     * @return the last status; with {@link SyncStatus#trouble} when the portal refuses us, and
     *     {@link SyncStatus.Phase#SWITCHED_OFF} when somebody switches the integration off
     * @throws MirrorUnavailable when the wish for a full synchronisation cannot be written down
     */
    public SyncStatus runUntilCurrent(boolean full, Consumer<SyncStatus> watcher) throws InterruptedException {
        Optional<String> run = full ? Optional.of(askForFull()) : Optional.empty();
        Goal goal = new Goal(run, clock.instant());
        try {
            loop(() -> work.isRefused() || !isOn() || goal.isReached(), watcher);
            if (!isOn()) {
                board.switchedOff();
            }
        } finally {
            work.close();
        }
        return board.status();
    }

    /** All that {@link #runUntilCurrent} wants, as the database tells it, whichever process does the work. */
    private final class Goal {

        private final Optional<String> run;
        private final Instant begun;

        Goal(Optional<String> run, Instant begun) {
            this.run = run;
            this.begun = begun;
        }

        boolean isReached() {
            try {
                Bookmarks marks = Bookmarks.of(holdings);
                String last = marks.text(Bookmarks.FULL_FINISHED);
                if (!run.map(last::equals).orElse(!last.isEmpty())) {
                    return false;
                }
                // by what is written down: we may be looking long after another process was done
                Instant from = run.isEmpty()
                        ? begun
                        : marks.moment(Bookmarks.FULL_FINISHED_OURS).orElse(begun);
                return isDone(marks, Bookmarks.CURRENT_OURS, from)
                        && (isComparedAtItsTime() || isDone(marks, Bookmarks.COMPARED_OURS, from));
            } catch (MirrorUnavailable e) {
                return false;
            }
        }

        /** A server that only has to look what changed is not waited for so long. */
        private boolean isComparedAtItsTime() {
            return !working && run.isEmpty();
        }

        private static boolean isDone(Bookmarks marks, String what, Instant from) {
            return marks.moment(what).filter(at -> !at.isBefore(from)).isPresent();
        }
    }

    private void loop(BooleanSupplier enough, Consumer<SyncStatus> watcher) throws InterruptedException {
        while (!closed && !enough.getAsBoolean()) {
            if (isOn()) {
                workWithLock(enough, watcher);
            }
            if (!closed && !enough.getAsBoolean()) {
                if (isOn()) {
                    watchOthers();
                } else {
                    board.switchedOff();
                }
                watcher.accept(board.status());
                orders.take();
                orders.await(settings.lockRetry());
            }
        }
    }

    private void workWithLock(BooleanSupplier enough, Consumer<SyncStatus> watcher) throws InterruptedException {
        try (SyncLock.Held held = hold().orElse(null)) {
            if (held == null) {
                return;
            }
            working = true;
            work.begin();
            while (!closed && !enough.getAsBoolean() && isOn()) {
                Duration idle = work.step();
                watcher.accept(board.status());
                orders.await(idle);
            }
            work.rest();
        } finally {
            working = false;
        }
    }

    /** Where that cannot be read, what was so last is so still. */
    private boolean isOn() {
        try {
            on = integration.getAsBoolean();
        } catch (MirrorUnavailable e) {
            log.debug("Whether the integration is switched on cannot be read", e);
        }
        return on;
    }

    private Optional<SyncLock.Held> hold() {
        try {
            return lock.tryHold();
        } catch (RuntimeException e) {
            log.warn("The lock of the synchronisation cannot be taken: {}", String.valueOf(e));
            return Optional.empty();
        }
    }

    private void watchOthers() {
        board.phase(SyncStatus.Phase.WAITING_FOR_LOCK);
        try {
            board.progress(Bookmarks.of(holdings));
        } catch (MirrorUnavailable e) {
            log.debug("How far the other process is cannot be read", e);
        }
    }

    /** The integration was switched on or off: look at once. */
    public void integrationTurned() {
        orders.look();
    }

    @Override
    public void wake() {
        orders.wake();
    }

    @Override
    public void catalogueChanged() {
        orders.catalogueChanged();
    }

    @Override
    public void compareNow() {
        orders.compareNow();
    }

    /** Compares what is held with the portal, and reads all records again in one round, at once. */
    public void sweepNow() {
        orders.compareNow();
        orders.rereadNow();
    }

    /**
     * Has all records read again, by whichever process synchronises the database. Nothing is emptied.
     *
     * @throws MirrorUnavailable when the wish cannot be written down
     */
    public void requestFull() {
        String unused = askForFull();
    }

    private String askForFull() {
        String run = UUID.randomUUID().toString();
        writer.change(pen -> pen.note(Bookmarks.FULL_ASKED, run));
        orders.look();
        return run;
    }

    /**
     * Says that the records that {@link SyncStatus.Alarm.Kind#MASS_DROP} tells of are meant to be gone: the next
     * comparison, which begins at once, removes them. May be said by a process that does not synchronise.
     *
     * @throws MirrorUnavailable when it cannot be written down
     */
    public void acceptDrop() {
        writer.change(pen -> pen.note(Bookmarks.DROP_ACCEPTED, clock.instant().toString()));
        orders.look();
    }

    /**
     * Has a record asked for, as if an event had told of it: it is as the portal shows it then, or gone. By whichever
     * process synchronises the database.
     *
     * @return false when too many wait already
     * @throws MirrorUnavailable when the wish cannot be written down
     */
    public boolean fetch(RecordRef record) {
        boolean room = notices.add(List.of(record), EventInbox.MOST_WAITING) == 0;
        orders.wake();
        return room;
    }

    /** Whether a record waits for being asked for. */
    public boolean isWaiting(RecordRef record) {
        return notices.isWaiting(record);
    }

    /** What went wrong last, newest first; a few. Gone with the process. */
    public List<PastError> pastErrors() {
        return board.pastErrors();
    }

    /** What the portal allows us at the moment. */
    public PortalLimits limits() {
        return PortalLimits.of(client.limits());
    }

    public SyncStatus status() {
        return board.status();
    }

    /** How rows are to be read; empty before the first good catalogue. */
    Optional<Items> items() {
        return work.items();
    }

    /** Where those that work beside us count. */
    StatusBoard board() {
        return board;
    }

    /** Ends the work; what is under way is given up and done again at the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        work.close();
    }
}
