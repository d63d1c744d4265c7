package org.crmroute.sync;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.crmroute.console.EventsPage;
import org.crmroute.runtime.http.HttpServer;

/** Where a portal posts its events, over HTTP, as a server has it. */
final class EventDoor implements AutoCloseable {

    /** What the stand-in portal's events carry. */
    static final String TOKEN = "standin0application0token0000000";

    private final EventInbox inbox;
    private final HttpServer http;

    private EventDoor(SyncWorld world, int port) throws IOException {
        inbox = new EventInbox(world.notices, List.of(TOKEN), ordersOf(world));
        inbox.start();
        http = new HttpServer("127.0.0.1", port, List.of(new EventsPage(inbox::accept)));
        http.start();
    }

    static EventDoor open(SyncWorld world) throws IOException {
        return new EventDoor(world, 0);
    }

    /** The same door after a restart. */
    EventDoor reopen(SyncWorld world) throws IOException {
        int port = http.port();
        close();
        return new EventDoor(world, port);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.port() + "/bitrix24/events");
    }

    /** To whichever synchroniser works at the time. */
    private static SyncOrders ordersOf(SyncWorld world) {
        return new SyncOrders() {
            @Override
            public void wake() {
                world.synchroniser().wake();
            }

            @Override
            public void catalogueChanged() {
                world.synchroniser().catalogueChanged();
            }

            @Override
            public void compareNow() {
                world.synchroniser().compareNow();
            }
        };
    }

    @Override
    public void close() {
        http.close();
        inbox.close();
    }
}
