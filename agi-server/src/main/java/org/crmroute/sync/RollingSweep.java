package org.crmroute.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Chain;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * Reads all records again, a little at a time and round after round: what no clock, event or count shows (a row that
 * changed while its time did not) is right again at the latest after one round.
 */
final class RollingSweep implements AutoCloseable {

    private static final EntityType FIRST = FullSync.ORDER.getFirst();
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Ahead ahead;
    private final Holdings holdings;
    private final MirrorWriter writer;
    private final Rows rows;
    private final Confirmation confirmation;
    private final Absentees absentees;
    private final StatusBoard board;
    private final Duration round;

    RollingSweep(
            Portal portal,
            Holdings holdings,
            MirrorWriter writer,
            Rows rows,
            Confirmation confirmation,
            Absentees absentees,
            StatusBoard board,
            Duration round,
            Runnable answered) {
        this.holdings = holdings;
        this.writer = writer;
        this.rows = rows;
        this.confirmation = confirmation;
        this.absentees = absentees;
        this.board = board;
        this.round = round;
        this.ahead = new Ahead((entity, after) -> portal.records(Budget.SWEEP, entity, after), answered);
    }

    /** Begins a round anew. */
    void restart() {
        ahead.forget();
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
        Chain chain;
        try {
            Optional<Chain> answer = ahead.get(entity, after);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            chain = answer.get();
        } catch (BitrixError e) {
            if (!Portal.isDenied(e)) {
                throw e;
            }
            // the comparison tells of it
            goOn(next(entity), 0, entity);
            return Optional.of(LONGEST_PAUSE);
        }
        boolean complete = chain.complete() || chain.last().isEmpty();
        long upTo = complete ? Long.MAX_VALUE : chain.last().getAsLong();
        absentees.addMissing(entity, holdings.ids(entity, after, upTo), Portal.ids(chain.rows()));
        List<RecordRef> older = new ArrayList<>();
        writer.change(pen -> {
            older.clear();
            older.addAll(rows.put(pen, items, entity, chain.rows()));
            note(pen, complete ? next(entity) : entity, complete ? 0 : upTo);
        });
        if (!older.isEmpty()) {
            Confirmation.Findings findings = confirmation.ask(Budget.SWEEP, older);
            writer.change(pen -> confirmation.write(pen, items, findings));
        }
        tell(complete ? next(entity) : entity, complete ? 0 : upTo, entity);
        return Optional.of(pause(chain.rows().size()));
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
        ahead.forget();
    }

    @Override
    public void close() {
        ahead.close();
    }
}
