package org.crmroute.console.trial;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.crmroute.routing.Replay;
import org.crmroute.scenario.CompiledScenario;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replays, one at a time, in a thread of their own that pauses more than it works: calls that come meanwhile find
 * the processors free.
 */
public final class ReplayDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDesk.class);

    /** The most calls that are looked at. */
    static final int MOST_CALLS = 5000;

    /** Runs whose outcome can still be seen; each takes some hundred kilobytes at most. */
    private static final int KEPT = 5;

    private static final int WAITING = 3;
    private static final int BETWEEN_PAUSES = 10;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final DecisionLog log;
    private final Replay replay;
    private final Clock clock;
    private final Deque<Run> runs = new ArrayDeque<>();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("replay").factory());

    public ReplayDesk(DecisionLog log, Replay replay, Clock clock) {
        this.log = log;
        this.replay = replay;
        this.clock = clock;
        worker.allowCoreThreadTimeOut(true);
    }

    /** Where a run stands. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /** A run; looked at by pages while it goes on. */
    public static final class Run {

        private final String id = UUID.randomUUID().toString();
        private final String owner;
        private final CompiledScenario draft;
        private final int wanted;
        private final Instant began;
        private volatile State state = State.WAITING;
        private volatile int done;
        private volatile int total;
        private volatile boolean cancelled;
        private volatile Optional<Replay.Outcome> outcome = Optional.empty();

        private Run(String owner, CompiledScenario draft, int wanted, Instant began) {
            this.owner = owner;
            this.draft = draft;
            this.wanted = wanted;
            this.began = began;
            this.total = wanted;
        }

        String id() {
            return id;
        }

        String scenario() {
            return draft.name();
        }

        Instant began() {
            return began;
        }

        State state() {
            return state;
        }

        int done() {
            return done;
        }

        int total() {
            return total;
        }

        /** What came of it; of those that were decided before it was cancelled. */
        Optional<Replay.Outcome> outcome() {
            return outcome;
        }

        void cancel() {
            cancelled = true;
        }
    }

    /** Begins a run over the scenario's newest calls; empty when too many wait already. */
    Optional<Run> begin(String owner, CompiledScenario draft, int calls) {
        Run run = new Run(owner, draft, Math.clamp(calls, 1, MOST_CALLS), clock.instant());
        synchronized (runs) {
            try {
                worker.execute(() -> work(run));
            } catch (RejectedExecutionException e) {
                return Optional.empty();
            }
            runs.addFirst(run);
            while (runs.size() > KEPT + WAITING) {
                runs.removeLast().cancel();
            }
        }
        return Optional.of(run);
    }

    /** A run of somebody's own. */
    Optional<Run> find(String id, String owner) {
        synchronized (runs) {
            return runs.stream()
                    .filter(run -> run.id.equals(id) && run.owner.equals(owner))
                    .findFirst();
        }
    }

    private void work(Run run) {
        run.state = State.RUNNING;
        try {
            List<Line> lines = log.lines(Query.newest(run.wanted).ofScenario(run.scenario()));
            run.total = lines.size();
            run.outcome = Optional.of(replay.run(lines, run.draft, done -> goOn(run, done)));
            run.done = run.outcome.get().calls();
            run.state = run.done < run.total ? State.CANCELLED : State.DONE;
        } catch (RuntimeException e) {
            LOG.warn("A replay of scenario {} failed", run.scenario(), e);
            run.state = State.FAILED;
        }
    }

    private static boolean goOn(Run run, int done) {
        run.done = done;
        if (done % BETWEEN_PAUSES == 0) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !run.cancelled;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
