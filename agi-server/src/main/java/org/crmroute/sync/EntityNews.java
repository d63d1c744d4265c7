package org.crmroute.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Chain;
import org.crmroute.bitrix24.Command;
import org.crmroute.crm.EntityType;

/**
 * What is new of one entity in one step: records that changed since the last complete pass, in the order of their ids,
 * so that one that changes again while we page still is among them; records behind the last known id, whatever their
 * time says.
 */
final class EntityNews {

    private final EntityType entity;
    private final Instant since;
    private final long at;
    private final Optional<Instant> passBegan;
    private final long known;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private boolean changesRead;
    private boolean changesComplete;
    private long changesUpTo;
    private boolean newComplete;
    private long newUpTo;

    private EntityNews(EntityType entity, Instant since, Bookmarks marks) {
        this.entity = entity;
        this.since = since;
        this.at = marks.number(Bookmarks.at(entity));
        this.passBegan = at == 0 ? Optional.empty() : marks.moment(Bookmarks.passBegan(entity));
        this.known = marks.number(Bookmarks.known(entity));
        this.changesUpTo = at;
        this.newUpTo = known;
    }

    /** Empty for an entity that was not read in full yet. */
    static Optional<EntityNews> of(EntityType entity, Bookmarks marks) {
        return marks.moment(Bookmarks.since(entity)).map(since -> new EntityNews(entity, since, marks));
    }

    void addCommands(Map<String, Command> commands) {
        commands.put(key("changed"), Portal.changedCommand(entity, since, at));
        commands.put(key("new"), Portal.newCommand(entity, known));
    }

    private String key(String what) {
        return entity.word() + "_" + what;
    }

    /**
     * Takes the answers, and asks on where a page was full. What was taken before an error stays taken.
     */
    void take(Batch batch, Portal portal) throws BitrixError, InterruptedException {
        List<Map<String, Object>> changed = Portal.rows(answer(batch, key("changed")));
        changesRead = true;
        rows.addAll(changed);
        changesUpTo = lastOf(changed, at);
        changesComplete = isLast(changed, changesUpTo, at);
        List<Map<String, Object>> fresh = Portal.rows(answer(batch, key("new")));
        rows.addAll(fresh);
        newUpTo = lastOf(fresh, known);
        newComplete = isLast(fresh, newUpTo, known);
        if (!changesComplete) {
            Chain chain = portal.changed(entity, since, changesUpTo);
            rows.addAll(chain.rows());
            changesComplete = chain.complete() || chain.last().isEmpty();
            changesUpTo = chain.last().orElse(changesUpTo);
        }
        if (!newComplete) {
            Chain chain = portal.records(Budget.LIVE, entity, newUpTo);
            rows.addAll(chain.rows());
            newComplete = chain.complete() || chain.last().isEmpty();
            newUpTo = chain.last().orElse(newUpTo);
        }
    }

    private static Answer answer(Batch batch, String key) throws BitrixError {
        BitrixError error = batch.errors().get(key);
        if (error != null) {
            throw error;
        }
        Answer answer = batch.answers().get(key);
        if (answer == null) {
            throw new BitrixError.Recoverable("no-answer", "a batch lacks the answer to " + key, Duration.ZERO);
        }
        return answer;
    }

    private static long lastOf(List<Map<String, Object>> page, long before) {
        for (Map<String, Object> row : page.reversed()) {
            OptionalLong id = Portal.id(row);
            if (id.isPresent()) {
                return Math.max(before, id.getAsLong());
            }
        }
        return before;
    }

    /** A page that leads nowhere is the last, too: asking on would never end. */
    private static boolean isLast(List<Map<String, Object>> page, long last, long before) {
        return page.size() < Portal.PAGE || last == before;
    }

    EntityType entity() {
        return entity;
    }

    /** In the order in which the portal was asked: of two that look equally old the later is right. */
    List<Map<String, Object>> rows() {
        return rows;
    }

    /** Whether all that changed is known now. */
    boolean isComplete() {
        return changesRead && changesComplete && newComplete;
    }

    /** Whether the portal has more for us at once. */
    boolean hasMore() {
        return changesRead && !isComplete();
    }

    /** The portal's clock when the pass began that this step belongs to. */
    Instant began(Instant stepBegan) {
        return passBegan.orElse(stepBegan);
    }

    /**
     * Notes how far this is.
     *
     * @param stepBegan the portal's clock
     * @param wentBack how far the portal's clock went back since the step before: as much more is asked for
     */
    void note(MirrorWriter.Pen pen, Instant stepBegan, Duration overlap, Duration wentBack) {
        if (!wentBack.isZero()) {
            pen.note(Bookmarks.since(entity), since.minus(wentBack).toString());
            pen.note(Bookmarks.at(entity), "0");
        } else if (changesRead && changesComplete) {
            pen.note(Bookmarks.since(entity), began(stepBegan).minus(overlap).toString());
            pen.note(Bookmarks.at(entity), "0");
        } else if (changesRead) {
            pen.note(Bookmarks.at(entity), String.valueOf(changesUpTo));
            pen.note(Bookmarks.passBegan(entity), began(stepBegan).toString());
        }
        if (newUpTo > known) {
            pen.note(Bookmarks.known(entity), String.valueOf(newUpTo));
        }
    }
}
