package org.crmroute.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.sync.SyncStatus;

/**
 * Whether the mirror follows the portal. Never worse than a warning: calls are routed by the mirror as it is, whatever
 * the portal does.
 */
public final class SyncCheck implements HealthCheck {

    private final Supplier<SyncStatus> status;
    private final Duration late;

    /** @param late from what age on a mirror that should be current is told of */
    public SyncCheck(Supplier<SyncStatus> status, Duration late) {
        this.status = status;
        this.late = late;
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public Result check() {
        SyncStatus now = status.get();
        List<String> details = new ArrayList<>(List.of(detail(now)));
        List<String> advice = new ArrayList<>();
        now.trouble().ifPresent(trouble -> {
            details.add("%s (since %s, %d attempts, next at %s)"
                    .formatted(trouble.sentence(), trouble.since(), trouble.failures(), trouble.nextAttempt()));
            advice.add(trouble.advice());
        });
        now.alarms().forEach(alarm -> {
            details.add(alarm.sentence());
            advice.add(alarm.advice());
        });
        boolean isLate = now.phase() == SyncStatus.Phase.CURRENT
                && now.lag().filter(lag -> lag.compareTo(late) > 0).isPresent();
        String said = String.join("; ", details);
        if (now.trouble().isEmpty() && now.alarms().isEmpty() && !isLate) {
            return Result.ok(said);
        }
        String todo = advice.stream().filter(a -> !a.isBlank()).collect(Collectors.joining("; "));
        return Result.warn(said, todo.isEmpty() ? "calls go by the mirror as it is; look at the portal" : todo);
    }

    private static String detail(SyncStatus now) {
        String lag = now.lag()
                .map(l -> ", " + MirrorCheck.inWords(l) + " behind the portal")
                .orElse("");
        return switch (now.phase()) {
            case STOPPED -> "not running";
            case SWITCHED_OFF -> "off: the integration is switched off and the portal is left alone" + lag;
            case WAITING_FOR_LOCK -> "another process synchronises this database";
            case CATALOGUE -> "reading fields, funnels, stages and staff";
            case FULL -> "reading all records: " + progress(now);
            case CATCHING_UP -> "reading what changed meanwhile";
            case CURRENT -> "current" + lag;
            case TROUBLE -> "does not get on" + lag;
        };
    }

    private static String progress(SyncStatus now) {
        String each = now.full().entrySet().stream()
                .map(e -> "%s %d of %d"
                        .formatted(
                                e.getKey().word(),
                                e.getValue().done(),
                                e.getValue().total()))
                .collect(Collectors.joining(", "));
        String left =
                now.timeLeft().map(t -> ", " + MirrorCheck.inWords(t) + " left").orElse("");
        return String.format(Locale.ROOT, "%s; %.0f rows/s%s", each, now.rowsPerSecond(), left);
    }
}
