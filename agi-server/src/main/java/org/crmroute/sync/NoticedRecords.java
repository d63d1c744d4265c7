package org.crmroute.sync;

import java.util.ArrayList;
import java.util.HashSet;
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
import org.crmroute.runtime.log.RareLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the records that events told of, by their ids and for nothing else: the lists of all that changed take the
 * portal many times as long, and can wait for the next poll.
 */
final class NoticedRecords {

    private static final Logger log = LoggerFactory.getLogger(NoticedRecords.class);

    /** Of one entity in one step. */
    private static final int MOST = 5 * Portal.PAGE;

    private final Portal portal;
    private final Holdings holdings;
    private final Notices notices;
    private final MirrorWriter writer;
    private final Rows rows;
    private final Confirmation confirmation;
    private final RareLog rare = new RareLog(log);

    NoticedRecords(
            Portal portal,
            Holdings holdings,
            Notices notices,
            MirrorWriter writer,
            Rows rows,
            Confirmation confirmation) {
        this.portal = portal;
        this.holdings = holdings;
        this.notices = notices;
        this.writer = writer;
        this.rows = rows;
        this.confirmation = confirmation;
    }

    /** A page of one entity's notices, and what the portal shows of them. */
    private record Answered(EntityType entity, List<Notice> notices, List<Map<String, Object>> rows) {

        /** Those that are not there, or not for us. */
        List<RecordRef> unseen() {
            Set<Long> there = new HashSet<>(Portal.ids(rows));
            return notices.stream()
                    .map(Notice::record)
                    .filter(ref -> !there.contains(ref.id()))
                    .toList();
        }
    }

    /**
     * One step.
     *
     * @return whether there are more to be asked for at once
     * @throws BitrixError when some could not be asked for; those wait, and what was answered is written
     */
    boolean step(Items items) throws BitrixError, InterruptedException {
        Map<String, List<Notice>> pages = new LinkedHashMap<>();
        Map<String, Command> commands = new LinkedHashMap<>();
        boolean mayBeMore = false;
        Bookmarks marks = Bookmarks.of(holdings);
        for (EntityType entity : EntityType.values()) {
            // what was never read in full comes with the rest
            if (marks.moment(Bookmarks.since(entity)).isPresent()) {
                List<Notice> some = notices.oldest(entity, MOST);
                mayBeMore |= some.size() == MOST;
                addPages(entity, some, pages, commands);
            }
        }
        if (pages.isEmpty()) {
            return false;
        }
        Batch batch = portal.ask(Budget.LIVE, commands);
        List<Answered> answered = new ArrayList<>();
        Optional<BitrixError> failure = Optional.empty();
        for (Map.Entry<String, List<Notice>> page : pages.entrySet()) {
            Answer answer = batch.answers().get(page.getKey());
            BitrixError error = batch.errors().get(page.getKey());
            if (answer != null) {
                EntityType entity = page.getValue().getFirst().record().entity();
                answered.add(new Answered(entity, page.getValue(), Portal.rows(answer)));
            } else if (error != null && !Portal.isDenied(error)) {
                failure = Optional.of(failure.orElse(error));
            }
        }
        boolean allSettled = write(items, answered);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return mayBeMore && allSettled && answered.size() == pages.size();
    }

    private static void addPages(
            EntityType entity, List<Notice> some, Map<String, List<Notice>> pages, Map<String, Command> commands) {
        for (int from = 0; from < some.size(); from += Portal.PAGE) {
            List<Notice> page = some.subList(from, Math.min(from + Portal.PAGE, some.size()));
            String key = entity.word() + from;
            pages.put(key, page);
            commands.put(
                    key,
                    Portal.byIds(
                            entity,
                            page.stream().map(notice -> notice.record().id()).toList()));
        }
    }

    /** @return whether all that was answered is dealt with */
    private boolean write(Items items, List<Answered> answered) throws BitrixError, InterruptedException {
        List<RecordRef> unseen =
                answered.stream().flatMap(each -> each.unseen().stream()).toList();
        Confirmation.Findings findings = confirm(unseen);
        findings.denied().forEach(ref -> rare.warn("An event told of {}, which we may not read", ref));
        Set<RecordRef> unsure = new HashSet<>(findings.unsure());
        List<RecordRef> older = new ArrayList<>();
        writer.change(pen -> {
            older.clear();
            for (Answered each : answered) {
                older.addAll(rows.put(pen, items, each.entity(), each.rows()));
                pen.settle(each.notices().stream()
                        .filter(notice -> !unsure.contains(notice.record()))
                        .toList());
            }
            confirmation.write(pen, items, findings);
        });
        confirmation.putRight(writer, Budget.LIVE, items, older);
        return unsure.isEmpty();
    }

    /** When it cannot be asked, the notices wait. */
    private Confirmation.Findings confirm(List<RecordRef> unseen) throws InterruptedException {
        try {
            return confirmation.ask(Budget.LIVE, unseen);
        } catch (BitrixError e) {
            Confirmation.Findings findings = Confirmation.Findings.none();
            findings.unsure().addAll(unseen);
            rare.warn("Records that events told of cannot be asked for: {}", e);
            return findings;
        }
    }
}
