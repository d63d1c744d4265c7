package org.crmroute.portal;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells registered handlers of changes, as form posts, each once and without asking whether they arrived. Thread-safe.
 */
public final class Events implements AutoCloseable {

    /** Sent to applications only, never to outgoing webhooks. */
    private static final String MOVED = "ONCRMDEALMOVETOCATEGORY";

    /** A handler, with what sends to it. */
    record Handler(int id, URI url, Set<String> events, boolean application, EventSender sender) {
        boolean wants(String event) {
            return (events.isEmpty() || events.contains(event)) && (application || !event.equals(MOVED));
        }
    }

    private final PortalSettings settings;
    private final PortalClock clock;
    private final EventFaults faults;
    private final Supplier<URI> address;
    private final List<Handler> handlers = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger(100);

    /** ADD events that wait for the DELETE of the same record. */
    private final Map<String, Map<String, @Nullable Object>> waiting = new HashMap<>();

    Events(PortalSettings settings, PortalClock clock, EventFaults faults, Supplier<URI> address) {
        this.settings = settings;
        this.clock = clock;
        this.faults = faults;
        this.address = address;
    }

    /**
     * Registers an outgoing webhook.
     *
     * @param events upper-case names; none for all
     * @return its event_handler_id
     */
    public int webhook(URI url, String... events) {
        return add(url, Set.of(events), false);
    }

    /** Registers a handler of an application, which {@code event.bind} does too. */
    public int application(URI url, String... events) {
        return add(url, Set.of(events), true);
    }

    private int add(URI url, Set<String> events, boolean application) {
        int id = lastId.incrementAndGet();
        handlers.add(new Handler(id, url, events, application, new EventSender(url)));
        return id;
    }

    List<Handler> handlers() {
        return List.copyOf(handlers);
    }

    void remove(Handler handler) {
        handlers.remove(handler);
        handler.sender().close();
    }

    /** Removes all handlers. */
    public void clear() {
        handlers().forEach(this::remove);
    }

    /** Waits until everything is sent that is not to be late. */
    public void await() throws InterruptedException {
        for (Handler handler : handlers) {
            handler.sender().await();
        }
    }

    /** {@code ONCRMDEALUPDATE} and the like. */
    void record(Entity entity, String what, int id) {
        String event = "ONCRM" + entity.name() + what;
        Map<String, @Nullable Object> data = fields(Map.of("ID", String.valueOf(id)));
        String record = entity.name() + id;
        synchronized (waiting) {
            if (what.equals("ADD") && faults.deletesFirst()) {
                waiting.put(record, data);
                return;
            }
        }
        send(event, data);
        Map<String, @Nullable Object> add;
        synchronized (waiting) {
            add = what.equals("DELETE") ? waiting.remove(record) : null;
        }
        if (add != null) {
            send("ONCRM" + entity.name() + "ADD", add);
        }
    }

    /** {@code ONCRMDEALMOVETOCATEGORY}. */
    void moved(int deal, int category, String stage) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ID", String.valueOf(deal));
        fields.put("CATEGORY_ID", String.valueOf(category));
        fields.put("STAGE_ID", stage);
        send(MOVED, fields(fields));
    }

    /** {@code ONCRMDEALUSERFIELDADD} and the like. */
    void field(Entity entity, String what, String upperName) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ID", String.valueOf(Math.floorMod(upperName.hashCode(), 100_000)));
        fields.put("ENTITY_ID", "CRM_" + entity.name());
        fields.put("FIELD_NAME", upperName);
        send("ONCRM" + entity.name() + "USERFIELD" + what.toUpperCase(Locale.ROOT), fields(fields));
    }

    /** {@code ONUSERADD}: its data stand without FIELDS. */
    void user(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(row);
        data.put("ACTIVE", Boolean.TRUE.equals(row.get("ACTIVE")) ? "Y" : "N");
        send("ONUSERADD", data);
    }

    private static Map<String, @Nullable Object> fields(Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("FIELDS", fields);
        return data;
    }

    private void send(String event, Map<String, @Nullable Object> data) {
        for (Handler handler : handlers) {
            if (handler.wants(event)) {
                EventFaults.Fate fate = faults.throwDice();
                String body = PhpQuery.write(body(handler, event, data, fate));
                handler.sender().send(body, fate);
            }
        }
    }

    private Map<String, @Nullable Object> body(
            Handler handler, String event, Map<String, @Nullable Object> data, EventFaults.Fate fate) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("event", event);
        if (fate.handlerId()) {
            body.put("event_handler_id", handler.id());
        }
        body.put("data", data);
        body.put("ts", clock.second());
        URI portal = address.get();
        Map<String, @Nullable Object> auth = new LinkedHashMap<>();
        if (handler.application()) {
            auth.put("access_token", "of0the0event");
            auth.put("expires_in", settings.tokenLifetime.toSeconds());
            auth.put("scope", "crm");
            auth.put("status", "L");
        }
        auth.put("domain", portal.getAuthority());
        auth.put("client_endpoint", portal.resolve("/rest/"));
        auth.put("server_endpoint", portal.resolve("/oauth/rest/"));
        auth.put("member_id", Tokens.MEMBER);
        auth.put("application_token", fate.wrongToken() ? "0wrong0token0" : settings.applicationToken);
        body.put("auth", auth);
        return body;
    }

    @Override
    public void close() {
        clear();
    }
}
