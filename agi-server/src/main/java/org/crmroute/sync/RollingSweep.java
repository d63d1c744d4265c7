package org.crmroute.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.crm.EntityType;

/**
 * Reads all records again, a little at a time and round after round: what no clock, event or count shows (a row that
 * changed while its time did not) is right again at the latest after one round.
 */
final class RollingSweep implements AutoCloseable {

    private static final EntityType FIRST = FullSync.ORDER.getFirst();
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Holdings holdings;
    private final MirrorWriter writer;
    private final StatusBoard board;
    private final Stretches stretches;
    private final Duration round;

    RollingSweep(Holdings holdings, MirrorWriter writer, StatusBoard board, Stretches stretches, Duration round) {
        this.holdings = holdings;
        this.writer = writer;
        this.board = board;
        this.stretches = stretches;
        this.round = round;
    }

    /** Begins a round anew. */
    void restart() {
        stretches.forget();
        writer.change(pen -> note(pen, FIRST, 0));
    }

    /**
     * Reads as much again as one request brings.
     *
     * @return when to read on, so that a round takes its time; empty while the portal's answer has not come
     */
    Optional<Duration> step(Items items) throws BitrixError, InterruptedException {
        Bookmarks marks = Bookmarks.of(holdings);
        EntityType entity = EntityType.ofWord(marks.text(Bookmarks.REREAD)).orElse(FIRST);
        long after = marks.number(Bookmarks.rereadAfter());
        Optional<Stretches.Stretch> answer;
        try {
            answer = stretches.next(entity, after);
        } catch (BitrixError e) {
            if (!Portal.isDenied(e)) {
                throw e;
            }
            // the comparison tells of it
            goOn(next(entity), 0, entity);
            return Optional.of(LONGEST_PAUSE);
        }
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        Stretches.Stretch stretch = answer.get();
        EntityType onward = stretch.isLast() ? next(entity) : entity;
        long from = stretch.isLast() ? 0 : stretch.last();
        stretches.write(items, stretch, pen -> note(pen, onward, from));
        tell(onward, from, entity);
        return Optional.of(pause(stretch.size()));
    }

    private void goOn(EntityType entity, long after, EntityType before) {
        writer.change(pen -> note(pen, entity, after));
        tell(entity, after, before);
    }

    private void tell(EntityType entity, long after, EntityType before) {
        boolean whole = entity != before && entity == FIRST;
        board.sweep(board.sweep().at(entity, after, board.sweep().rounds() + (whole ? 1 : 0)));
    }

    private static void note(MirrorWriter.Pen pen, EntityType entity, long after) {
        pen.note(Bookmarks.REREAD, entity.word());
        pen.note(Bookmarks.rereadAfter(), String.valueOf(after));
    }

    private static EntityType next(EntityType entity) {
        List<EntityType> all = FullSync.ORDER;
        return all.get((all.indexOf(entity) + 1) % all.size());
    }

    private Duration pause(int read) {
        long all = 1;
        for (EntityType entity : EntityType.values()) {
            all += holdings.count(entity, 0, Long.MAX_VALUE);
        }
        Duration share = Duration.ofMillis(Math.round(round.toMillis() * (read / (double) all)));
        return share.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : share.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : share;
    }

    /** Gives up what was asked for. */
    void forget() {
        stretches.forget();
    }

    @Override
    public void close() {
        stretches.close();
    }
}
