package org.crmroute.console;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.health.HealthCheck;

/**
 * How old the mirror is, and whether anything is in it. Never worse than a warning: an old mirror routes calls, and an
 * empty one sends them to Others.
 */
public final class MirrorCheck implements HealthCheck {

    private final Supplier<MirrorFigures> figures;
    private final Duration old;
    private final Clock clock;

    /** @param old from what age on someone should look */
    public MirrorCheck(Supplier<MirrorFigures> figures, Duration old, Clock clock) {
        this.figures = figures;
        this.old = old;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public Result check() {
        MirrorFigures now = figures.get();
        if (now.asOf().isEmpty()) {
            return Result.warn("never filled; every call takes Others", "run: crmroute import FOLDER");
        }
        Duration age = Duration.between(now.asOf().get(), clock.instant());
        String detail = "%s old; %s".formatted(inWords(age), counts(now));
        if (age.compareTo(old) > 0) {
            return Result.warn(detail, "calls are routed by what the CRM held then; fill the mirror again");
        }
        return Result.ok(detail);
    }

    private static String counts(MirrorFigures figures) {
        return Arrays.stream(EntityType.values())
                .map(e -> figures.records().getOrDefault(e, 0L) + " " + plural(e.word()))
                .collect(Collectors.joining(", "));
    }

    private static String plural(String word) {
        return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    static String inWords(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.compareTo(Duration.ofHours(2)) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
