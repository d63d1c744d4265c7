package org.crmroute.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Chain;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/**
 * Reads all records of an entity in the order of their ids, as many at a time as one request brings. The portal is asked
 * on while others use the thread; records that the mirror holds and the portal did not show become suspects.
 */
final class Stretches implements AutoCloseable {

    private final Budget budget;
    private final Holdings holdings;
    private final MirrorWriter writer;
    private final Rows rows;
    private final Confirmation confirmation;
    private final Absentees absentees;
    private final Ahead ahead;

    /**
     * @param budget what the portal is asked with
     * @param answered is told when rows have come, on another thread
     */
    Stretches(
            Budget budget,
            Portal portal,
            Holdings holdings,
            MirrorWriter writer,
            Rows rows,
            Confirmation confirmation,
            Absentees absentees,
            Runnable answered) {
        this.budget = budget;
        this.holdings = holdings;
        this.writer = writer;
        this.rows = rows;
        this.confirmation = confirmation;
        this.absentees = absentees;
        this.ahead = new Ahead((entity, after) -> portal.records(budget, entity, after), answered);
    }

    /** The records of an entity behind an id, up to the last that the request brought. */
    record Stretch(EntityType entity, long after, Chain chain) {

        /** Whether there are none behind it; a page that leads nowhere is the last, too. */
        boolean isLast() {
            return chain.complete() || chain.last().isEmpty();
        }

        /** The last id in it; where it began when it is empty. */
        long last() {
            return chain.last().orElse(after);
        }

        /** Up to which id the portal has said what it has. */
        long upTo() {
            return isLast() ? Long.MAX_VALUE : last();
        }

        int size() {
            return chain.rows().size();
        }
    }

    /** What is behind an id, if it has come; else it is asked for. */
    Optional<Stretch> next(EntityType entity, long after) throws BitrixError, InterruptedException {
        return ahead.get(entity, after).map(chain -> new Stretch(entity, after, chain));
    }

    /** Has what is behind an id asked for, so that it comes while something else is done. */
    void askFor(EntityType entity, long after) {
        ahead.ask(entity, after);
    }

    /**
     * Writes a stretch.
     *
     * @param noting how far we are with it, in the same transaction
     * @throws BitrixError when records that the mirror holds newer could not be asked for; the others are written
     */
    void write(Items items, Stretch stretch, Consumer<MirrorWriter.Pen> noting)
            throws BitrixError, InterruptedException {
        EntityType entity = stretch.entity();
        List<Map<String, Object>> shown = stretch.chain().rows();
        absentees.addMissing(entity, holdings.ids(entity, stretch.after(), stretch.upTo()), Portal.ids(shown));
        List<RecordRef> older = new ArrayList<>();
        writer.change(pen -> {
            older.clear();
            older.addAll(rows.put(pen, items, entity, shown));
            noting.accept(pen);
        });
        confirmation.putRight(writer, budget, items, older);
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
