package org.crmroute.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.crmroute.agi.AgiObserver.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FastAGI server. Whatever a peer does, its session is over within {@link AgiSettings#sessionLimit()} and takes no
 * other's place; whatever goes wrong, the dialplan finds {@code CRM_STATUS} unset and goes on by itself. Started once.
 */
public final class AgiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AgiServer.class);

    /** Opens the port; a seam for what no real socket does on demand. */
    @FunctionalInterface
    interface Opener {
        ServerSocket open(InetSocketAddress address, int backlog) throws IOException;
    }

    /** What the server is doing. */
    public enum State {
        NEW,
        SERVING,
        /** Serving, but no connection can be accepted just now: no descriptors left, say. */
        FAILING,
        /** No longer accepting; sessions are coming to their end. */
        DRAINING,
        STOPPED,
        /** The accept loop died; {@code onFatal} was called. */
        DEAD
    }

    private final AgiSettings settings;
    private final RouteScript script;
    private final DecisionListener decisions;
    private final AgiObserver observer;
    private final Runnable onFatal;
    private final Opener opener;

    private final Semaphore places;
    private final Set<AgiConnection> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.NEW;
    private volatile @Nullable Running running;

    /** What exists between start and stop. */
    private record Running(
            ServerSocket socket,
            AgiDoor door,
            AcceptLoop loop,
            Thread acceptor,
            ThreadPoolExecutor sessions,
            ScheduledThreadPoolExecutor deadlines) {}

    /**
     * @param decisions learns of every decision after it was given
     * @param onFatal called once, within a second, if no more connections can be accepted: Asterisk would wait at the
     *     open port for ever, so end the process and let it be started anew
     */
    public AgiServer(
            AgiSettings settings,
            RouteScript script,
            DecisionListener decisions,
            AgiObserver observer,
            Runnable onFatal) {
        this(settings, script, decisions, observer, onFatal, AgiServer::listen);
    }

    AgiServer(
            AgiSettings settings,
            RouteScript script,
            DecisionListener decisions,
            AgiObserver observer,
            Runnable onFatal,
            Opener opener) {
        this.settings = settings;
        this.script = script;
        this.decisions = decisions;
        this.observer = observer;
        this.onFatal = onFatal;
        this.opener = opener;
        this.places = new Semaphore(settings.maxCalls());
    }

    private static ServerSocket listen(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen for AGI on " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the port and begins to serve; returns at once.
     *
     * @throws IOException if the port cannot be opened
     */
    public synchronized void start() throws IOException {
        if (state != State.NEW) {
            throw new IllegalStateException("an AGI server is started once; this one is " + state);
        }
        ServerSocket socket = opener.open(
                new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()),
                Math.max(50, settings.maxCalls()));
        // Platform threads: asterisk-java holds a monitor while it waits for a reply, which on JDK 21 to 23 pins a
        // virtual
        // thread to its carrier, so that as many mute peers as processors would stop every other call. There are never
        // more than the places allow.
        ThreadPoolExecutor sessions = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("agi-session-"));
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, threads("agi-deadline-"));
        deadlines.setRemoveOnCancelPolicy(true);
        AgiDoor door = new AgiDoor(socket, settings.allow(), places, observer);
        AcceptLoop loop =
                new AcceptLoop(door, script, handler -> begin(door.takeAdmitted(), handler, sessions, deadlines));
        Thread acceptor = threads("agi-accept-").newThread(() -> acceptUntilStopped(loop, door));
        running = new Running(socket, door, loop, acceptor, sessions, deadlines);
        state = State.SERVING;
        acceptor.start();
        log.info("Listening for AGI on {}:{}", socket.getInetAddress().getHostAddress(), socket.getLocalPort());
    }

    private static ThreadFactory threads(String prefix) {
        return Thread.ofPlatform().daemon().name(prefix, 0).factory();
    }

    private void acceptUntilStopped(AcceptLoop loop, AgiDoor door) {
        Throwable cause = null;
        try {
            loop.startup();
        } catch (Throwable e) {
            cause = e;
        }
        if (state == State.SERVING) {
            state = State.DEAD;
            try {
                // An open port with nobody behind it is the worst of all: Asterisk would connect and wait.
                door.close();
            } catch (IOException e) {
                log.debug("closing the port", e);
            }
            log.error("The AGI accept loop has died; no calls can be served", cause);
            onFatal.run();
        }
    }

    private void begin(
            AgiConnection connection,
            Runnable handler,
            ThreadPoolExecutor sessions,
            ScheduledThreadPoolExecutor deadlines) {
        open.add(connection);
        try {
            AgiSession session = new AgiSession(connection);
            Future<?> deadline = deadlines.schedule(
                    connection::expire, settings.sessionLimit().toMillis(), TimeUnit.MILLISECONDS);
            sessions.execute(() -> serve(session, handler, deadline));
        } catch (Throwable e) {
            // No thread to be had (an OutOfMemoryError), or just stopping: this call falls back, the next may fare
            // better.
            log.error("An AGI connection could not be served", e);
            leave(connection);
            Guarded.run(() -> observer.refused(Refusal.RESOURCES));
        }
    }

    private void serve(AgiSession session, Runnable handler, Future<?> deadline) {
        try {
            Guarded.run(observer::opened);
            session.run(handler);
        } catch (Throwable e) {
            log.error("An AGI session failed", e);
        } finally {
            session.connection().close();
            deadline.cancel(false);
            SessionEnd end = session.end();
            report(session, end);
            Guarded.run(() -> observer.closed(end, session.took()));
            session.routed().ifPresent(call -> Guarded.run(() -> decisions.decided(call, end)));
            leave(session.connection());
        }
    }

    private void leave(AgiConnection connection) {
        connection.close();
        open.remove(connection);
        places.release();
    }

    private static void report(AgiSession session, SessionEnd end) {
        switch (end) {
            case ANSWERED, HUNG_UP, PROBE, UNKNOWN_SCRIPT ->
                log.debug("AGI session from {}: {}", session.connection().getRemoteAddress(), end);
            case INCOMPLETE, LOST, TIMED_OUT, OVERSIZED, BAD_REPLY, FAILED ->
                log.warn(
                        "AGI session from {} gave the dialplan no answer: {}",
                        session.connection().getRemoteAddress(),
                        end);
        }
    }

    public State state() {
        Running now = running;
        return state == State.SERVING && now != null && now.loop().isFailing() ? State.FAILING : state;
    }

    /** Sessions in progress. */
    public int sessions() {
        return settings.maxCalls() - places.availablePermits();
    }

    /** The port that is listened on. */
    public int port() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the AGI server is not started");
        }
        return now.socket().getLocalPort();
    }

    /**
     * Stops accepting, lets sessions come to their end, then closes those that remain. Connections that are waiting to be
     * accepted are dropped, and the dialplan goes on by itself.
     *
     * @param drain how long sessions may still take
     */
    public synchronized void stop(Duration drain) {
        Running now = running;
        if (now == null || state == State.STOPPED) {
            state = State.STOPPED;
            return;
        }
        state = State.DRAINING;
        try {
            now.loop().shutdown();
            now.door().close();
            now.acceptor().interrupt();
            now.acceptor().join(Duration.ofSeconds(1));
            if (!places.tryAcquire(settings.maxCalls(), drain.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} AGI sessions are cut off", sessions());
                open.forEach(AgiConnection::close);
            } else {
                places.release(settings.maxCalls());
            }
            now.sessions().shutdown();
            if (!now.sessions().awaitTermination(1, TimeUnit.SECONDS)) {
                now.sessions().shutdownNow();
            }
        } catch (IOException e) {
            log.warn("The AGI port did not close cleanly", e);
        } catch (InterruptedException e) {
            open.forEach(AgiConnection::close);
            Thread.currentThread().interrupt();
        } finally {
            now.deadlines().shutdownNow();
            state = State.STOPPED;
        }
    }

    /** Stops, letting sessions take as long as a session may. */
    @Override
    public void close() {
        stop(settings.sessionLimit());
    }
}
