package org.crmroute.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.config.ConfigurationReader;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.Integration;
import org.crmroute.routing.IntegrationSwitch;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.crmroute.sync.SyncStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands as somebody types them, with ports behind them that note what they were asked. */
abstract class TypedCommands {

    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final List<String> asked = new ArrayList<>();
    private final FakeStore store = new FakeStore();
    Status status = Status.OTHERS;
    /** The integration's switch, and {@code bitrix24.enabled}. */
    boolean switchedOn = true;

    boolean enabled = true;
    boolean switchedOffMeanwhile;
    Optional<SyncStatus.Trouble> trouble = Optional.empty();
    Optional<RuntimeException> broken = Optional.empty();

    @BeforeEach
    void configure() throws IOException {
        write("crmroute.yaml", "database: {url: 'jdbc:sqlite:" + folder.resolve("x.db") + "'}");
    }

    final String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    final int run(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--config", folder.resolve("crmroute.yaml").toString()));
        all.addAll(List.of(arguments));
        return runAsIs(all.toArray(String[]::new));
    }

    final int runAsIs(String... arguments) {
        Ports ports = new Ports(
                configuration -> {
                    asked.add("serve on " + configuration.agi().port());
                    if (status == Status.FAILED) {
                        throw new Unusable("the port is taken");
                    }
                },
                Opening.of(this::explain),
                call -> "{\"status\":\"" + call.decision().status() + "\"}",
                Opening.of(new ScenarioDesk(
                        store,
                        () -> Catalog.EMPTY,
                        new NumberPlan("RU", 10),
                        ZoneOffset.UTC,
                        Clock.fixed(AT, ZoneOffset.UTC))),
                Opening.of(store),
                Opening.of((path, progress) -> {
                    progress.accept("reading lead.json");
                    if (!Files.isDirectory(path)) {
                        throw new SnapshotImporter.Refused(path + "/lead.json:3:1 is no array");
                    }
                    Map<String, Long> rows = new LinkedHashMap<>();
                    rows.put("leads", 12L);
                    rows.put("deals", 7L);
                    return new SnapshotImporter.Report(rows, List.of("3 phones cannot be read"));
                }),
                Opening.of(new FakeSync()),
                Opening.of(integration()),
                Opening.of(List.of(HealthCheck.of("mirror", () -> HealthCheck.Result.warn("3 days old", "import")))),
                Opening.of(name -> {
                    if (name.isPresent() && !name.get().equals("anna")) {
                        throw new SignInLinks.Refused("There is no account '" + name.get() + "'.", null);
                    }
                    return "http://127.0.0.1:8080/set-up?token=t-" + name.orElse("first");
                }));
        PrintWriter toOut = new PrintWriter(out);
        PrintWriter toErr = new PrintWriter(err);
        return CrmRoute.commandLine(
                        ConfigurationReader.ofThisProcess(), ports, new Terminal(toOut, toErr, false), false)
                .setOut(toOut)
                .setErr(toErr)
                .execute(arguments);
    }

    private RoutedCall explain(String number, Optional<String> did, Optional<String> scenario, Optional<Instant> at) {
        broken.ifPresent(e -> {
            throw e;
        });
        asked.add("explain %s %s %s %s".formatted(number, did, scenario, at));
        Party party = new Party.Unreadable("", number);
        Decision decision = new Decision(
                status,
                Reason.NO_MATCH,
                "",
                Optional.empty(),
                List.of(new Target(Target.Type.QUEUE, "reception", 60, 0)),
                Caller.unknown(party),
                "main",
                1,
                Trace.EMPTY);
        return new RoutedCall(
                "1", new RouteRequest(IncomingCall.simulated(party, party, AT), Optional.empty()), decision, 5);
    }

    private Integration integration() {
        IntegrationSwitch kept = new IntegrationSwitch() {
            @Override
            public Position position() {
                return new Position(switchedOn, Optional.of(new Turn("olga\u001b[31m", AT)));
            }

            @Override
            public void turn(boolean on, Turn turn) {
                asked.add("turn %s by %s".formatted(on, turn.who()));
                switchedOn = on;
            }
        };
        return new Integration(enabled, kept, Clock.fixed(AT, ZoneOffset.UTC));
    }

    /** Is half-way through the contacts, and then done or in trouble. */
    private final class FakeSync implements MirrorSync {
        @Override
        public SyncStatus run(boolean full, Consumer<SyncStatus> watcher) {
            asked.add("sync full=" + full);
            watcher.accept(status(SyncStatus.Phase.FULL, Optional.empty()));
            SyncStatus.Phase end = switchedOffMeanwhile
                    ? SyncStatus.Phase.SWITCHED_OFF
                    : trouble.isPresent() ? SyncStatus.Phase.TROUBLE : SyncStatus.Phase.CURRENT;
            return status(end, trouble);
        }

        private SyncStatus status(SyncStatus.Phase phase, Optional<SyncStatus.Trouble> inTrouble) {
            return new SyncStatus(
                    AT,
                    phase,
                    Map.of(EntityType.CONTACT, new SyncStatus.Progress(1500, 3000, false)),
                    571,
                    Optional.of(Duration.ofSeconds(3)),
                    Optional.empty(),
                    Optional.empty(),
                    inTrouble,
                    List.of(),
                    0,
                    new SyncStatus.Sweep(Optional.empty(), false, 0, 0, EntityType.LEAD, 0, 0),
                    new SyncStatus.Counters(1500, 0, 0, 3, 0, 0));
        }

        @Override
        public void acceptDrop() {
            asked.add("accept drop");
        }
    }

    /** Holds {@code main} in two versions and one decision. */
    private final class FakeStore implements ScenarioStore, DecisionLog {

        private Version versionOf(long version) {
            return new Version(
                    "main",
                    version,
                    "olga",
                    AT,
                    "{scenario: main, others: [{queue: reception}]}",
                    "source " + version,
                    version == 2);
        }

        @Override
        public List<Version> active() {
            return List.of(versionOf(2));
        }

        @Override
        public Optional<Version> version(String scenario, long version) {
            return history(scenario).stream()
                    .filter(v -> v.version() == version)
                    .findFirst();
        }

        @Override
        public List<Version> history(String scenario) {
            return scenario.equals("main") ? List.of(versionOf(2), versionOf(1)) : List.of();
        }

        @Override
        public Version save(String scenario, String document, String source, String author, Instant at) {
            asked.add("save " + scenario + " by " + author);
            return new Version(scenario, 3, author, at, document, source, true);
        }

        @Override
        public Optional<Version> activate(String scenario, long version, String author, Instant at) {
            return version(scenario, version);
        }

        @Override
        public void add(RoutedCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Line> lines(Query query) {
            asked.add("lines " + query);
            return List.of(entry().line());
        }

        @Override
        public List<DecisionLog.Entry> latest(Query query) {
            asked.add("latest " + query);
            return List.of(entry());
        }

        @Override
        public Optional<DecisionLog.Entry> find(String id) {
            return id.equals("01A") ? Optional.of(entry()) : Optional.empty();
        }

        private static DecisionLog.Entry entry() {
            Line line = new Line(
                    "01A",
                    AT,
                    "+79123456789",
                    "Ivan",
                    "+74951234567",
                    "main",
                    2,
                    "ROUTED",
                    "RULE_MATCH",
                    "legal\u001b[31m",
                    "deal:77",
                    "queue legal",
                    184,
                    Optional.empty());
            return new DecisionLog.Entry(line, "{\"rule\":\"legal\"}");
        }
    }
}
