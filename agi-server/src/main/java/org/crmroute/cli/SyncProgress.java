package org.crmroute.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.EntityType;
import org.crmroute.sync.SyncStatus;

/** Shows a synchronisation's progress: a bar that moves on a terminal, a line now and then in a file. */
final class SyncProgress {

    private static final int BAR = 24;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Terminal terminal;
    private Instant nextLine = Instant.MIN;
    private SyncStatus.Phase shown = SyncStatus.Phase.STOPPED;
    private String complaint = "";

    SyncProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A step was made. */
    void show(SyncStatus now) {
        String trouble = now.trouble().map(SyncProgress::sentence).orElse("");
        if (!trouble.equals(complaint)) {
            complaint = trouble;
            if (!trouble.isEmpty()) {
                terminal.error("warning: " + trouble);
            }
        }
        String line = line(now);
        if (terminal.moves()) {
            terminal.replaceLine(line);
        } else if (now.phase() != shown || !now.at().isBefore(nextLine)) {
            terminal.line(line);
            nextLine = now.at().plus(BETWEEN_LINES);
        }
        shown = now.phase();
    }

    /** It is over. */
    void end(SyncStatus last) {
        if (terminal.moves()) {
            terminal.replaceLine("");
        }
        last.full().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(EntityType::word)))
                .forEach(e -> terminal.line("%8d %s".formatted(e.getValue().done(), plural(e.getKey()))));
        SyncStatus.Counters counters = last.counters();
        terminal.line("%8d written, %d removed, %d requests"
                .formatted(counters.put(), counters.removed(), counters.requests()));
        if (counters.badRows() > 0) {
            terminal.error(
                    "warning: " + counters.badRows() + " rows made no sense and were skipped; the log says which");
        }
        last.alarms().forEach(alarm -> terminal.error("warning: " + alarm.sentence() + "; " + alarm.advice()));
        if (last.phase() == SyncStatus.Phase.SWITCHED_OFF) {
            terminal.error("crmroute: the mirror is not up to the portal: the integration was switched off meanwhile.");
            return;
        }
        last.trouble()
                .ifPresentOrElse(
                        trouble -> terminal.error("crmroute: the mirror is not up to the portal. " + sentence(trouble)),
                        () -> terminal.line(terminal.good("The mirror is up to the portal.")));
    }

    private static String sentence(SyncStatus.Trouble trouble) {
        return trouble.advice().isEmpty() ? trouble.sentence() : trouble.sentence() + "; " + trouble.advice();
    }

    static String line(SyncStatus now) {
        return switch (now.phase()) {
            case STOPPED -> "starting";
            case SWITCHED_OFF -> "the integration is switched off";
            case WAITING_FOR_LOCK -> "a running crmroute does it" + records(now);
            case CATALOGUE -> "reading fields, funnels, stages and staff";
            case FULL -> "reading" + records(now);
            case CATCHING_UP -> "reading what changed meanwhile";
            case CURRENT -> "up to the portal";
            case TROUBLE -> "waiting for the portal" + records(now);
        };
    }

    private static String records(SyncStatus now) {
        long done = now.full().values().stream()
                .mapToLong(SyncStatus.Progress::done)
                .sum();
        long total = now.full().values().stream()
                .mapToLong(SyncStatus.Progress::total)
                .sum();
        if (total == 0) {
            return "";
        }
        double part = Math.min(1.0, (double) done / total);
        int filled = (int) (part * BAR);
        String rate = now.rowsPerSecond() > 0 ? String.format(Locale.ROOT, "  %.0f rows/s", now.rowsPerSecond()) : "";
        return String.format(
                Locale.ROOT,
                " %s%s %3.0f %%  %,d of %,d%s%s",
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                part * 100,
                done,
                total,
                rate,
                left(now.timeLeft()));
    }

    private static String left(Optional<Duration> left) {
        return left.map(t -> t.toHours() > 0
                        ? "  %d h %d min left".formatted(t.toHours(), t.toMinutesPart())
                        : "  %d min %d s left".formatted(t.toMinutes(), t.toSecondsPart()))
                .orElse("");
    }

    private static String plural(EntityType entity) {
        return entity == EntityType.COMPANY ? "companies" : entity.word() + "s";
    }
}
