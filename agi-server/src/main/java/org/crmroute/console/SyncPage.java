package org.crmroute.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.console.access.Role;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.http.ProblemDetails;
import org.crmroute.sync.SyncStatus;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/sync}: how the synchronisation is doing. Counts and sentences; nothing of what the CRM holds. */
public final class SyncPage implements Consumer<RoutesConfig> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Supplier<Optional<SyncStatus>> status;

    /** @param status empty when no portal is configured */
    public SyncPage(Supplier<Optional<SyncStatus>> status) {
        this.status = status;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/sync", this::show, Role.VIEWER);
    }

    private void show(Context request) {
        Optional<SyncStatus> now = status.get();
        if (now.isEmpty()) {
            ProblemDetails.answer(request, 404, "no portal is configured (bitrix24.webhook), or it is switched off");
            return;
        }
        request.contentType("application/json").result(JSON.writeValueAsString(document(now.get())));
    }

    static Map<String, Object> document(SyncStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", status.at().toString());
        document.put("phase", status.phase().name());
        document.put("lastSuccess", text(status.lastSuccess()));
        document.put("lastServerTime", text(status.lastServerTime()));
        document.put("lagSeconds", status.lag().map(Duration::toSeconds).orElse(null));
        Map<String, Object> full = new LinkedHashMap<>();
        status.full().forEach((entity, progress) -> full.put(entity.word(), progress(progress)));
        document.put("full", full);
        document.put("rowsPerSecond", Math.round(status.rowsPerSecond()));
        document.put("secondsLeft", status.timeLeft().map(Duration::toSeconds).orElse(null));
        document.put("noticesWaiting", status.noticesWaiting());
        document.put("trouble", status.trouble().map(SyncPage::trouble).orElse(null));
        List<Object> alarms = new ArrayList<>();
        status.alarms().forEach(alarm -> alarms.add(alarm(alarm)));
        document.put("alarms", alarms);
        document.put("sweep", sweep(status.sweep()));
        document.put("counters", counters(status.counters()));
        return document;
    }

    private static Map<String, Object> progress(SyncStatus.Progress progress) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("done", progress.done());
        document.put("total", progress.total());
        document.put("complete", progress.complete());
        return document;
    }

    private static Map<String, Object> trouble(SyncStatus.Trouble trouble) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("code", trouble.code());
        document.put("sentence", trouble.sentence());
        document.put("advice", trouble.advice());
        document.put("since", trouble.since().toString());
        document.put("nextAttempt", trouble.nextAttempt().toString());
        document.put("failures", trouble.failures());
        return document;
    }

    private static Map<String, Object> alarm(SyncStatus.Alarm alarm) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", alarm.kind().name());
        document.put("entity", alarm.entity().map(EntityType::word).orElse(null));
        document.put("sentence", alarm.sentence());
        document.put("advice", alarm.advice());
        document.put("since", alarm.since().toString());
        return document;
    }

    private static Map<String, Object> sweep(SyncStatus.Sweep sweep) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("lastCompared", text(sweep.lastCompared()));
        document.put("comparing", sweep.comparing());
        document.put("missing", sweep.missing());
        document.put("extra", sweep.extra());
        document.put("rereading", sweep.rereading().word());
        document.put("rereadUpTo", sweep.rereadUpTo());
        document.put("rounds", sweep.rounds());
        return document;
    }

    private static Map<String, Object> counters(SyncStatus.Counters counters) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("put", counters.put());
        document.put("refused", counters.refused());
        document.put("removed", counters.removed());
        document.put("requests", counters.requests());
        document.put("badRows", counters.badRows());
        document.put("failures", counters.failures());
        return document;
    }

    private static @org.jspecify.annotations.Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
