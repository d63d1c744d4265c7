package org.crmroute.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.runtime.log.RareLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the portal's rows into the mirror. One that makes no sense is skipped, counted and told of now and then. */
final class Rows {

    private static final Logger log = LoggerFactory.getLogger(Rows.class);

    private final StatusBoard board;
    private final RareLog rare = new RareLog(log);

    Rows(StatusBoard board) {
        this.board = board;
    }

    /**
     * Writes rows that may be older than what the mirror holds.
     *
     * @return those that are
     */
    List<RecordRef> put(MirrorWriter.Pen pen, Items items, EntityType entity, List<Map<String, Object>> rows) {
        List<RecordRef> older = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            read(items, entity, row).ifPresent(read -> {
                if (read.record().isEmpty()) {
                    pen.leaveOut(read.ref());
                } else if (pen.put(read.record().get())) {
                    board.put();
                } else {
                    board.refused();
                    older.add(read.ref());
                }
            });
        }
        return older;
    }

    /** Writes a row that the portal was asked for on purpose: it is right, whatever the mirror holds. */
    void overwrite(MirrorWriter.Pen pen, Items items, EntityType entity, Map<String, Object> row) {
        read(items, entity, row).ifPresent(read -> {
            if (read.record().isEmpty()) {
                pen.leaveOut(read.ref());
            } else {
                pen.overwrite(read.record().get());
                board.put();
            }
        });
    }

    /** @param record empty for what is no customer's */
    private record Read(RecordRef ref, Optional<MirrorRecord> record) {}

    private Optional<Read> read(Items items, EntityType entity, Map<String, Object> row) {
        OptionalLong id = Portal.id(row);
        try {
            Optional<MirrorRecord> record = items.read(entity, row);
            return Optional.of(new Read(new RecordRef(entity, id.orElseThrow()), record));
        } catch (BadRow | RuntimeException e) {
            board.badRow();
            String which = id.isPresent() ? entity + ":" + id.getAsLong() : "a " + entity + " without id";
            rare.warn("A row of the portal was skipped: {}", which + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
