package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Command;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for what changed, in one batch for all entities. Only the portal's clock counts, never ours. */
final class IncrementalSync {

    private static final Logger log = LoggerFactory.getLogger(IncrementalSync.class);

    /** Clocks that differ by less are covered by the overlap. */
    private static final Duration JITTER = Duration.ofMinutes(1);

    private final Portal portal;
    private final Holdings holdings;
    private final MirrorWriter writer;
    private final Rows rows;
    private final Confirmation confirmation;
    private final StatusBoard board;
    private final Duration overlap;

    /** Entities whose lists we may not read at the moment. */
    private final Set<EntityType> denied = EnumSet.noneOf(EntityType.class);

    IncrementalSync(
            Portal portal,
            Holdings holdings,
            MirrorWriter writer,
            Rows rows,
            Confirmation confirmation,
            StatusBoard board,
            Duration overlap) {
        this.portal = portal;
        this.holdings = holdings;
        this.writer = writer;
        this.rows = rows;
        this.confirmation = confirmation;
        this.board = board;
        this.overlap = overlap;
    }

    /** What a step came to. */
    enum Outcome {
        /** No entity was read in full yet. */
        NOTHING,
        /** There is more to read at once. */
        MORE,
        /** Some entity's changes are not known. */
        PARTLY,
        /** All that changed is known. */
        CURRENT
    }

    /**
     * One step.
     *
     * @throws BitrixError when something could not be asked; what was read before is written then
     */
    Outcome step(Items items) throws BitrixError, InterruptedException {
        Bookmarks marks = Bookmarks.of(holdings);
        List<EntityNews> news = new ArrayList<>();
        for (EntityType entity : EntityType.values()) {
            EntityNews.of(entity, marks).ifPresent(news::add);
        }
        if (news.isEmpty()) {
            return Outcome.NOTHING;
        }
        Map<String, Command> commands = new LinkedHashMap<>();
        news.forEach(each -> each.addCommands(commands));
        Instant ours = board.now();
        Batch batch = portal.ask(Budget.LIVE, commands);
        Optional<BitrixError> failure = take(news, batch);
        boolean current = news.stream().allMatch(n -> n.isComplete() || denied.contains(n.entity()))
                && !marks.text(Bookmarks.FULL_FINISHED).isEmpty();
        List<RecordRef> older =
                write(new Step(items, marks, news, ours, batch.time().begin(), current));
        confirmation.putRight(writer, Budget.LIVE, items, older);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (news.stream().anyMatch(EntityNews::hasMore)) {
            return Outcome.MORE;
        }
        return current ? Outcome.CURRENT : Outcome.PARTLY;
    }

    private Optional<BitrixError> take(List<EntityNews> news, Batch batch) throws InterruptedException {
        Optional<BitrixError> failure = Optional.empty();
        for (EntityNews each : news) {
            try {
                each.take(batch, portal);
                if (denied.remove(each.entity())) {
                    board.clear(SyncStatus.Alarm.Kind.LOST_PERMISSION, Optional.of(each.entity()));
                }
            } catch (BitrixError e) {
                if (Portal.isDenied(e)) {
                    denied.add(each.entity());
                    board.raise(PortalAlarms.lost(each.entity(), String.valueOf(e.getMessage()), board.now()));
                } else {
                    failure = Optional.of(failure.orElse(e));
                }
            }
        }
        return failure;
    }

    private record Step(
            Items items, Bookmarks marks, List<EntityNews> news, Instant ours, Instant began, boolean current) {}

    /**
     * Writes all of a step.
     *
     * @return records that the mirror holds newer than the portal showed them
     */
    private List<RecordRef> write(Step step) {
        Duration wentBack = wentBack(step);
        List<RecordRef> older = new ArrayList<>();
        writer.change(pen -> {
            older.clear();
            for (EntityNews each : step.news()) {
                older.addAll(rows.put(pen, step.items(), each.entity(), each.rows()));
                each.note(pen, step.began(), overlap, wentBack);
            }
            pen.note(Bookmarks.CLOCK_OURS, step.ours().toString());
            pen.note(Bookmarks.CLOCK_PORTAL, step.began().toString());
            if (step.current() && wentBack.isZero()) {
                noteCurrent(pen, step);
            }
        });
        return older;
    }

    private static void noteCurrent(MirrorWriter.Pen pen, Step step) {
        Instant portalTime = step.news().stream()
                .map(each -> each.began(step.began()))
                .min(Instant::compareTo)
                .orElse(step.began());
        pen.note(Bookmarks.CURRENT_OURS, step.ours().toString());
        pen.note(Bookmarks.CURRENT_PORTAL, portalTime.toString());
        pen.filled(step.ours(), Optional.of(portalTime));
    }

    /**
     * How far the portal's clock went back since the step before. Our clock only measures the time between: what
     * changed after the jump bears times from before it.
     */
    private static Duration wentBack(Step step) {
        Optional<Instant> ours = step.marks().moment(Bookmarks.CLOCK_OURS);
        Optional<Instant> portal = step.marks().moment(Bookmarks.CLOCK_PORTAL);
        if (ours.isEmpty() || portal.isEmpty()) {
            return Duration.ZERO;
        }
        Duration passed = Duration.between(ours.get(), step.ours());
        Duration shown = Duration.between(portal.get(), step.began());
        Duration back = passed.minus(shown);
        if (back.compareTo(JITTER) <= 0) {
            return Duration.ZERO;
        }
        log.warn("The portal's clock went back by {} s against ours; as much more is read again", back.toSeconds());
        return back;
    }
}
