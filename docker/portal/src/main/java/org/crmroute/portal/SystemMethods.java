package org.crmroute.portal;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmroute.portal.Catalog.Book;
import org.jspecify.annotations.Nullable;

/** {@code scope}, {@code profile}, {@code server.time} and {@code event.*}. */
final class SystemMethods {

    private static final String AUTH_TYPE = "auth_type";

    private final Catalog catalog;
    private final PortalClock clock;
    private final Events events;

    SystemMethods(Catalog catalog, PortalClock clock, Events events) {
        this.catalog = catalog;
        this.clock = clock;
        this.events = events;
    }

    static Answer scope() {
        return Answer.of(List.of("crm", "user", "department", "telephony"));
    }

    Answer profile(Caller caller) {
        Map<String, @Nullable Object> user =
                catalog.row(Book.USERS, String.valueOf(caller.user())).orElse(Map.of());
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ID", String.valueOf(caller.user()));
        result.put("ADMIN", true);
        result.put("NAME", Json.text(user.get("NAME")));
        result.put("LAST_NAME", Json.text(user.get("LAST_NAME")));
        result.put("PERSONAL_GENDER", "");
        result.put("TIME_ZONE", "");
        return Answer.of(result);
    }

    Answer time() {
        return Answer.of(clock.text(clock.now()));
    }

    /** For applications only, as event.bind is documented. */
    Answer bind(Parameters parameters, Caller caller) {
        if (!caller.application()) {
            throw new RestError(403, "WRONG_AUTH_TYPE", "Current authorization type is denied for this method");
        }
        String event = parameters.text("event").orElse("").toUpperCase(Locale.ROOT);
        URI url;
        try {
            url = URI.create(parameters.text("handler").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new RestError(400, "ERROR_UNSUPPORTED_PROTOCOL", "Unsupported event handler protocol");
        }
        if (event.isEmpty() || url.getScheme() == null) {
            throw new RestError(400, "ERROR_ARGUMENT", "Event or handler is missing");
        }
        if (!matching(event, url.toString()).isEmpty()) {
            throw new RestError(400, "ERROR_HANDLER_ALREADY_EXIST", "Handler already exists!");
        }
        events.application(url, event);
        return Answer.of(true);
    }

    Answer bound() {
        List<Object> rows = new ArrayList<>();
        for (Events.Handler handler : events.handlers()) {
            for (String event : handler.events()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("event", event);
                row.put("handler", handler.url().toString());
                row.put(AUTH_TYPE, "0");
                row.put("offline", 0);
                rows.add(row);
            }
        }
        return Answer.of(rows);
    }

    Answer unbind(Parameters parameters) {
        List<Events.Handler> found = matching(
                parameters.text("event").orElse("").toUpperCase(Locale.ROOT),
                parameters.text("handler").orElse(""));
        found.forEach(events::remove);
        return Answer.of(Map.of("count", found.size()));
    }

    private List<Events.Handler> matching(String event, String url) {
        return events.handlers().stream()
                .filter(h -> h.application()
                        && h.events().contains(event)
                        && h.url().toString().equals(url))
                .toList();
    }
}
