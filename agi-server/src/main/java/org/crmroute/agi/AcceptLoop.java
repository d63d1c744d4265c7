package org.crmroute.agi;

import java.time.Duration;
import java.util.function.Consumer;
import org.asteriskjava.fastagi.AgiChannelFactory;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.fastagi.StaticMappingStrategy;
import org.asteriskjava.util.ServerSocketFacade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's server with our door, our threads and our patience. It maps every URL to the one script: the default
 * mapping would load whatever class a URL names.
 */
final class AcceptLoop extends DefaultAgiServer {

    /** How long accepting may fail (no descriptors, say) before the process is better begun anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(AcceptLoop.class);

    private final AgiDoor door;
    private final Consumer<Runnable> sessions;
    private long failingSince;
    private long pause;
    private volatile boolean failing;

    /**
     * @param sessions runs the library's handler of the connection admitted last; must not throw
     */
    AcceptLoop(AgiDoor door, RouteScript script, Consumer<Runnable> sessions) {
        super(null, new StaticMappingStrategy(script), channels());
        this.door = door;
        this.sessions = sessions;
    }

    private static AgiChannelFactory channels() {
        return (request, writer, reader) -> new RouteChannel(request, writer, reader, AgiSession.current());
    }

    boolean isFailing() {
        return failing;
    }

    @Override
    protected ServerSocketFacade createServerSocket() {
        return door;
    }

    @Override
    protected void execute(Runnable handler) {
        failing = false;
        sessions.accept(handler);
    }

    /** The library would try again at once, and so burn a processor while there are no descriptors. */
    @Override
    protected void handleException(String message, Exception e) {
        long now = System.nanoTime();
        if (!failing) {
            failingSince = now;
            pause = FIRST_PAUSE_MILLIS;
        }
        failing = true;
        if (door.isClosed() || now - failingSince > PATIENCE.toNanos()) {
            throw new IllegalStateException("AGI connections can no longer be accepted", e);
        }
        log.warn("An AGI connection could not be accepted; next try in {} ms: {}", pause, e.toString());
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            // The server is being stopped; the closed door ends the loop.
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
}
