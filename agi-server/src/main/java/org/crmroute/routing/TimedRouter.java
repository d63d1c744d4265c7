package org.crmroute.routing;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmroute.call.Party;
import org.crmroute.crm.CallerLookup;
import org.crmroute.runtime.log.RareLog;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides calls within a deadline. Decisions are made on a few threads of their own, so that a disk that hangs, or a
 * file that is gone, costs a call the deadline and no more; more threads than processors would only make each
 * decision slower.
 */
public final class TimedRouter implements Router, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TimedRouter.class);

    private final CallRouter router;
    private final Duration deadline;
    private final CallerLookup lookup;
    private final Duration patience;
    private final DecisionIds ids;
    private final RareLog undecided = new RareLog(log);
    private final RareLog notAsked = new RareLog(log);
    private final ThreadPoolExecutor deciders;

    /**
     * Starts the deciding threads.
     *
     * @param deadline the longest a decision may take, waiting for its turn included
     * @param waiting how many calls may wait for a thread
     */
    public TimedRouter(CallRouter router, Duration deadline, int waiting, Clock clock) {
        this(router, deadline, waiting, clock, CallerLookup.OFF, Duration.ZERO);
    }

    /**
     * As above, and asks the CRM for callers whom the mirror does not know.
     *
     * @param patience the longest a call of such a caller waits for the CRM beyond the deadline; zero: not at all, the
     *     answer serves the next call
     */
    public TimedRouter(
            CallRouter router, Duration deadline, int waiting, Clock clock, CallerLookup lookup, Duration patience) {
        this.router = router;
        this.deadline = deadline;
        this.lookup = lookup;
        this.patience = patience;
        this.ids = new DecisionIds(clock);
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.deciders = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(Math.max(1, waiting)), task -> {
                    Thread thread = new Thread(task, "decide");
                    thread.setDaemon(true);
                    return thread;
                });
        deciders.prestartAllCoreThreads();
    }

    @Override
    public RoutedCall route(RouteRequest request) {
        long begin = System.nanoTime();
        Decision decision = decide(request, deadline).orElseGet(() -> router.failed(request, Reason.DEADLINE));
        if (isUnknown(decision)) {
            decision = askedFor(request, decision, begin);
        }
        return new RoutedCall(ids.next(), request, decision, (System.nanoTime() - begin) / 1000);
    }

    /** Whether the CRM might know a caller whom the mirror does not. */
    private static boolean isUnknown(Decision decision) {
        return decision.status() != Status.FAILED
                && decision.reason() != Reason.INTEGRATION_DISABLED
                && decision.reason() != Reason.SCENARIO_DISABLED
                && !decision.caller().known();
    }

    /**
     * The decision with what the CRM told about the caller, if it told in time. Waits in the call's own thread, so that
     * no other call does.
     */
    private Decision askedFor(RouteRequest request, Decision unknown, long begin) {
        if (!(request.call().caller() instanceof Party.Phone phone)) {
            return unknown;
        }
        try {
            if (!lookup.lookUp(phone, patience)) {
                return unknown;
            }
        } catch (RuntimeException e) {
            notAsked.error("An unknown caller could not be asked for at the CRM", e);
            return unknown;
        }
        Duration left = deadline.plus(patience).minusNanos(System.nanoTime() - begin);
        return decide(request, left).filter(d -> d.status() != Status.FAILED).orElse(unknown);
    }

    /** The decision; empty when it took too long. */
    private Optional<Decision> decide(RouteRequest request, Duration within) {
        Future<Decision> deciding;
        try {
            deciding = deciders.submit(() -> router.decide(request));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(deciding.get(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            deciding.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            undecided.error("A call could not be decided and takes Others", e.getCause());
            return Optional.of(router.failed(request, Reason.ERROR));
        } catch (InterruptedException e) {
            deciding.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.of(router.failed(request, Reason.ERROR));
        }
    }

    @Override
    public void close() {
        deciders.shutdownNow();
    }
}
