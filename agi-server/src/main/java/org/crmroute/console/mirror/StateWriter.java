package org.crmroute.console.mirror;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.crmroute.console.MirrorFigures;
import org.crmroute.console.page.Words;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.sync.PastError;
import org.crmroute.sync.PortalLimits;
import org.crmroute.sync.SyncStatus;
import org.crmroute.sync.Synchroniser;

/** Puts how the mirror follows the portal into the reader's words. */
final class StateWriter {

    /** A mirror older than this is worth a look, whatever the portal says. */
    private static final Duration OLD = Duration.ofDays(1);

    /** Bitrix24's codes, and ours, by what they come to for an administrator. */
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("invalid_credentials", "refused"),
            Map.entry("no_auth_found", "refused"),
            Map.entry("invalid_token", "refused"),
            Map.entry("expired_token", "refused"),
            Map.entry("invalid_grant", "refused"),
            Map.entry("invalid_client", "refused"),
            Map.entry("wrong_client", "refused"),
            Map.entry("application_not_found", "refused"),
            Map.entry("wrong_auth_type", "refused"),
            Map.entry("insufficient_scope", "rights"),
            Map.entry("invalid_scope", "rights"),
            Map.entry("user_access_error", "rights"),
            Map.entry("access_denied", "rights"),
            Map.entry("incomplete-catalogue", "rights"),
            Map.entry("payment_required", "plan"),
            Map.entry("overload_limit", "plan"),
            Map.entry("portal_deleted", "plan"),
            Map.entry("query_limit_exceeded", "limits"),
            Map.entry("operation_time_limit", "limits"),
            Map.entry("no-room", "limits"),
            Map.entry("database", "database"),
            Map.entry("defect", "defect"));

    private final Words words;
    private final ZoneId zone;
    private final Instant now;

    StateWriter(Words words, ZoneId zone, Instant now) {
        this.words = words;
        this.zone = zone;
        this.now = now;
    }

    /** All of it; where the database cannot be read, what can be said without. */
    StateView state(Supplier<MirrorFigures> figures, Optional<Synchroniser> synchroniser) {
        List<StateView.Told> told = new ArrayList<>();
        Optional<MirrorFigures> held = Optional.empty();
        try {
            held = Optional.of(figures.get());
        } catch (MirrorUnavailable e) {
            told.add(told("error", "database", String.valueOf(e.getMessage()), ""));
        }
        Optional<SyncStatus> status = synchroniser.map(Synchroniser::status);
        status.ifPresent(s -> s.trouble().ifPresent(trouble -> told.add(told(trouble))));
        status.ifPresent(s -> s.alarms().forEach(alarm -> told.add(told(alarm))));
        Optional<Instant> asOf = held.flatMap(MirrorFigures::asOf);
        String phase = status.map(s -> s.phase().name()).orElse(asOf.isPresent() ? "IMPORTED" : "EMPTY");
        return new StateView(
                tone(phase, asOf),
                words.say("mirror.phase." + phase),
                asOf.map(at -> age(at, phase)).orElse(words.say("mirror.never")),
                told,
                status.flatMap(this::full),
                held.map(this::counts).orElse(List.of()),
                status.map(this::facts).orElse(List.of()),
                synchroniser.map(s -> limits(s.limits())),
                synchroniser
                        .map(s -> s.pastErrors().stream().map(this::row).toList())
                        .orElse(List.of()));
    }

    private String tone(String phase, Optional<Instant> asOf) {
        boolean old =
                asOf.filter(at -> Duration.between(at, now).compareTo(OLD) > 0).isPresent();
        return switch (phase) {
            case "CURRENT" -> old ? "warning" : "good";
            case "IMPORTED" -> old ? "warning" : "";
            case "TROUBLE" -> "error";
            case "SWITCHED_OFF", "STOPPED", "EMPTY" -> "warning";
            default -> "";
        };
    }

    private String age(Instant asOf, String phase) {
        String key = phase.equals("SWITCHED_OFF") ? "mirror.age.off" : "mirror.age";
        return words.say(key, words.lasting(Duration.between(asOf, now)), words.moment(asOf, zone));
    }

    /** The family of a code; its words are {@code mirror.told.FAMILY} and {@code mirror.advice.FAMILY}. */
    static String family(String code) {
        return FAMILIES.getOrDefault(code.toLowerCase(Locale.ROOT), "away");
    }

    private StateView.Told told(SyncStatus.Trouble trouble) {
        String when = words.say(
                "mirror.tried",
                words.moment(trouble.since(), zone),
                trouble.failures(),
                words.moment(trouble.nextAttempt(), zone));
        return told("error", family(trouble.code()), trouble.sentence(), when);
    }

    private StateView.Told told(String tone, String family, String detail, String when) {
        return new StateView.Told(
                tone, words.say("mirror.told." + family), words.say("mirror.advice." + family), detail, when, false);
    }

    private StateView.Told told(SyncStatus.Alarm alarm) {
        String kind = alarm.kind().name();
        String what = alarm.entity().map(this::entities).orElse("");
        return new StateView.Told(
                "warning",
                words.say("mirror.told." + kind, what),
                words.say("mirror.advice." + kind, what),
                alarm.sentence(),
                words.say("mirror.since", words.moment(alarm.since(), zone)),
                alarm.kind() == SyncStatus.Alarm.Kind.MASS_DROP);
    }

    private String entities(EntityType entity) {
        return words.say("mirror." + entity.word() + ".all");
    }

    private Optional<StateView.Full> full(SyncStatus status) {
        Map<EntityType, SyncStatus.Progress> all = status.full();
        if (all.isEmpty() || all.values().stream().allMatch(SyncStatus.Progress::complete)) {
            return Optional.empty();
        }
        long done = all.values().stream().mapToLong(SyncStatus.Progress::done).sum();
        long total = all.values().stream().mapToLong(SyncStatus.Progress::total).sum();
        List<StateView.Bar> bars = all.entrySet().stream()
                .map(e -> new StateView.Bar(
                        entities(e.getKey()),
                        percent(
                                e.getValue().done(),
                                e.getValue().total(),
                                e.getValue().complete()),
                        words.say("mirror.of", e.getValue().done(), e.getValue().total())))
                .toList();
        String line = words.say("mirror.of", done, total)
                + (status.rowsPerSecond() > 0
                        ? ", " + words.say("mirror.speed", Math.round(status.rowsPerSecond()))
                        : "")
                + status.timeLeft()
                        .map(left -> ", " + words.say("mirror.left", words.lasting(left)))
                        .orElse("");
        return Optional.of(new StateView.Full(percent(done, total, false), line, bars));
    }

    /** Only what is complete shows as 100: records that came meanwhile are more than were counted. */
    private static int percent(long done, long total, boolean complete) {
        if (complete) {
            return 100;
        }
        return total <= 0 ? 0 : (int) Math.min(99, 100 * done / total);
    }

    private List<StateView.Fact> counts(MirrorFigures figures) {
        List<StateView.Fact> counts = new ArrayList<>();
        for (EntityType entity : EntityType.values()) {
            long count = figures.records().getOrDefault(entity, 0L);
            counts.add(new StateView.Fact(entities(entity), words.number(count)));
        }
        return counts;
    }

    private List<StateView.Fact> facts(SyncStatus status) {
        SyncStatus.Sweep sweep = status.sweep();
        SyncStatus.Counters counters = status.counters();
        List<StateView.Fact> facts = new ArrayList<>();
        facts.add(fact("mirror.fact.portal.time", moment(status.lastServerTime())));
        facts.add(fact("mirror.fact.notices", words.number(status.noticesWaiting())));
        facts.add(fact(
                "mirror.fact.compared",
                sweep.comparing() ? words.say("mirror.under.way") : moment(sweep.lastCompared())));
        facts.add(fact("mirror.fact.found", words.say("mirror.missing.extra", sweep.missing(), sweep.extra())));
        facts.add(fact(
                "mirror.fact.rereading",
                words.say("mirror.reread", entities(sweep.rereading()), sweep.rereadUpTo(), sweep.rounds())));
        facts.add(fact("mirror.fact.requests", words.number(counters.requests())));
        facts.add(fact("mirror.fact.written", words.say("mirror.put.removed", counters.put(), counters.removed())));
        facts.add(fact("mirror.fact.failures", words.number(counters.failures())));
        facts.add(fact("mirror.fact.bad.rows", words.number(counters.badRows())));
        return facts;
    }

    private StateView.Fact fact(String key, String value) {
        return new StateView.Fact(words.say(key), value);
    }

    private String moment(Optional<Instant> at) {
        return at.map(a -> words.moment(a, zone)).orElse("–");
    }

    private StateView.Limits limits(PortalLimits limits) {
        List<StateView.Method> methods = limits.methods().stream()
                .limit(10)
                .map(method -> new StateView.Method(
                        method.name(),
                        (int) Math.min(100, 100 * method.used().toMillis() / PortalLimits.OPERATING.toMillis()),
                        words.say("mirror.worked", method.used().toSeconds(), PortalLimits.OPERATING.toSeconds()),
                        held(method)))
                .toList();
        String pace = words.say("mirror.pace", words.number(Math.round(limits.perSecond() * 10) / 10.0), limits.room());
        return new StateView.Limits(pace, methods);
    }

    private String held(PortalLimits.Method method) {
        if (!method.held().isZero()) {
            return words.say("mirror.held", words.lasting(method.held()));
        }
        return method.heldForBulk().isZero() ? "" : words.say("mirror.held.bulk", words.lasting(method.heldForBulk()));
    }

    private StateView.PastErrorRow row(PastError error) {
        return new StateView.PastErrorRow(
                words.moment(error.last(), zone),
                words.say("mirror.part." + error.part().replace(' ', '-')),
                error.times() > 1 ? words.say("mirror.times", error.times()) : "",
                error.code(),
                error.sentence());
    }
}
