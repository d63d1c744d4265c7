package org.crmroute.sync;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Chain;
import org.crmroute.crm.EntityType;

/**
 * Has the next rows asked for while those before are written, and while what changed is asked for in between. One
 * request ahead, so memory stays small.
 */
final class Ahead implements AutoCloseable {

    private final Question question;
    private final Runnable answered;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("crmroute-sync-ahead").factory());
    private Optional<Asked> asked = Optional.empty();

    /** Asks for the rows behind an id. */
    interface Question {
        Chain ask(EntityType entity, long after) throws BitrixError, InterruptedException;
    }

    private record Asked(EntityType entity, long after, Future<Chain> answer) {
        boolean isFor(EntityType otherEntity, long otherAfter) {
            return entity == otherEntity && after == otherAfter;
        }
    }

    /** @param answered is told when there is an answer, on a thread of ours */
    Ahead(Question question, Runnable answered) {
        this.question = question;
        this.answered = answered;
    }

    /** Begins to ask, if that was not done yet. */
    void ask(EntityType entity, long after) {
        if (asked.isPresent() && asked.get().isFor(entity, after)) {
            return;
        }
        forget();
        FutureTask<Chain> answer = new FutureTask<>(() -> question.ask(entity, after)) {
            @Override
            protected void done() {
                answered.run();
            }
        };
        thread.execute(answer);
        asked = Optional.of(new Asked(entity, after, answer));
    }

    /** The rows, if they have come; else they are asked for. */
    Optional<Chain> get(EntityType entity, long after) throws BitrixError, InterruptedException {
        ask(entity, after);
        Asked now = asked.orElseThrow();
        if (!now.answer().isDone()) {
            return Optional.empty();
        }
        asked = Optional.empty();
        try {
            return Optional.of(now.answer().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BitrixError error) {
                throw error;
            }
            throw new IllegalStateException("The portal's rows could not be read", e.getCause());
        }
    }

    void forget() {
        asked.ifPresent(a -> a.answer().cancel(true));
        asked = Optional.empty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
