package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Command;
import org.crmroute.crm.EntityType;

/**
 * Reads all records, entity by entity in the order of their ids, and never empties the mirror: what it holds is
 * refreshed in place. An entity read to the end is kept current from then on, beginning a little before the portal's
 * time at which all this began.
 */
final class FullSync implements AutoCloseable {

    /** Who calls is known first. */
    static final List<EntityType> ORDER =
            List.of(EntityType.CONTACT, EntityType.COMPANY, EntityType.LEAD, EntityType.DEAL);

    /** Before the beginning: the portal's clocks may differ among its machines. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    private static final Duration DENIED_RETRY = Duration.ofMinutes(1);

    private final Portal portal;
    private final Holdings holdings;
    private final MirrorWriter writer;
    private final StatusBoard board;
    private final Stretches stretches;

    /** Entities that we may not read, and when to try again. */
    private final Map<EntityType, Instant> denied = new HashMap<>();

    FullSync(Portal portal, Holdings holdings, MirrorWriter writer, StatusBoard board, Stretches stretches) {
        this.portal = portal;
        this.holdings = holdings;
        this.writer = writer;
        this.board = board;
        this.stretches = stretches;
    }

    /** What a step came to. */
    enum Outcome {
        /** There is more to read. */
        MORE,
        /** The portal's answer has not come yet. */
        WAITING,
        /** All was read; it is news. */
        FINISHED,
        /** There is nothing to do, or nothing that we may read. */
        IDLE
    }

    /** Whether records are to be read that were not read yet, or are wanted again. */
    boolean isNeeded(Bookmarks marks) {
        return isAskedAnew(marks) || next(marks).isPresent() || !isFinished(marks);
    }

    /** All may be read and this not be noted: something failed, or we were ended, between the two. */
    private static boolean isFinished(Bookmarks marks) {
        return marks.text(Bookmarks.FULL_RUN).equals(marks.text(Bookmarks.FULL_FINISHED));
    }

    private static boolean isAskedAnew(Bookmarks marks) {
        String run = marks.text(Bookmarks.FULL_RUN);
        String asked = marks.text(Bookmarks.FULL_ASKED);
        return run.isEmpty() || (!asked.isEmpty() && !asked.equals(run));
    }

    private Optional<EntityType> next(Bookmarks marks) {
        return ORDER.stream()
                .filter(entity -> !marks.isFullComplete(entity))
                .filter(entity -> {
                    Instant retry = denied.get(entity);
                    return retry == null || !board.now().isBefore(retry);
                })
                .findFirst();
    }

    Outcome step(Items items) throws BitrixError, InterruptedException {
        Bookmarks marks = Bookmarks.of(holdings);
        if (isAskedAnew(marks)) {
            begin(marks.text(Bookmarks.FULL_ASKED));
            return Outcome.MORE;
        }
        Optional<EntityType> entity = next(marks);
        if (entity.isEmpty()) {
            return isFinished(marks) ? Outcome.IDLE : finish(marks);
        }
        try {
            Optional<Stretches.Stretch> stretch =
                    stretches.next(entity.get(), marks.number(Bookmarks.fullAfter(entity.get())));
            if (stretch.isEmpty()) {
                return Outcome.WAITING;
            }
            take(items, stretch.get(), marks);
        } catch (BitrixError e) {
            if (!Portal.isDenied(e)) {
                throw e;
            }
            denied.put(entity.get(), board.now().plus(DENIED_RETRY));
            board.raise(PortalAlarms.lost(entity.get(), String.valueOf(e.getMessage()), board.now()));
        }
        Bookmarks now = Bookmarks.of(holdings);
        board.progress(now);
        return next(now).isPresent() ? Outcome.MORE : finish(now);
    }

    private Outcome finish(Bookmarks marks) {
        writer.change(pen -> {
            pen.note(Bookmarks.FULL_FINISHED, marks.text(Bookmarks.FULL_RUN));
            pen.note(Bookmarks.FULL_FINISHED_OURS, board.now().toString());
        });
        return Outcome.FINISHED;
    }

    /** Counts all records, and takes the portal's time for the moment at which all began. */
    private void begin(String asked) throws BitrixError, InterruptedException {
        Map<String, Command> commands = new LinkedHashMap<>();
        ORDER.forEach(entity -> commands.put(entity.word(), Portal.count(entity)));
        Batch batch = portal.ask(Budget.BULK, commands);
        for (BitrixError error : batch.errors().values()) {
            if (!Portal.isDenied(error)) {
                throw error;
            }
        }
        writer.change(pen -> {
            pen.note(Bookmarks.FULL_RUN, asked.isEmpty() ? "first" : asked);
            for (EntityType entity : ORDER) {
                Answer answer = batch.answers().get(entity.word());
                long total = answer == null ? 0 : answer.total().orElse(0);
                pen.note(Bookmarks.fullAfter(entity), "0");
                pen.note(Bookmarks.fullDone(entity), "0");
                pen.note(Bookmarks.fullTotal(entity), String.valueOf(total));
                pen.note(Bookmarks.fullBegan(entity), batch.time().begin().toString());
                pen.note(Bookmarks.fullComplete(entity), "");
            }
        });
        board.progress(Bookmarks.of(holdings));
    }

    private void take(Items items, Stretches.Stretch stretch, Bookmarks marks)
            throws BitrixError, InterruptedException {
        EntityType entity = stretch.entity();
        if (stretch.isLast()) {
            askForTheNext(entity, marks);
        } else {
            stretches.askFor(entity, stretch.last());
        }
        if (denied.remove(entity) != null) {
            board.clear(SyncStatus.Alarm.Kind.LOST_PERMISSION, Optional.of(entity));
        }
        long done = marks.number(Bookmarks.fullDone(entity)) + stretch.size();
        stretches.write(items, stretch, pen -> {
            pen.note(Bookmarks.fullAfter(entity), String.valueOf(stretch.last()));
            pen.note(Bookmarks.fullDone(entity), String.valueOf(done));
            if (stretch.isLast()) {
                complete(pen, entity, stretch.last(), marks);
            }
        });
    }

    private void askForTheNext(EntityType done, Bookmarks marks) {
        ORDER.stream()
                .filter(entity -> entity != done && !marks.isFullComplete(entity) && !denied.containsKey(entity))
                .findFirst()
                .ifPresent(entity -> stretches.askFor(entity, marks.number(Bookmarks.fullAfter(entity))));
    }

    private static void complete(MirrorWriter.Pen pen, EntityType entity, long last, Bookmarks marks) {
        pen.note(Bookmarks.fullComplete(entity), marks.text(Bookmarks.FULL_RUN));
        long known = Math.max(last, marks.number(Bookmarks.known(entity)));
        pen.note(Bookmarks.known(entity), String.valueOf(known));
        Instant from =
                marks.moment(Bookmarks.fullBegan(entity)).orElse(Instant.EPOCH).minus(BEFORE);
        Instant since =
                marks.moment(Bookmarks.since(entity)).filter(from::isAfter).orElse(from);
        pen.note(Bookmarks.since(entity), since.toString());
        pen.note(Bookmarks.at(entity), "0");
    }

    /** Gives up what was asked for ahead. */
    void forget() {
        stretches.forget();
    }

    @Override
    public void close() {
        stretches.close();
    }
}
