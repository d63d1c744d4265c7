package org.crmroute.console.calls;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.console.access.Role;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.routing.CallTallies;
import org.crmroute.routing.CallTallies.RuleHits;
import org.crmroute.routing.CallTallies.Tally;
import org.crmroute.routing.RoutingTable;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Rule;

/** {@code /}: today's calls by hour and outcome, callers whom no rule matches, rules that match nobody. */
public final class OverviewPage implements Consumer<RoutesConfig> {

    private static final int SHOWN_CALLERS = 10;
    private static final int SHOWN_RULES = 50;

    /** Every so many hours have their name under the bar: it is to be read on a phone too. */
    private static final int LABELLED = 3;

    /** How far back unmatched callers are looked for, in days, today included. */
    private static final int DAYS = 7;

    private final CallTallies tallies;
    private final Supplier<RoutingTable> tables;
    private final ScenarioStore scenarios;
    private final Pages pages;
    private final ZoneId zone;
    private final Clock clock;

    public OverviewPage(
            CallTallies tallies,
            Supplier<RoutingTable> tables,
            ScenarioStore scenarios,
            Pages pages,
            ZoneId zone,
            Clock clock) {
        this.tallies = tallies;
        this.tables = tables;
        this.scenarios = scenarios;
        this.pages = pages;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/", this::show, Role.VIEWER);
    }

    private void show(Context request) {
        Page page = pages.page(request);
        pages.show(request, "calls/overview.jte", Map.of("overview", overview(page.words())));
    }

    Overview overview(Words words) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        ZonedDateTime begin = today.atStartOfDay(zone);
        List<Tally> day = tallies.between(
                begin.toInstant(), today.plusDays(1).atStartOfDay(zone).toInstant());
        long calls = sum(day, "");
        long micros = day.stream().mapToLong(Tally::micros).sum();
        long slowest = day.stream().mapToLong(Tally::slowest).max().orElse(0);
        List<Overview.Idle> idle = idle(words);
        return new Overview(
                DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                        .withLocale(words.language().locale())
                        .format(today),
                begin.toLocalDateTime().toString(),
                calls,
                sum(day, "ROUTED"),
                sum(day, "OTHERS"),
                sum(day, "FAILED"),
                bars(begin, today, day),
                reasons(day, calls, words),
                calls == 0 ? Optional.empty() : Optional.of(CallRow.took(micros / calls, words)),
                calls == 0 ? Optional.empty() : Optional.of(CallRow.took(slowest, words)),
                unmatched(begin.minusDays(DAYS - 1L).toInstant(), words),
                idle.stream().limit(SHOWN_RULES).toList(),
                Math.max(0, idle.size() - SHOWN_RULES));
    }

    private static long sum(List<Tally> tallies, String status) {
        return tallies.stream()
                .filter(tally -> status.isEmpty() || tally.status().equals(status))
                .mapToLong(Tally::calls)
                .sum();
    }

    /** As many hours as the day has: 23 or 25 when the clocks change. */
    private List<Overview.Bar> bars(ZonedDateTime begin, LocalDate today, List<Tally> day) {
        List<ZonedDateTime> hours = new ArrayList<>();
        ZonedDateTime end = today.plusDays(1).atStartOfDay(zone);
        for (ZonedDateTime hour = begin; hour.isBefore(end); hour = hour.plusHours(1)) {
            hours.add(hour);
        }
        List<List<Tally>> byHour = new ArrayList<>();
        for (ZonedDateTime hour : hours) {
            Instant from = hour.toInstant();
            Instant until = hour.plusHours(1).toInstant();
            byHour.add(day.stream()
                    .filter(t -> !t.quarter().isBefore(from) && t.quarter().isBefore(until))
                    .toList());
        }
        long most = Math.max(
                1, byHour.stream().mapToLong(hour -> sum(hour, "")).max().orElse(1));
        int step = Overview.WIDTH / Math.max(1, hours.size());
        List<Overview.Bar> bars = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            List<Tally> hour = byHour.get(i);
            long routed = sum(hour, "ROUTED");
            long others = sum(hour, "OTHERS");
            long failed = sum(hour, "FAILED");
            bars.add(new Overview.Bar(
                    "%02d".formatted(hours.get(i).getHour()),
                    i % LABELLED == 0,
                    i * step,
                    step - 4,
                    routed,
                    others,
                    failed,
                    parts(most, routed, others, failed)));
        }
        return bars;
    }

    private static List<Overview.Part> parts(long most, long routed, long others, long failed) {
        List<Overview.Part> parts = new ArrayList<>();
        int bottom = Overview.PLOT;
        bottom = part(parts, "routed", routed, most, bottom);
        bottom = part(parts, "others", others, most, bottom);
        part(parts, "failed", failed, most, bottom);
        return parts;
    }

    /** Even a single call among thousands is seen. */
    private static int part(List<Overview.Part> parts, String kind, long calls, long most, int bottom) {
        if (calls == 0) {
            return bottom;
        }
        int height = (int) Math.max(2, calls * (Overview.PLOT - 10) / most);
        parts.add(new Overview.Part(kind, bottom - height, height));
        return bottom - height;
    }

    private static List<Overview.Count> reasons(List<Tally> day, long all, Words words) {
        Map<String, Long> calls = new HashMap<>();
        Map<String, String> status = new HashMap<>();
        for (Tally tally : day) {
            calls.merge(tally.reason(), tally.calls(), Long::sum);
            status.put(tally.reason(), tally.status());
        }
        return calls.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> new Overview.Count(
                        each.getKey(),
                        words.say("calls.reason." + each.getKey()),
                        CallRow.badge(status.getOrDefault(each.getKey(), "")),
                        each.getValue(),
                        (int) Math.round(100.0 * each.getValue() / Math.max(1, all))))
                .toList();
    }

    private List<Overview.Unmatched> unmatched(Instant from, Words words) {
        return tallies.unmatched(from, SHOWN_CALLERS).stream()
                .map(u -> {
                    String number =
                            URLEncoder.encode(u.caller().isEmpty() ? "anonymous" : u.caller(), StandardCharsets.UTF_8);
                    return new Overview.Unmatched(
                            PhoneText.of(u.caller(), words),
                            u.known(),
                            u.calls(),
                            words.moment(u.latest(), zone),
                            "/calls?caller=" + number,
                            "/test?number=" + number);
                })
                .toList();
    }

    private List<Overview.Idle> idle(Words words) {
        Map<String, Instant> made = new HashMap<>();
        scenarios.active().forEach(version -> made.put(version.scenario(), version.at()));
        List<Overview.Idle> idle = new ArrayList<>();
        for (CompiledScenario scenario : tables.get().scenarios()) {
            List<RuleHits> hits = tallies.ever(scenario.name());
            for (Rule rule : scenario.source().rules()) {
                List<RuleHits> ofRule =
                        hits.stream().filter(h -> h.rule().equals(rule.id())).toList();
                if (ofRule.stream().noneMatch(h -> h.version() == scenario.version())) {
                    idle.add(new Overview.Idle(
                            scenario.name(),
                            rule.id(),
                            rule.name(),
                            scenario.version(),
                            Optional.ofNullable(made.get(scenario.name()))
                                    .map(at -> words.moment(at, zone))
                                    .orElse(""),
                            ofRule.stream()
                                    .map(RuleHits::latest)
                                    .max(Instant::compareTo)
                                    .map(at -> words.moment(at, zone)),
                            scenario.suspended().containsKey(rule.id())));
                }
            }
        }
        return idle;
    }
}
