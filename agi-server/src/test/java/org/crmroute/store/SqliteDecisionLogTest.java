package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.crmroute.call.Extension;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.Caller;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Line;
import org.crmroute.routing.DecisionLog.Query;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteDecisionLogTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Party DID = new Party.Phone(new PhoneNumber("+74951234567"), "74951234567");
    private static final Query ALL = new Query(Optional.empty(), Optional.empty(), Optional.empty(), 10_000);

    private static final Instant MIRROR = NOW.minusSeconds(3);

    @TempDir
    Path folder;

    private final List<Line> watched = new CopyOnWriteArrayList<>();

    private Database database;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatWasDecided() throws Exception {
        try (SqliteDecisionLog log = log()) {
            log.add(call("d1", NOW, "+79161234567"));
            await(() -> log.written() == 1);

            assertThat(log.find("d1"))
                    .contains(new Entry(
                            new Line(
                                    "d1",
                                    NOW,
                                    "+79161234567",
                                    "",
                                    "+74951234567",
                                    "main",
                                    3,
                                    "ROUTED",
                                    "RULE_MATCH",
                                    "legal",
                                    "deal:77",
                                    "queue legal",
                                    420,
                                    Optional.of(MIRROR)),
                            "{\"id\":\"d1\"}"));
            assertThat(log.find("d2")).isEmpty();
            assertThat(watched).extracting(Line::id).containsExactly("d1");
            assertThat(watched.getFirst().mirrorAge()).contains(Duration.ofSeconds(3));
            assertThat(log.written()).isEqualTo(1);
        }
    }

    @Test
    void findsTheNewestThatFit() throws Exception {
        try (SqliteDecisionLog log = log()) {
            log.add(call("d1", NOW.minusSeconds(20), "+79161234567"));
            log.add(call("d2", NOW.minusSeconds(10), "+79160000000"));
            log.add(call("d3", NOW, "+79161234567"));
            await(() -> log.written() == 3);

            assertThat(log.latest(ALL)).extracting(SqliteDecisionLogTest::id).containsExactly("d3", "d2", "d1");
            assertThat(log.latest(new Query(Optional.of("+79161234567"), Optional.empty(), Optional.empty(), 1)))
                    .extracting(SqliteDecisionLogTest::id)
                    .containsExactly("d3");
            assertThat(log.latest(new Query(Optional.empty(), Optional.of("RULE_MATCH"), Optional.of("legal"), 2)))
                    .extracting(SqliteDecisionLogTest::id)
                    .containsExactly("d3", "d2");
            assertThat(log.latest(new Query(Optional.empty(), Optional.of("DEADLINE"), Optional.empty(), 9)))
                    .isEmpty();
        }
    }

    /** Whoever adds does not wait: nobody else would end the lock here. */
    @Test
    @Timeout(60)
    void waitsForTheDatabaseAndLosesNothing() throws Exception {
        try (SqliteDecisionLog log = log();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 1000; i++) {
                log.add(call("d" + i, NOW, "+79161234567"));
            }
            Thread.sleep(1000);
            assertThat(log.latest(ALL)).isEmpty();
            assertThat(log.waiting()).isEqualTo(1000);

            lock.execute("ROLLBACK");
            await(() -> log.written() == 1000);
            assertThat(log.latest(ALL)).hasSize(1000);
            assertThat(log.dropped()).isZero();
        }
    }

    @Test
    void dropsAndCountsWhatDoesNotFitIntoMemory() throws Exception {
        SqliteDecisionLog log =
                new SqliteDecisionLog(database, c -> "x".repeat(1000), Duration.ofDays(90), CLOCK, 100_000);
        log.start(() -> Optional.of(MIRROR), watched::addAll);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 1000; i++) {
                log.add(call("d" + i, NOW, "+79161234567"));
            }
            await(() -> log.dropped() > 900);
            lock.execute("ROLLBACK");
        }
        log.close();

        assertThat(log.written() + log.dropped()).isEqualTo(1000);
        assertThat(log.latest(ALL)).hasSize((int) log.written()).isNotEmpty();
    }

    @Test
    void closingWritesWhatWaits() {
        SqliteDecisionLog log = log();
        for (int i = 0; i < 500; i++) {
            log.add(call("d" + i, NOW, "+79161234567"));
        }
        log.close();

        assertThat(log.latest(ALL)).hasSize(500);
        log.add(call("late", NOW, "+79161234567"));
        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsTooOld() throws Exception {
        try (SqliteDecisionLog log = log()) {
            for (int i = 0; i < 450; i++) {
                log.add(call("old" + i, NOW.minus(Duration.ofDays(91)), "+79161234567"));
            }
            log.add(call("new", NOW, "+79161234567"));
        }
        try (SqliteDecisionLog log = log()) {
            await(() -> log.latest(ALL).size() == 1);
            assertThat(log.find("new")).isPresent();
        }
    }

    @Test
    void aCallThatCannotBePutIntoWordsStopsNothing() throws Exception {
        SqliteDecisionLog log = new SqliteDecisionLog(
                database,
                c -> {
                    if (c.id().equals("bad")) {
                        throw new IllegalStateException("no words");
                    }
                    return "{}";
                },
                Duration.ofDays(90),
                CLOCK);
        log.start(() -> Optional.of(MIRROR), watched::addAll);
        log.add(call("bad", NOW, "+79161234567"));
        log.add(call("good", NOW, "'; DROP TABLE decision; --\r\n\u0000\uD83D\uDE00"));
        await(() -> log.written() == 1);

        assertThat(log.find("good"))
                .map(e -> e.line().caller())
                .contains("'; DROP TABLE decision; --\r\n\u0000\uD83D\uDE00");
        assertThat(log.dropped()).isEqualTo(1);
        log.close();
    }

    private static String id(Entry entry) {
        return entry.line().id();
    }

    private SqliteDecisionLog log() {
        SqliteDecisionLog log =
                new SqliteDecisionLog(database, c -> "{\"id\":\"" + c.id() + "\"}", Duration.ofDays(90), CLOCK);
        log.start(() -> Optional.of(MIRROR), watched::addAll);
        return log;
    }

    private static RoutedCall call(String id, Instant at, String caller) {
        Party party = PhoneNumber.ofE164(caller)
                .<Party>map(n -> new Party.Phone(n, caller))
                .orElse(new Party.Unreadable("", caller));
        Decision decision = new Decision(
                Status.ROUTED,
                Reason.RULE_MATCH,
                "legal",
                Optional.of(new RecordRef(EntityType.DEAL, 77)),
                List.of(new Target(Target.Type.QUEUE, new Extension("legal").name(), 60, 0)),
                Caller.unknown(party),
                "main",
                3,
                Trace.EMPTY);
        return new RoutedCall(
                id, new RouteRequest(IncomingCall.simulated(party, DID, at), Optional.empty()), decision, 420);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(20);
        }
    }
}
