package org.crmroute.transfer.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crmroute.runtime.http.ProblemDetails;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.LiveCalls;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/events}: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). {@code calls}
 * holds all calls, {@code transfer} one transfer that changed. Whoever connects is told the calls at once; transfers are
 * asked for at {@code /api/transfers}. Nothing is repeated: after a break, ask again.
 */
public final class EventsPage implements Consumer<RoutesConfig>, TransferListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventsPage.class);

    /** Shorter than proxies and Jetty (30 s) wait for a silent connection. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final LiveCalls calls;
    private final EventStream stream = new EventStream();
    private volatile boolean open;
    private List<LiveCall> shown = List.of();

    public EventsPage(LiveCalls calls) {
        this.calls = calls;
    }

    /** Looks for calls that changed, from now on, while somebody listens. */
    public void start() {
        open = true;
        Thread.ofVirtual().name("calls-watch").start(this::watch);
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/events", this::serve);
    }

    @Override
    public void changed(Transfer transfer) {
        if (stream.isHeard()) {
            stream.publish(new EventStream.Item("transfer", Documents.transfer(transfer)));
        }
    }

    private void watch() {
        try {
            while (open) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (!stream.isHeard()) {
            return;
        }
        try {
            List<LiveCall> now = calls.calls();
            if (!now.equals(shown)) {
                shown = now;
                stream.publish(new EventStream.Item("calls", Documents.calls(now)));
            }
        } catch (RuntimeException e) {
            LOG.warn("The calls could not be shown", e);
        }
    }

    private void serve(Context request) throws IOException {
        Optional<EventStream.Subscription> subscription = open ? stream.subscribe() : Optional.empty();
        if (subscription.isEmpty()) {
            request.header("Retry-After", "5");
            ProblemDetails.answer(request, 503, "no room for one more who listens");
            return;
        }
        try {
            // closed with the last event: an idle connection would hold up whoever stops the server
            request.status(200)
                    .contentType("text/event-stream;charset=utf-8")
                    .header("X-Accel-Buffering", "no")
                    .header("Connection", "close");
            OutputStream out = request.res().getOutputStream();
            write(out, "retry: 2000\n\n");
            write(out, format(new EventStream.Item("calls", Documents.calls(calls.calls()))));
            while (open && !subscription.get().isDropped()) {
                EventStream.Item item =
                        subscription.get().waiting().poll(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
                write(out, item == null ? ":\n\n" : format(item));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("Who listened is gone: {}", e.toString());
        } finally {
            stream.unsubscribe(subscription.get());
        }
    }

    private static String format(EventStream.Item item) {
        return "event: " + item.name() + "\ndata: " + item.data() + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        open = false;
        // wakes those who wait
        stream.publish(new EventStream.Item("bye", "{}"));
    }
}
