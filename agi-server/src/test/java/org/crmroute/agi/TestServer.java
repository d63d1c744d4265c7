package org.crmroute.agi;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Caller;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.Router;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;

/** A server on a free port, and what it told of itself. */
final class TestServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    static final NumberPlan NUMBERS = new NumberPlan("RU", 10);
    static final Target SALES = new Target(Target.Type.QUEUE, "sales", 60, 10);

    final BlockingQueue<RouteRequest> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<SessionEnd> ends = new LinkedBlockingQueue<>();
    final BlockingQueue<SessionEnd> decided = new LinkedBlockingQueue<>();
    final BlockingQueue<AgiObserver.Refusal> refusals = new LinkedBlockingQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger fatal = new AtomicInteger();
    final AgiServer server;

    TestServer(AgiSettings settings, Router router, AgiServer.Opener opener) throws IOException {
        Router noting = request -> {
            requests.add(request);
            return router.route(request);
        };
        AgiObserver observer = new AgiObserver() {
            @Override
            public void opened() {
                opened.incrementAndGet();
            }

            @Override
            public void refused(Refusal why) {
                refusals.add(why);
            }

            @Override
            public void closed(SessionEnd end, Duration took) {
                ends.add(end);
            }
        };
        server = new AgiServer(
                settings,
                new RouteScript(noting, NUMBERS, DialplanContexts.DEFAULT, Clock.fixed(NOW, ZoneOffset.UTC)),
                (call, end) -> decided.add(end),
                observer,
                fatal::incrementAndGet,
                opener);
        server.start();
    }

    TestServer(AgiSettings settings, Router router) throws IOException {
        this(
                settings,
                router,
                (address, backlog) -> new ServerSocket(address.getPort(), backlog, address.getAddress()));
    }

    static TestServer toSales() throws IOException {
        return new TestServer(settings(20, Duration.ofSeconds(5)), TestServer::sales);
    }

    static AgiSettings settings(int maxCalls, Duration limit) {
        return new AgiSettings("127.0.0.1", 0, maxCalls, AllowList.of(List.of("127.0.0.0/8")), limit);
    }

    static RoutedCall sales(RouteRequest request) {
        return routed(request, SALES);
    }

    static RoutedCall routed(RouteRequest request, Target... steps) {
        return routed(request, Caller.unknown(request.call().caller()), steps);
    }

    static RoutedCall routed(RouteRequest request, Caller caller, Target... steps) {
        Decision decision = new Decision(
                Status.ROUTED,
                Reason.RULE_MATCH,
                "vip",
                Optional.of(new RecordRef(EntityType.DEAL, 77)),
                List.of(steps),
                caller,
                "main",
                3,
                Trace.EMPTY);
        return new RoutedCall("01JZ0", request, decision, 150);
    }

    int port() {
        return server.port();
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(10, TimeUnit.SECONDS);
        if (value == null) {
            throw new AssertionError("nothing came in 10 s");
        }
        return value;
    }

    @Override
    public void close() {
        server.stop(Duration.ZERO);
    }
}
