package org.crmroute.runtime.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's life: its parts are opened in the order in which they need one another and closed the other way round,
 * whenever the process is told to end (SIGTERM, SIGINT), also when that comes in the middle of the start.
 */
public final class Lifetime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    /** One step of a start takes less than this; one that hangs does not keep the process from ending. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch startOver = new CountDownLatch(1);
    private boolean ending;
    private volatile int exitCode;

    /** Opens a server's parts, and {@link #keep keeps} each. */
    public interface Start<X extends Exception> {
        void run() throws X;
    }

    /** The start goes no further, because the process has been told to end. */
    private static final class Ending extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Runs the start and then until the process is told to end, when the JVM exits with 0, or with the code of
     * {@link #fail}. Returns only if the calling thread is interrupted.
     *
     * @throws X when the start fails; what was open is closed by then
     */
    public <X extends Exception> void run(Start<X> start) throws X {
        Thread hook = new Thread(this::end, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start.run();
        } catch (Ending e) {
            LOG.info("Told to end while starting");
        } catch (Exception e) {
            if (revoked(hook)) {
                close();
                throw e;
            }
            LOG.warn("The start failed while the process was told to end", e);
        } finally {
            startOver.countDown();
        }
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps a part that is open, to be closed before all that were kept earlier. */
    public <T extends AutoCloseable> T keep(T part) {
        synchronized (open) {
            open.push(part);
            if (ending) {
                throw new Ending();
            }
        }
        return part;
    }

    /** Ends the process as if it was told to, but with this exit code; returns at once. */
    public void fail(int exitCode) {
        this.exitCode = exitCode;
        Thread.ofPlatform().name("fatal").start(() -> System.exit(exitCode));
    }

    private static boolean revoked(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false; // it is running
        }
    }

    private void end() {
        synchronized (open) {
            ending = true;
        }
        LOG.info("Stopping");
        try {
            // until then the start may use what it has opened, and callers are served
            startOver.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        LOG.info("Stopped");
        // without this the JVM exits with 143, and a unit that was stopped as asked looks failed
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable part;
            synchronized (open) {
                part = open.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("A part did not close cleanly", e);
            }
        }
    }
}
