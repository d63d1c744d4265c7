package org.crmroute.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.crmroute.runtime.health.Health;
import org.crmroute.runtime.health.HealthReport;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /health} for people and monitors, {@code /health/live} and {@code /health/ready} for containers.
 *
 * <p>200 while the program does its work, even if someone should look ({@code degraded}); 503 when it cannot. Live is
 * 200 whenever there is an answer at all: a restart mends a hung process, but neither a full disk nor a gone file.
 */
public final class HealthPages implements Consumer<RoutesConfig> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Health health;

    public HealthPages(Health health) {
        this.health = health;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/health", this::all);
        routes.get("/health/live", request -> answer(request, 200, Map.of("live", true)));
        routes.get("/health/ready", request -> {
            boolean ready = health.report().ready();
            answer(request, ready ? 200 : 503, Map.of("ready", ready));
        });
    }

    private void all(Context request) {
        HealthReport report = health.report();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", report.overall().word());
        document.put("live", true);
        document.put("ready", report.ready());
        document.put("at", report.at().toString());
        document.put("checks", report.checks().stream().map(HealthPages::line).toList());
        answer(request, report.ready() ? 200 : 503, document);
    }

    private static Map<String, Object> line(HealthReport.Line line) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", line.name());
        check.put("status", line.result().status().name().toLowerCase(Locale.ROOT));
        check.put("detail", line.result().detail());
        if (!line.result().advice().isEmpty()) {
            check.put("advice", line.result().advice());
        }
        return check;
    }

    private static void answer(Context request, int status, Object document) {
        request.status(status).contentType("application/json").result(JSON.writeValueAsString(document));
    }
}
