package org.crmroute.sync;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.MirrorUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the process that holds the lock, step by step on one thread: catalogue, what events told of, what
 * changed, all records, comparing, reading again. A part that fails waits and is done again; what a step wrote stays written.
 */
final class Work implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Work.class);

    private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(1);
    /** We are woken then; this is only for when we are not. */
    private static final Duration ANSWER_COMES = Duration.ofSeconds(5);

    private static final Duration STALE = Duration.ofMinutes(1);
    private static final Duration FIELD_EVENTS_GAP = Duration.ofSeconds(2);

    /** A longer one is told of at once. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    /** Fewer faults in a row are nobody's business. */
    private static final int TOLD_AFTER = 3;

    private static final String DATABASE = "database";

    private final SyncSettings settings;
    private final Holdings holdings;
    private final Notices notices;
    private final Orders orders;
    private final StatusBoard board;
    private final Absentees absentees = new Absentees();
    private final Portal portal;
    private final CatalogSync catalogue;
    private final NoticedRecords noticed;
    private final IncrementalSync changes;
    private final FullSync full;
    private final DeleteSweep comparing;
    private final RollingSweep rereading;
    private final Timetable timetable = new Timetable(System::nanoTime);
    private final Map<Part, Backoff> backoffs = new EnumMap<>(Part.class);

    private boolean current;
    private boolean everFull;
    private boolean refused;
    private boolean compareAgain;
    private long roundWanted;

    Work(
            RestClient client,
            MirrorWriter writer,
            Holdings holdings,
            Notices notices,
            NumberPlan plan,
            SyncSettings settings,
            Orders orders,
            StatusBoard board) {
        this.settings = settings;
        this.holdings = holdings;
        this.notices = notices;
        this.orders = orders;
        this.board = board;
        this.portal = new Portal(client, board);
        Rows rows = new Rows(board);
        Confirmation confirmation = new Confirmation(portal, holdings, notices, rows, board);
        this.catalogue = new CatalogSync(portal, writer, plan, board);
        this.noticed = new NoticedRecords(portal, holdings, notices, writer, rows, confirmation);
        this.changes = new IncrementalSync(portal, holdings, writer, rows, confirmation, board, settings.overlap());
        Stretches all =
                new Stretches(Budget.BULK, portal, holdings, writer, rows, confirmation, absentees, orders::rowsCame);
        this.full = new FullSync(portal, holdings, writer, board, all);
        Judgement judgement = new Judgement(holdings, writer, confirmation, absentees, board);
        this.comparing = new DeleteSweep(portal, holdings, writer, rows, absentees, judgement, board);
        Stretches again = new Stretches(
                Budget.SWEEP, portal, holdings, writer, rows, confirmation, absentees, orders::rowsCameAgain);
        this.rereading = new RollingSweep(holdings, writer, board, again, settings.reread());
        for (Part part : Part.values()) {
            backoffs.put(
                    part, new Backoff(settings.firstRetry(), settings.longestRetry(), ThreadLocalRandom.current()));
        }
    }

    Optional<Items> items() {
        return catalogue.items();
    }

    /** Whether the portal, or a defect of ours, keeps us from going on until somebody does something. */
    boolean isRefused() {
        return refused;
    }

    /** Another process may have worked since the last time. */
    void begin() {
        full.forget();
        rereading.forget();
        comparing.forget();
        current = false;
        timetable.in(Part.CATALOGUE, Duration.ZERO);
        timetable.in(Part.NOTICED, Duration.ZERO);
        timetable.in(Part.CHANGES, Duration.ZERO);
        timetable.never(Part.FULL);
        timetable.in(Part.COMPARING, Duration.ZERO);
        timetable.in(Part.REREADING, settings.deleteSweep());
        tellPhase();
    }

    /** Gives up what was asked for and has not come. */
    void rest() {
        full.forget();
        rereading.forget();
    }

    /**
     * Does what is due.
     *
     * @return how long nothing will be due
     */
    Duration step() throws InterruptedException {
        follow(orders.take());
        Optional<Part> part = timetable.next(this::isEligible);
        if (part.isEmpty()) {
            return timetable.idle(this::isEligible);
        }
        attempt(part.get());
        tellPhase();
        return Duration.ZERO;
    }

    private void follow(Set<Part> wanted) {
        for (Part part : wanted) {
            timetable.by(part, Duration.ZERO);
        }
        // what was asked for while a comparison runs may be about ids that it is through with
        compareAgain |= wanted.contains(Part.COMPARING) && comparing.isUnderWay();
        if (orders.takeRound()) {
            roundWanted = board.sweep().rounds() + 1;
            rereading.restart();
        }
    }

    /** Rows cannot be read before the catalogue, nor compared before they were read. */
    private boolean isEligible(Part part) {
        return switch (part) {
            case CATALOGUE -> true;
            case NOTICED, CHANGES, FULL -> items().isPresent();
            case COMPARING, REREADING -> items().isPresent() && everFull;
        };
    }

    private void attempt(Part part) throws InterruptedException {
        Backoff backoff = backoffs.computeIfAbsent(
                part, p -> new Backoff(settings.firstRetry(), settings.longestRetry(), ThreadLocalRandom.current()));
        try {
            work(part);
            backoff.succeeded();
            refused = false;
            board.fine(part.words());
            board.fine(DATABASE);
        } catch (BitrixError.Recoverable e) {
            Duration pause = backoff.failed(e.pause());
            timetable.hold(part, pause);
            boolean isLong = pause.compareTo(LONG_PAUSE) > 0;
            failed(part, e, "Nothing: this goes away by itself.", pause, isLong ? 1 : TOLD_AFTER);
        } catch (BitrixError.Terminal e) {
            backoff.failed(Duration.ZERO);
            // the records can be read by the last good catalogue
            boolean alone = part == Part.CATALOGUE && items().isPresent();
            for (Part each : alone ? EnumSet.of(part) : EnumSet.allOf(Part.class)) {
                timetable.hold(each, settings.probe());
            }
            refused = !alone;
            failed(part, e, e.advice(), settings.probe(), 1);
        } catch (BitrixError e) {
            backoff.failed(Duration.ZERO);
            timetable.hold(part, AFTER_A_DEFECT);
            refused = true;
            log.error("The portal was asked wrongly ({})", part.words(), e);
            failed(part, e, "Report it as a defect of crmroute.", AFTER_A_DEFECT, 1);
        } catch (MirrorUnavailable e) {
            Duration pause = backoff.failed(Duration.ZERO);
            for (Part each : Part.values()) {
                timetable.hold(each, pause);
            }
            full.forget();
            rereading.forget();
            board.failed(DATABASE, "database", String.valueOf(e.getMessage()));
            tell(DATABASE, "database", String.valueOf(e.getMessage()), "See the database's state.", pause, backoff);
        } catch (RuntimeException e) {
            backoff.failed(Duration.ZERO);
            timetable.hold(part, AFTER_A_DEFECT);
            refused = true;
            log.error("A step of the synchronisation failed ({})", part.words(), e);
            board.failed(part.words(), "defect", String.valueOf(e));
            tell(
                    part.words(),
                    "defect",
                    String.valueOf(e),
                    "Report it as a defect of crmroute.",
                    AFTER_A_DEFECT,
                    backoff);
        }
    }

    private void failed(Part part, BitrixError error, String advice, Duration pause, int toldAfter) {
        Backoff backoff = backoffs.getOrDefault(part, new Backoff(pause, pause, ThreadLocalRandom.current()));
        String sentence = "The portal answers: " + error.getMessage() + ".";
        board.failed(part.words(), error.code(), sentence);
        if (part == Part.CATALOGUE && items().isPresent()) {
            if (backoff.failures() >= toldAfter) {
                board.raise(new SyncStatus.Alarm(
                        SyncStatus.Alarm.Kind.CATALOGUE,
                        Optional.empty(),
                        "Fields, funnels, stages and staff cannot be read; the last good ones are used. " + sentence,
                        advice,
                        board.now()));
            }
        } else if (backoff.failures() >= toldAfter) {
            tell(part.words(), error.code(), sentence, advice, pause, backoff);
        }
    }

    private void tell(String part, String code, String sentence, String advice, Duration pause, Backoff backoff) {
        board.trouble(part, code, sentence, advice, board.now().plus(pause), backoff.failures());
    }

    private void work(Part part) throws BitrixError, InterruptedException {
        long removed = board.removedSoFar();
        step(part);
        if (board.removedSoFar() > removed) {
            // rows that were asked for before would bring them back
            full.forget();
            rereading.forget();
        }
    }

    private void step(Part part) throws BitrixError, InterruptedException {
        switch (part) {
            case CATALOGUE -> {
                catalogue.step();
                board.clear(SyncStatus.Alarm.Kind.CATALOGUE, Optional.empty());
                timetable.in(part, settings.catalogue());
                timetable.hold(part, FIELD_EVENTS_GAP);
            }
            case NOTICED -> noticed();
            case CHANGES -> changes();
            case FULL -> full();
            case COMPARING -> {
                boolean complete = comparing.step(items().orElseThrow());
                timetable.in(part, complete && !compareAgain ? settings.deleteSweep() : Duration.ZERO);
                compareAgain &= !complete;
            }
            case REREADING -> {
                long rounds = board.sweep().rounds();
                Optional<Duration> pause = rereading.step(items().orElseThrow());
                if (board.sweep().rounds() > rounds) {
                    // judges what the round did not find; equal counts may have hidden it until now
                    timetable.by(Part.COMPARING, Duration.ZERO);
                }
                boolean hurry = board.sweep().rounds() < roundWanted;
                timetable.in(part, pause.isEmpty() ? ANSWER_COMES : hurry ? Duration.ZERO : pause.get());
            }
        }
    }

    private void noticed() throws BitrixError, InterruptedException {
        if (noticed.step(items().orElseThrow())) {
            timetable.in(Part.NOTICED, Duration.ZERO);
        } else {
            timetable.never(Part.NOTICED);
            // many changes come together, each with an event of its own
            timetable.hold(Part.NOTICED, settings.wakeGap());
        }
        board.waiting(notices.waiting());
    }

    private void changes() throws BitrixError, InterruptedException {
        Bookmarks marks = Bookmarks.of(holdings);
        everFull = !marks.text(Bookmarks.FULL_FINISHED).isEmpty();
        if (full.isNeeded(marks)) {
            timetable.by(Part.FULL, Duration.ZERO);
        }
        if (!marks.text(Bookmarks.DROP_ACCEPTED).isEmpty()) {
            timetable.by(Part.COMPARING, Duration.ZERO);
        }
        IncrementalSync.Outcome outcome = changes.step(items().orElseThrow());
        board.progress(Bookmarks.of(holdings));
        long waiting = notices.waiting();
        board.waiting(waiting);
        if (waiting > 0) {
            // those that could not be asked for, and those that another process was told of
            timetable.by(Part.NOTICED, Duration.ZERO);
        }
        portal.movedTo().ifPresent(to -> board.raise(PortalAlarms.moved(to.getAuthority(), board.now())));
        current = outcome == IncrementalSync.Outcome.CURRENT || (current && !isStale());
        timetable.in(Part.CHANGES, outcome == IncrementalSync.Outcome.MORE ? Duration.ZERO : settings.poll());
        timetable.hold(Part.CHANGES, settings.wakeGap());
    }

    private boolean isStale() {
        return board.status()
                .lag()
                .map(lag -> lag.compareTo(STALE.plus(settings.poll())) > 0)
                .orElse(true);
    }

    private void full() throws BitrixError, InterruptedException {
        FullSync.Outcome outcome = full.step(items().orElseThrow());
        switch (outcome) {
            case MORE -> timetable.in(Part.FULL, Duration.ZERO);
            case WAITING -> timetable.in(Part.FULL, ANSWER_COMES);
            case IDLE -> timetable.never(Part.FULL);
            case FINISHED -> {
                timetable.never(Part.FULL);
                timetable.by(Part.CHANGES, Duration.ZERO);
                timetable.by(Part.COMPARING, Duration.ZERO);
            }
        }
    }

    private void tellPhase() {
        board.phase(
                items().isEmpty()
                        ? SyncStatus.Phase.CATALOGUE
                        : !everFull
                                ? SyncStatus.Phase.FULL
                                : current ? SyncStatus.Phase.CURRENT : SyncStatus.Phase.CATCHING_UP);
    }

    @Override
    public void close() {
        full.close();
        rereading.close();
    }
}
