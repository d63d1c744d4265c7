package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.crmroute.routing.CallTallies.RuleHits;
import org.crmroute.routing.CallTallies.Tally;
import org.crmroute.routing.CallTallies.Unmatched;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionSearchTest {

    private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> CALLERS =
            List.of("", "+79161234567", "+79160000001", "'; DROP TABLE x --", "101");
    private static final List<String> RULES = List.of("", "legal", "vip");

    @TempDir
    Path folder;

    private Database database;
    private final List<Line> all = new ArrayList<>();

    @BeforeEach
    void write() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            String rule = RULES.get(random.nextInt(RULES.size()));
            String unmatched = random.nextBoolean() ? "UNKNOWN_CALLER" : "NO_MATCH";
            all.add(new Line(
                    "d%03d".formatted(i),
                    // several share a moment, and they are not written in the order in which they came
                    DAY.plusSeconds(random.nextInt(150) * 60L),
                    CALLERS.get(random.nextInt(CALLERS.size())),
                    "Анна",
                    random.nextBoolean() ? "+74951234567" : "+74950000000",
                    random.nextBoolean() ? "main" : "second",
                    1 + random.nextInt(2),
                    rule.isEmpty() ? "OTHERS" : "ROUTED",
                    rule.isEmpty() ? unmatched : "RULE_MATCH",
                    rule,
                    "deal:7",
                    "queue sales",
                    i,
                    i % 2 == 0 ? Optional.of(DAY) : Optional.empty()));
        }
        insert(all.subList(0, 150));
        // as after a commit of which nothing was heard: what was there before is not counted again
        insert(all.subList(100, 400));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void insert(List<Line> lines) {
        DecisionRows.insert(
                database,
                Duration.ofSeconds(1),
                lines.stream().map(line -> new Entry(line, "{}")).toList());
    }

    @Test
    void every_way_of_asking_finds_what_fits_and_no_more_page_by_page() {
        for (Query query : queries()) {
            List<String> expected = new ArrayList<>(
                    all.stream().filter(query::fits).map(Line::id).toList());
            List<Line> found = new ArrayList<>();
            Query next = query;
            List<Line> page = DecisionRows.lines(database, next);
            while (!page.isEmpty()) {
                found.addAll(page);
                next = query.behind(page.getLast().id());
                page = DecisionRows.lines(database, next);
            }
            assertThat(found).as(query.toString()).extracting(Line::id).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found.stream().map(line -> -line.at().toEpochMilli())).isSorted();
            assertThat(new HashSet<>(all)).containsAll(found);
        }
    }

    private static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        Optional<String> none = Optional.empty();
        for (Optional<String> caller : List.of(none, Optional.of(""), Optional.of("+79161234567"))) {
            for (Optional<String> reason : List.of(none, Optional.of("RULE_MATCH"), Optional.of("NO_MATCH"))) {
                for (Optional<String> rule : List.of(none, Optional.of(""), Optional.of("vip"), Optional.of("x"))) {
                    queries.add(new Query(caller, reason, rule, 7));
                    queries.add(new Query(caller, reason, rule, 7).ofScenario("second"));
                }
            }
        }
        queries.add(new Query(
                none,
                Optional.of("916"),
                Optional.of("+74950000000"),
                none,
                Optional.of("ROUTED"),
                none,
                none,
                Optional.of(DAY.plusSeconds(1800)),
                Optional.of(DAY.plusSeconds(7200)),
                none,
                5));
        return queries;
    }

    @Test
    void behind_a_decision_that_is_gone_there_is_nothing() {
        assertThat(DecisionRows.lines(database, Query.newest(9).behind("gone"))).isEmpty();
    }

    @Test
    void tallies_are_what_counting_would_say() {
        SqliteCallTallies tallies = new SqliteCallTallies(database);

        List<Tally> counted = tallies.between(DAY, DAY.plusSeconds(9000));
        assertThat(counted.stream().mapToLong(Tally::calls).sum()).isEqualTo(400);
        assertThat(counted.stream().mapToLong(Tally::micros).sum())
                .isEqualTo(all.stream().mapToLong(Line::micros).sum());
        assertThat(counted.stream().mapToLong(Tally::slowest).max()).hasValue(399);
        assertThat(tallies.between(DAY.plusSeconds(900), DAY.plusSeconds(1800)).stream()
                        .mapToLong(Tally::calls)
                        .sum())
                .isEqualTo(all.stream()
                        .filter(line -> !line.at().isBefore(DAY.plusSeconds(900))
                                && line.at().isBefore(DAY.plusSeconds(1800)))
                        .count());
        assertThat(tallies.calls(DAY))
                .containsEntry("main", count("main", ""))
                .containsEntry("second", count("second", ""))
                .hasSize(2);
        assertThat(tallies.hits("main", DAY))
                .containsEntry("vip", count("main", "vip"))
                .hasSize(2);
        assertThat(tallies.ever("main").stream().mapToLong(RuleHits::calls).sum())
                .isEqualTo(count("main", "vip") + count("main", "legal"));
        assertThat(tallies.ever("nobody's")).isEmpty();
    }

    private long count(String scenario, String rule) {
        return all.stream()
                .filter(line -> line.scenario().equals(scenario)
                        && (rule.isEmpty() || line.rule().equals(rule)))
                .count();
    }

    @Test
    void callers_whom_no_rule_matched_come_by_number_of_calls() {
        List<Unmatched> unmatched = new SqliteCallTallies(database).unmatched(DAY, 3);
        assertThat(unmatched).hasSize(3);
        assertThat(unmatched.stream().map(u -> -u.calls())).isSorted();
        Unmatched first = unmatched.getFirst();
        assertThat(first.calls())
                .isEqualTo(all.stream()
                        .filter(line -> line.caller().equals(first.caller())
                                && line.rule().isEmpty())
                        .count());
    }

    @Test
    void tallies_go_with_the_decisions_but_rules_are_remembered() {
        SqliteCallTallies tallies = new SqliteCallTallies(database);
        Tallies.deleteBefore(database, Duration.ofSeconds(1), DAY.plusSeconds(1800));
        assertThat(tallies.between(DAY, DAY.plusSeconds(1800))).isEmpty();
        assertThat(tallies.between(DAY, DAY.plusSeconds(9000))).isNotEmpty();
        assertThat(tallies.ever("main").stream().mapToLong(RuleHits::calls).sum())
                .isEqualTo(count("main", "vip") + count("main", "legal"));
    }
}
