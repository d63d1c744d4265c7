package org.crmroute.sync;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Command;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * Compares what the mirror holds with what the portal counts, range of ids by range, and looks into those that differ.
 * What the mirror lacks is fetched; what the portal lacks is judged at the end, all together ({@link Judgement}).
 * Finds what no poll can: deletions whose event was lost, and records restored or imported with old times.
 */
final class DeleteSweep {

    /** Rows at a time stay few: 10 pages. */
    private static final int FETCHED = 10;

    private final Portal portal;
    private final Holdings holdings;
    private final MirrorWriter writer;
    private final Rows rows;
    private final Absentees absentees;
    private final Judgement judgement;
    private final StatusBoard board;

    private final Deque<IdRange> toCount = new ArrayDeque<>();
    private final Deque<IdRange> toList = new ArrayDeque<>();
    private final Deque<RecordRef> toFetch = new ArrayDeque<>();
    private final Set<EntityType> denied = EnumSet.noneOf(EntityType.class);
    private Optional<Instant> began = Optional.empty();
    private boolean underWay;

    DeleteSweep(
            Portal portal,
            Holdings holdings,
            MirrorWriter writer,
            Rows rows,
            Absentees absentees,
            Judgement judgement,
            StatusBoard board) {
        this.portal = portal;
        this.holdings = holdings;
        this.writer = writer;
        this.rows = rows;
        this.absentees = absentees;
        this.judgement = judgement;
        this.board = board;
    }

    /**
     * One request, or one transaction; begins a comparison when none is under way.
     *
     * @return whether the comparison is complete
     */
    boolean step(Items items) throws BitrixError, InterruptedException {
        if (!underWay) {
            begin();
        }
        if (!toCount.isEmpty()) {
            count();
        } else if (!toList.isEmpty()) {
            list();
        } else if (!toFetch.isEmpty()) {
            fetch(items);
        } else if (judgement.step(items, denied, began)) {
            underWay = false;
            board.sweep(board.sweep().ended(board.now()));
            return true;
        }
        return false;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Gives up the comparison under way. */
    void forget() {
        underWay = false;
    }

    private void begin() {
        toCount.clear();
        toList.clear();
        toFetch.clear();
        denied.clear();
        began = Optional.empty();
        for (EntityType entity : EntityType.values()) {
            holdings.last(entity).ifPresent(last -> toCount.addAll(IdRange.upTo(entity, last)));
        }
        judgement.begin(Bookmarks.of(holdings));
        underWay = true;
        board.sweep(board.sweep().begun());
    }

    private void count() throws BitrixError, InterruptedException {
        List<IdRange> ranges = first(toCount, Portal.BATCH);
        Batch batch = ask(ranges, false);
        List<IdRange> differing = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            IdRange range = ranges.get(i);
            Optional<Answer> answer = answer(batch, range, i);
            long held = holdings.count(range.entity(), range.after(), range.upTo());
            if (answer.isEmpty() || answer.get().total().orElse(held) == held) {
                continue;
            }
            if (answer.get().total().orElse(held) == 0) {
                missing(range, List.of());
            } else {
                differing.add(range);
            }
        }
        drop(toCount, ranges.size());
        for (IdRange range : differing) {
            if (isHopeless(range.entity())) {
                continue;
            }
            (range.isSmall() ? toList : toCount).addAll(range.split());
        }
    }

    /** So much is missing already that nothing will be removed: no need to know exactly. */
    private boolean isHopeless(EntityType entity) {
        return judgement.isTooMany(entity);
    }

    private void list() throws BitrixError, InterruptedException {
        List<IdRange> ranges = first(toList, Portal.BATCH);
        Batch batch = ask(ranges, true);
        for (int i = 0; i < ranges.size(); i++) {
            IdRange range = ranges.get(i);
            Optional<Answer> answer = answer(batch, range, i);
            if (answer.isPresent()) {
                compare(range, Portal.ids(Portal.rows(answer.get())));
            }
        }
        drop(toList, ranges.size());
    }

    private void compare(IdRange range, List<Long> shown) {
        missing(range, shown);
        List<Long> held = new ArrayList<>();
        for (long id : holdings.ids(range.entity(), range.after(), range.upTo())) {
            held.add(id);
        }
        shown.stream().filter(id -> !held.contains(id)).forEach(id -> toFetch.add(new RecordRef(range.entity(), id)));
    }

    private void missing(IdRange range, List<Long> shown) {
        absentees.addMissing(range.entity(), holdings.ids(range.entity(), range.after(), range.upTo()), shown);
    }

    private Batch ask(List<IdRange> ranges, boolean list) throws BitrixError, InterruptedException {
        Map<String, Command> commands = new LinkedHashMap<>();
        for (int i = 0; i < ranges.size(); i++) {
            IdRange range = ranges.get(i);
            commands.put("range" + i, list ? Portal.ids(range) : Portal.count(range));
        }
        Batch batch = portal.ask(Budget.SWEEP, commands);
        if (began.isEmpty()) {
            began = Optional.of(batch.time().begin());
        }
        return batch;
    }

    /** Empty where we may not read, which is told; the mirror keeps what it has. */
    private Optional<Answer> answer(Batch batch, IdRange range, int i) throws BitrixError {
        BitrixError error = batch.errors().get("range" + i);
        if (error == null) {
            return Optional.ofNullable(batch.answers().get("range" + i));
        }
        if (!Portal.isDenied(error)) {
            throw error;
        }
        denied.add(range.entity());
        return Optional.empty();
    }

    private void fetch(Items items) throws BitrixError, InterruptedException {
        List<RecordRef> refs = first(toFetch, FETCHED * Portal.PAGE);
        Map<String, Command> commands = new LinkedHashMap<>();
        for (EntityType entity : EntityType.values()) {
            List<Long> ids = refs.stream()
                    .filter(ref -> ref.entity() == entity)
                    .map(RecordRef::id)
                    .toList();
            for (int from = 0; from < ids.size(); from += Portal.PAGE) {
                commands.put(
                        entity.word() + "_" + from,
                        Portal.byIds(entity, ids.subList(from, Math.min(from + Portal.PAGE, ids.size()))));
            }
        }
        Batch batch = portal.ask(Budget.SWEEP, commands);
        for (BitrixError error : batch.errors().values()) {
            if (!Portal.isDenied(error)) {
                throw error;
            }
        }
        writer.change(pen -> batch.answers().forEach((key, answer) -> {
            EntityType entity =
                    EntityType.ofWord(key.substring(0, key.indexOf('_'))).orElseThrow();
            rows.put(pen, items, entity, Portal.rows(answer));
        }));
        drop(toFetch, refs.size());
        board.sweep(board.sweep().withExtra(refs.size()));
    }

    private static <T> List<T> first(Deque<T> queue, int most) {
        return queue.stream().limit(most).toList();
    }

    /** What was asked leaves the queue only when it was answered. */
    private static <T> void drop(Deque<T> queue, int count) {
        for (int i = 0; i < count; i++) {
            queue.removeFirst();
        }
    }
}
