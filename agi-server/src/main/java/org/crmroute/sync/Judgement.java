package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * Decides what becomes of records that lists no longer show. A few are asked for one by one and removed if they are
 * gone. Of too many only some are asked for: if those are gone it is a mass drop and somebody must accept it, if we may
 * not see them it is a lost permission; the mirror keeps them all in both cases. When the next comparison finds an
 * entity in order again, its alarm goes, and its changes are read again from the last moment all was in order.
 */
final class Judgement {

    private static final int MOST_DENIED = Portal.BATCH;

    /** Before the last good comparison: what was on its way into the portal's database then. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    private final Holdings holdings;
    private final MirrorWriter writer;
    private final Confirmation confirmation;
    private final Absentees absentees;
    private final StatusBoard board;

    private final Map<EntityType, Long> limits = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Long> deniedRecords = new EnumMap<>(EntityType.class);
    private final Map<EntityType, SyncStatus.Alarm> alarms = new EnumMap<>(EntityType.class);
    private final Set<EntityType> judged = EnumSet.noneOf(EntityType.class);
    private boolean accepted;
    private boolean overflowed;

    Judgement(
            Holdings holdings, MirrorWriter writer, Confirmation confirmation, Absentees absentees, StatusBoard board) {
        this.holdings = holdings;
        this.writer = writer;
        this.confirmation = confirmation;
        this.absentees = absentees;
        this.board = board;
    }

    void begin(Bookmarks marks) {
        accepted = !marks.text(Bookmarks.DROP_ACCEPTED).isEmpty();
        overflowed = false;
        judged.clear();
        alarms.clear();
        deniedRecords.clear();
        for (EntityType entity : EntityType.values()) {
            limits.put(entity, Absentees.limit(holdings.count(entity, 0, Long.MAX_VALUE)));
        }
    }

    /** Whether more of an entity are missing than may go unasked. */
    boolean isTooMany(EntityType entity) {
        return absentees.isFull(entity) || (!accepted && absentees.count(entity) > limits.getOrDefault(entity, 0L));
    }

    /**
     * Judges some.
     *
     * @param denied entities whose lists we may not read at all
     * @param began the portal's clock at the beginning of the comparison
     * @return whether all are judged
     */
    boolean step(Items items, Set<EntityType> denied, Optional<Instant> began)
            throws BitrixError, InterruptedException {
        for (EntityType entity : EntityType.values()) {
            if (!judged.contains(entity)) {
                if (judge(items, entity, denied.contains(entity))) {
                    judged.add(entity);
                }
                return false;
            }
        }
        finish(began);
        return true;
    }

    private boolean judge(Items items, EntityType entity, boolean denied) throws BitrixError, InterruptedException {
        if (denied) {
            alarms.put(entity, PortalAlarms.lost(entity, "ACCESS_DENIED", board.now()));
            absentees.forget(entity);
            return true;
        }
        if (!accepted && isTooMany(entity)) {
            judgeMany(entity);
            absentees.forget(entity);
            return true;
        }
        overflowed |= absentees.isFull(entity);
        List<RecordRef> some = absentees.first(entity, Portal.BATCH);
        if (some.isEmpty()) {
            return true;
        }
        Confirmation.Findings findings = confirmation.ask(Budget.SWEEP, some);
        writer.change(pen -> confirmation.write(pen, items, findings));
        absentees.forget(some);
        missing(findings.gone().size());
        long refused = deniedRecords.merge(entity, (long) findings.denied().size(), Long::sum);
        if (refused > 0) {
            alarms.put(entity, PortalAlarms.lost(entity, "ACCESS_DENIED", board.now()));
        }
        if (refused >= MOST_DENIED) {
            absentees.forget(entity);
        }
        return false;
    }

    private void judgeMany(EntityType entity) throws BitrixError, InterruptedException {
        Confirmation.Findings findings = confirmation.ask(Budget.SWEEP, absentees.sample(entity, Portal.BATCH));
        int count = absentees.count(entity);
        missing(count);
        if (findings.gone().size() > findings.denied().size()) {
            alarms.put(entity, PortalAlarms.massDrop(entity, count, limits.getOrDefault(entity, 0L), board.now()));
        } else if (!findings.unsure().isEmpty()
                && findings.denied().isEmpty()
                && findings.there().isEmpty()) {
            throw new BitrixError.Recoverable(
                    "no-answer", "the portal does not say whether records are gone", Duration.ZERO);
        } else {
            String why = findings.denied().isEmpty() ? "lists leave out what single questions show" : "ACCESS_DENIED";
            alarms.put(entity, PortalAlarms.lost(entity, why, board.now()));
        }
    }

    private void missing(long more) {
        board.sweep(board.sweep().withMissing(more));
    }

    private void finish(Optional<Instant> began) {
        Bookmarks marks = Bookmarks.of(holdings);
        writer.change(pen -> {
            pen.note(Bookmarks.COMPARED_OURS, board.now().toString());
            if (accepted && !overflowed) {
                pen.note(Bookmarks.DROP_ACCEPTED, "");
            }
            for (EntityType entity : EntityType.values()) {
                SyncStatus.Alarm alarm = alarms.get(entity);
                if (alarm != null) {
                    pen.note(Bookmarks.alarm(entity), alarm.kind().name());
                } else {
                    note(pen, marks, entity, began);
                }
            }
        });
        for (EntityType entity : EntityType.values()) {
            for (SyncStatus.Alarm.Kind kind :
                    List.of(SyncStatus.Alarm.Kind.MASS_DROP, SyncStatus.Alarm.Kind.LOST_PERMISSION)) {
                SyncStatus.Alarm alarm = alarms.get(entity);
                if (alarm != null && alarm.kind() == kind) {
                    board.raise(alarm);
                } else {
                    board.clear(kind, Optional.of(entity));
                }
            }
        }
    }

    /** The entity is in order; if it was not before, what changed meanwhile may have been hidden from us. */
    private static void note(MirrorWriter.Pen pen, Bookmarks marks, EntityType entity, Optional<Instant> began) {
        Optional<Instant> since = marks.moment(Bookmarks.since(entity));
        Optional<Instant> seen = marks.moment(Bookmarks.seen(entity));
        if (!marks.text(Bookmarks.alarm(entity)).isEmpty()) {
            pen.note(Bookmarks.alarm(entity), "");
            if (since.isPresent() && seen.isPresent() && seen.get().isBefore(since.get())) {
                pen.note(Bookmarks.since(entity), seen.get().minus(BEFORE).toString());
                pen.note(Bookmarks.at(entity), "0");
            }
        }
        began.ifPresent(moment -> pen.note(Bookmarks.seen(entity), moment.toString()));
    }
}
