package org.crmroute.transfer.ari;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.crmroute.runtime.log.RareLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection on which Asterisk tells what happens. One thread of ours connects, reads on, and tells in the
 * order in which Asterisk did; the socket's own thread only puts messages down, since Asterisk drops a reader that is
 * slow for 100 ms ({@code websocket_write_timeout}).
 *
 * <p>A connection that breaks, that falls silent, that brings a message too large or more messages than can be worked
 * off, is given up and made anew, after 0.2 s at first, after 5 s at most. That it is not silent is seen to by a
 * heartbeat: every few seconds we have Asterisk tell us an event of our own. A WebSocket ping would not do. Asterisk
 * answers it also when nothing is told any more: the end of a former connection, noticed late, takes our application's
 * registration along.
 */
final class EventLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLink.class);

    /** An event is a kilobyte or two; bridges with hundreds of channels are larger. */
    private static final int LARGEST_MESSAGE = 1 << 20;

    /** Some ten thousand events a second are worked off; so many waiting mean that we are stuck. */
    private static final int MOST_WAITING = 5_000;

    private static final long MOST_WAITING_CHARACTERS = 8 << 20;

    /** How this is paced; tests are in a hurry. */
    record Pace(Duration first, Duration longest, Duration beat, Duration silence) {
        static final Pace NORMAL =
                new Pace(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(7));
    }

    /** Is told, on one thread. */
    interface Ear {

        /** A connection is there, before its first message is told; what came before it may be incomplete. */
        void opened() throws Exception;

        void heard(String message);

        /** Lets Asterisk tell us something. On a thread of its own; may block and fail. */
        void beat() throws Exception;

        /** It is gone. */
        void closed();
    }

    private final AriTransport transport;
    private final Pace pace;
    private final Ear ear;
    private final Thread thread;
    private final RareLog troubles = new RareLog(LOG);
    private final AtomicLong connections = new AtomicLong();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean closing;

    EventLink(AriTransport transport, Pace pace, Ear ear) {
        this.transport = transport;
        this.pace = pace;
        this.ear = ear;
        this.thread = Thread.ofPlatform().name("ari events").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** How often it has connected. */
    long connections() {
        return connections.get();
    }

    private void run() {
        long pause = pace.first().toMillis();
        while (!closing) {
            Wire wire = new Wire();
            long since = System.nanoTime();
            try {
                WebSocket socket = open(wire);
                try {
                    ear.opened();
                    connections.incrementAndGet();
                    LOG.info("Connected to Asterisk's events");
                    listen(wire);
                } finally {
                    socket.abort();
                    ear.closed();
                }
            } catch (InterruptedException e) {
                break;
            } catch (Exception e) {
                if (!closing) {
                    troubles.warn("No events from Asterisk ({}); trying again until they come", reason(e));
                }
            }
            // one that lasted was a good one; two programs that take the name from one another must not do it in a
            // hurry
            boolean lasted = System.nanoTime() - since > 2 * pace.longest().toNanos();
            pause = lasted
                    ? pace.first().toMillis()
                    : Math.min(pause * 2, pace.longest().toMillis());
            if (!sleep(pause)) {
                break;
            }
        }
    }

    private WebSocket open(Wire wire) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<WebSocket> opening = transport.connect(wire);
        try {
            return opening.get(pace.silence().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it may come about yet, and would take our application's name from the next one
            CompletableFuture<Void> unused = opening.thenAccept(WebSocket::abort);
            throw e;
        }
    }

    /** Tells what comes until the connection is over. */
    private void listen(Wire wire) throws InterruptedException, Wire.Over {
        long beat = System.nanoTime() - pace.beat().toNanos();
        while (!closing) {
            long now = System.nanoTime();
            if (now - beat >= pace.beat().toNanos()) {
                beat = now;
                beat();
            }
            String message = wire.next(pace.beat());
            if (message != null) {
                ear.heard(message);
            } else if (System.nanoTime() - wire.lastMessage() > pace.silence().toNanos()) {
                throw new Wire.Over("silent for " + pace.silence().toMillis() + " ms");
            }
        }
    }

    private void beat() {
        if (!beating.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("ari heartbeat").start(() -> {
            try {
                ear.beat();
            } catch (Exception e) {
                // what it should bring about does not come: that is noticed
                LOG.debug("No heartbeat: {}", e.toString());
            } finally {
                beating.set(false);
            }
        });
    }

    private boolean sleep(long millis) {
        try {
            // not all programs at the same moment after Asterisk's restart
            Thread.sleep(millis + ThreadLocalRandom.current().nextLong(Math.max(1, millis / 4)));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof java.net.http.WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            return status == 401 || status == 403
                    ? "HTTP " + status + ": check ari.user and ari.password against ari.conf"
                    : "HTTP " + status;
        }
        return cause instanceof Wire.Over ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The receiving end of one connection. */
    private static final class Wire implements WebSocket.Listener {

        /** The connection is over. */
        static final class Over extends Exception {
            private static final long serialVersionUID = 1L;

            Over(String why) {
                super(why);
            }
        }

        private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
        private final AtomicLong characters = new AtomicLong();
        private final StringBuilder message = new StringBuilder();
        private volatile long lastMessage = System.nanoTime();
        private volatile @Nullable String over;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            if (message.length() + part.length() > LARGEST_MESSAGE) {
                end("a message larger than " + LARGEST_MESSAGE + " characters");
                socket.abort();
                return null;
            }
            message.append(part);
            if (last) {
                lastMessage = System.nanoTime();
                long sum = characters.addAndGet(message.length());
                if (waiting.size() >= MOST_WAITING || sum > MOST_WAITING_CHARACTERS) {
                    end("more events than can be worked off");
                    socket.abort();
                    return null;
                }
                waiting.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end("closed by Asterisk with code " + code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            end("broken: " + failure.getClass().getSimpleName());
        }

        void end(String why) {
            if (over == null) {
                over = why;
            }
            // wakes the reader, which tells what is left first
            waiting.add("");
        }

        /** The next message, or null when none came in time. */
        @Nullable
        String next(Duration patience) throws InterruptedException, Over {
            String next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                return null;
            }
            if (next.isEmpty()) {
                throw new Over(over == null ? "broken" : over);
            }
            characters.addAndGet(-next.length());
            return next;
        }

        long lastMessage() {
            return lastMessage;
        }
    }
}
