package org.crmroute.runtime.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the checks when someone asks, at most once in a while, each in a thread of its own and with a time-out: however
 * often and by however many the page is asked for, and whatever hangs, the answer comes and nobody else is slowed.
 */
public final class Health implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<HealthCheck> checks;
    private final Duration patience;
    private final Remembered<HealthReport> report;
    private final Clock clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("health-", 0).factory());

    /** @param every how long a report is good for */
    public Health(List<HealthCheck> checks, Duration every, Clock clock) {
        this(checks, every, PATIENCE, clock);
    }

    Health(List<HealthCheck> checks, Duration every, Duration patience, Clock clock) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
        this.clock = clock;
        this.report = new Remembered<>(this::run, every);
    }

    public HealthReport report() {
        return report.get();
    }

    private HealthReport run() {
        record Running(String name, Future<HealthCheck.Result> result) {}
        List<Running> running = checks.stream()
                .map(check -> new Running(check.name(), threads.submit(check::check)))
                .toList();
        long deadline = System.nanoTime() + patience.toNanos();
        return new HealthReport(
                clock.instant(),
                running.stream()
                        .map(r -> new HealthReport.Line(r.name(), await(r.result(), deadline)))
                        .toList());
    }

    private HealthCheck.Result await(Future<HealthCheck.Result> result, long deadline) {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            return HealthCheck.Result.fail(
                    "no answer within " + patience.toMillis() + " ms", "look at the log and the host's load");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return HealthCheck.Result.fail("the check itself failed: " + cause, "look at the log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthCheck.Result.fail("interrupted", "");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
