package org.crmroute.console.calls;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.crmroute.runtime.http.ProblemDetails;

/**
 * {@code /calls/live}: calls as server-sent events ({@code call}, a row of the table), those that fit the filter of the
 * page. Written by the request's own thread: a browser that does not read holds up nobody but itself, until the server
 * gives up on the connection.
 */
public final class LivePage implements Consumer<RoutesConfig> {

    /** Often enough for proxies to keep the connection, and to notice that a browser is gone. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    /** The browser then comes again by itself, and is asked anew who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final LiveCalls calls;
    private final Pages pages;
    private final NumberPlan plan;
    private final ZoneId zone;

    public LivePage(LiveCalls calls, Pages pages, NumberPlan plan, ZoneId zone) {
        this.calls = calls;
        this.pages = pages;
        this.plan = plan;
        this.zone = zone;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/calls/live", this::stream, Role.VIEWER);
    }

    private void stream(Context request) throws IOException, InterruptedException {
        Optional<LiveCalls.Watcher> joined = calls.watch();
        if (joined.isEmpty()) {
            ProblemDetails.answer(
                    request, 503, "too many watch the calls already; reload the page now and then instead");
            return;
        }
        try (LiveCalls.Watcher watcher = joined.get()) {
            Optional.ofNullable(request.header("Last-Event-ID")).ifPresent(watcher::resumeBehind);
            request.res().setContentType("text/event-stream; charset=utf-8");
            request.res().setHeader("X-Accel-Buffering", "no");
            // not the framework's stream, which would hold back and compress
            stream(request, watcher, request.res().getOutputStream());
        }
    }

    private void stream(Context request, LiveCalls.Watcher watcher, OutputStream out)
            throws IOException, InterruptedException {
        Query query = CallFilter.of(request).query(plan, zone, 1);
        Words words = pages.page(request).words();
        BooleanSupplier lasts = Visit.of(request).map(Visit::lasts).orElse(() -> false);
        long end = System.nanoTime() + LONGEST.toNanos();
        out.write(HEARTBEAT);
        out.flush();
        Optional<LiveCalls.News> news = watcher.next(BEAT);
        while (news.isPresent() && System.nanoTime() < end && lasts.getAsBoolean()) {
            StringBuilder events = new StringBuilder();
            for (Line line : news.get().lines()) {
                if (query.fits(line)) {
                    String row = pages.text(request, "calls/row.jte", Map.of("row", CallRow.of(line, words, zone)));
                    append(events, "call", line.id(), row);
                }
            }
            if (news.get().missed() > 0) {
                append(
                        events,
                        "missed",
                        "",
                        words.count("calls.missed", news.get().missed()));
            }
            out.write(events.isEmpty() ? HEARTBEAT : events.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            news = watcher.next(BEAT);
        }
    }

    /** A value may have no line end of its own: each of its lines is a line of data. */
    private static void append(StringBuilder events, String event, String id, String text) {
        events.append("event: ").append(event).append('\n');
        if (!id.isEmpty()) {
            events.append("id: ").append(id).append('\n');
        }
        text.lines().forEach(line -> events.append("data: ").append(line).append('\n'));
        events.append('\n');
    }
}
