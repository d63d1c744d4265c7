package org.crmroute.routing;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
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
    private final DecisionIds ids;
    private final ThreadPoolExecutor deciders;

    /**
     * Starts the deciding threads.
     *
     * @param deadline the longest a decision may take, waiting for its turn included
     * @param waiting how many calls may wait for a thread
     */
    public TimedRouter(CallRouter router, Duration deadline, int waiting, Clock clock) {
        this.router = router;
        this.deadline = deadline;
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
        Decision decision = decide(request);
        return new RoutedCall(ids.next(), request, decision, (System.nanoTime() - begin) / 1000);
    }

    private Decision decide(RouteRequest request) {
        Future<Decision> deciding;
        try {
            deciding = deciders.submit(() -> router.decide(request));
        } catch (RejectedExecutionException e) {
            return router.failed(request, Reason.DEADLINE);
        }
        try {
            return deciding.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            deciding.cancel(true);
            return router.failed(request, Reason.DEADLINE);
        } catch (ExecutionException e) {
            // the cause's class and message tell a telecom engineer enough; the stack trace is for us
            log.error("A call could not be decided and takes Others: {}", String.valueOf(e.getCause()));
            log.debug("Where it happened", e.getCause());
            return router.failed(request, Reason.ERROR);
        } catch (InterruptedException e) {
            deciding.cancel(true);
            Thread.currentThread().interrupt();
            return router.failed(request, Reason.ERROR);
        }
    }

    @Override
    public void close() {
        deciders.shutdownNow();
    }
}
