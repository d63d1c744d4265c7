package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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

    /**
     * While others have more to read: entities that are through, and the portal's clock when their pass began. They wait,
     * since passes of different lengths, each begun anew at its end, need never end together.
     */
    private final Map<EntityType, Instant> through = new EnumMap<>(EntityType.class);

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
        Map<EntityType, Instant> waiting = Map.copyOf(through);
        through.clear();
        List<EntityNews> wanted = news.stream()
                .filter(each -> !waiting.containsKey(each.entity()))
                .toList();
        Map<String, Command> commands = new LinkedHashMap<>();
        wanted.forEach(each -> each.addCommands(commands));
        Instant ours = board.now();
        Batch batch = portal.ask(Budget.LIVE, commands);
        Optional<BitrixError> failure = take(wanted, batch);
        Instant began = batch.time().begin();
        Duration wentBack = wentBack(marks, ours, began);
        boolean current = wanted.stream().allMatch(this::isThrough)
                && !marks.text(Bookmarks.FULL_FINISHED).isEmpty();
        Map<EntityType, Instant> known = new EnumMap<>(EntityType.class);
        known.putAll(waiting);
        wanted.stream().filter(this::isThrough).forEach(n -> known.put(n.entity(), n.began(began)));
        List<RecordRef> older = write(new Step(items, news, ours, began, wentBack, current, known));
        confirmation.putRight(writer, Budget.LIVE, items, older);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (wanted.stream().anyMatch(EntityNews::hasMore)) {
            if (wentBack.isZero()) {
                through.putAll(known);
            }
            return Outcome.MORE;
        }
        return current ? Outcome.CURRENT : Outcome.PARTLY;
    }

    private boolean isThrough(EntityNews news) {
        return news.isComplete() || denied.contains(news.entity());
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

    /**
     * @param news of all entities, those that wait included
     * @param wentBack how far the portal's clock went back since the step before
     * @param known who is through, and up to which time of the portal's clock
     */
    private record Step(
            Items items,
            List<EntityNews> news,
            Instant ours,
            Instant began,
            Duration wentBack,
            boolean current,
            Map<EntityType, Instant> known) {}

    /**
     * Writes all of a step.
     *
     * @return records that the mirror holds newer than the portal showed them
     */
    private List<RecordRef> write(Step step) {
        List<RecordRef> older = new ArrayList<>();
        writer.change(pen -> {
            older.clear();
            for (EntityNews each : step.news()) {
                older.addAll(rows.put(pen, step.items(), each.entity(), each.rows()));
                each.note(pen, step.began(), overlap, step.wentBack());
            }
            pen.note(Bookmarks.CLOCK_OURS, step.ours().toString());
            pen.note(Bookmarks.CLOCK_PORTAL, step.began().toString());
            if (step.current() && step.wentBack().isZero()) {
                noteCurrent(pen, step);
            }
        });
        return older;
    }

    private static void noteCurrent(MirrorWriter.Pen pen, Step step) {
        Instant portalTime =
                step.known().values().stream().min(Instant::compareTo).orElse(step.began());
        pen.note(Bookmarks.CURRENT_OURS, step.ours().toString());
        pen.note(Bookmarks.CURRENT_PORTAL, portalTime.toString());
        pen.filled(step.ours(), Optional.of(portalTime));
    }

    /**
     * How far the portal's clock went back since the step before. Our clock only measures the time between: what
     * changed after the jump bears times from before it.
     */
    private static Duration wentBack(Bookmarks marks, Instant nowOurs, Instant nowPortal) {
        Optional<Instant> ours = marks.moment(Bookmarks.CLOCK_OURS);
        Optional<Instant> portal = marks.moment(Bookmarks.CLOCK_PORTAL);
        if (ours.isEmpty() || portal.isEmpty()) {
            return Duration.ZERO;
        }
        Duration passed = Duration.between(ours.get(), nowOurs);
        Duration shown = Duration.between(portal.get(), nowPortal);
        Duration back = passed.minus(shown);
        if (back.compareTo(JITTER) <= 0) {
            return Duration.ZERO;
        }
        log.warn("The portal's clock went back by {} s against ours; as much more is read again", back.toSeconds());
        return back;
    }
}
