package org.crmroute.sync;

import java.util.ArrayList;
import java.util.Collection;
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
import org.crmroute.crm.RecordRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for records one by one ({@code crm.item.get}) that a list did not show, or showed older than the mirror holds
 * them. Only {@code NOT_FOUND} means gone: a list leaves out in silence what its reader may not see.
 */
final class Confirmation {

    private static final Logger log = LoggerFactory.getLogger(Confirmation.class);

    /** Of one record. */
    private static final int MOST_LINKED = 1_000;

    private final Portal portal;
    private final Holdings holdings;
    private final Notices notices;
    private final Rows rows;
    private final StatusBoard board;

    Confirmation(Portal portal, Holdings holdings, Notices notices, Rows rows, StatusBoard board) {
        this.portal = portal;
        this.holdings = holdings;
        this.notices = notices;
        this.rows = rows;
        this.board = board;
    }

    /**
     * What the portal says.
     *
     * @param there with their rows
     * @param denied those we may not see
     * @param unsure those it gave no answer about
     */
    record Findings(
            Map<RecordRef, Map<String, Object>> there,
            List<RecordRef> gone,
            List<RecordRef> denied,
            List<RecordRef> unsure) {

        static Findings none() {
            return new Findings(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Asks, {@link Portal#BATCH} in a request.
     *
     * @throws BitrixError when the portal does not answer at all
     */
    Findings ask(Budget budget, Collection<RecordRef> refs) throws BitrixError, InterruptedException {
        Findings findings = Findings.none();
        List<RecordRef> all = refs.stream().distinct().toList();
        for (int from = 0; from < all.size(); from += Portal.BATCH) {
            List<RecordRef> some = all.subList(from, Math.min(from + Portal.BATCH, all.size()));
            Map<String, Command> commands = new LinkedHashMap<>();
            some.forEach(ref -> commands.put(key(ref), Portal.get(ref)));
            Batch batch = portal.ask(budget, commands);
            for (RecordRef ref : some) {
                sort(ref, batch, findings);
            }
        }
        haveLinkedReadAgain(findings.gone());
        return findings;
    }

    /** What linked to a record that is gone may link to the one it was merged into, and nothing else says so. */
    private void haveLinkedReadAgain(List<RecordRef> gone) {
        List<RecordRef> linked = gone.stream()
                .filter(ref -> ref.entity() == EntityType.CONTACT || ref.entity() == EntityType.COMPANY)
                .flatMap(ref -> holdings.linkedTo(ref, MOST_LINKED).stream())
                .distinct()
                .toList();
        if (!linked.isEmpty() && notices.add(linked, EventInbox.MOST_WAITING) > 0) {
            log.info("Too many records wait to be read again; some links are put right by reading all again");
        }
    }

    private static String key(RecordRef ref) {
        return ref.entity().word() + ref.id();
    }

    private static void sort(RecordRef ref, Batch batch, Findings findings) {
        BitrixError error = batch.errors().get(key(ref));
        Answer answer = batch.answers().get(key(ref));
        Optional<Map<String, Object>> item = answer == null ? Optional.empty() : Portal.item(answer);
        if (item.isPresent()) {
            findings.there().put(ref, item.get());
        } else if (error instanceof BitrixError.NotFound) {
            findings.gone().add(ref);
        } else if (error instanceof BitrixError.Terminal) {
            findings.denied().add(ref);
        } else {
            findings.unsure().add(ref);
        }
    }

    /** Asks for records that the mirror holds newer than a list showed them, and writes what the portal says. */
    void putRight(MirrorWriter writer, Budget budget, Items items, List<RecordRef> older)
            throws BitrixError, InterruptedException {
        if (!older.isEmpty()) {
            Findings findings = ask(budget, older);
            writer.change(pen -> write(pen, items, findings));
        }
    }

    /** Writes what was found: those that are there as they are, and those gone not at all. */
    void write(MirrorWriter.Pen pen, Items items, Findings findings) {
        findings.there().forEach((ref, row) -> rows.overwrite(pen, items, ref.entity(), row));
        findings.gone().forEach(ref -> {
            if (pen.remove(ref)) {
                board.removed();
            }
        });
    }
}
