package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.DecisionLog;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private final FakeStore store = new FakeStore();
    private Status status = Status.OTHERS;
    private Optional<SyncStatus.Trouble> trouble = Optional.empty();
    private Optional<RuntimeException> broken = Optional.empty();

    @BeforeEach
    void configure() throws IOException {
        write("crmroute.yaml", "database: {url: 'jdbc:sqlite:" + folder.resolve("x.db") + "'}");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--config", folder.resolve("crmroute.yaml").toString()));
        all.addAll(List.of(arguments));
        return runAsIs(all.toArray(String[]::new));
    }

    private int runAsIs(String... arguments) {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "explain",
                "scenario",
                "scenario show",
                "scenario bogus",
                "explain 1 --at noon",
                "decisions --limit many",
                "scenario rollback main",
                "import",
                "explain 1 --bogus",
                "sync everything"
            })
    void wrong_usage_exits_with_2_and_opens_nothing(String line) {
        assertThat(runAsIs(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: crmroute");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "explain --help", "scenario --help", "scenario show --help", "--version"})
    void help_is_an_answer(String line) {
        assertThat(runAsIs(line.split(" ", -1))).isZero();
        assertThat(out.toString()).containsAnyOf("Usage: crmroute", "crmroute (not packaged)");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_wrong_configuration_exits_with_78_and_says_where() throws IOException {
        write("crmroute.yaml", "agi: {prot: 1}");
        assertThat(run("serve")).isEqualTo(78);
        assertThat(err.toString())
                .contains("crmroute.yaml:1:7 unknown key 'prot' in section 'agi'; did you mean 'port'?");
        assertThat(asked).isEmpty();
        assertThat(runAsIs("--config", "/nowhere.yaml", "scenario", "list")).isEqualTo(78);
    }

    @Test
    void serve_runs_with_the_configuration_and_78_says_the_host_is_in_the_way() throws IOException {
        write("crmroute.yaml", "agi: {port: 4000}");
        assertThat(run("serve")).isZero();
        assertThat(asked).containsExactly("serve on 4000");
        status = Status.FAILED;
        assertThat(run("serve")).isEqualTo(78);
        assertThat(err.toString()).isEqualTo("crmroute: the port is taken\n");
    }

    @Test
    void explain_asks_for_what_was_typed() {
        assertThat(run(
                        "explain",
                        "8 912 345-67-89",
                        "--did=+74951234567",
                        "--scenario",
                        "night",
                        "--at",
                        "2026-03-01T10:15+03:00"))
                .isZero();
        assertThat(asked)
                .containsExactly("explain 8 912 345-67-89 Optional[+74951234567] Optional[night]"
                        + " Optional[2026-03-01T07:15:00Z]");
        assertThat(out.toString()).startsWith("8 912 345-67-89  →  queue reception (60 s)");
        assertThat(run("explain", "1", "--json")).isZero();
        assertThat(out.toString()).endsWith("{\"status\":\"OTHERS\"}\n");
    }

    @Test
    void explain_exits_with_1_when_the_call_could_not_be_decided() {
        status = Status.FAILED;
        assertThat(run("explain", "1")).isEqualTo(1);
        broken = Optional.of(new MirrorUnavailable("x.db is gone; import again"));
        assertThat(run("explain", "1")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("crmroute: x.db is gone; import again\n");
    }

    @Test
    void scenario_check_and_apply() throws IOException {
        String good = write("good.yaml", "scenario: main\nothers: [{queue: reception}]\n");
        String doubtful = write("doubtful.yaml", "scenario: main\nothers: [{assignee: any}]\n");
        String bad = write("bad.yaml", "bad");
        assertThat(run("scenario", "check", good)).isZero();
        assertThat(out.toString()).isEqualTo(good + ": good, 0 rules\n");
        assertThat(run("scenario", "check", doubtful)).isEqualTo(1);
        assertThat(run("scenario", "apply", doubtful, "--author", "olga")).isZero();
        assertThat(out.toString()).endsWith("main v3 is in force\n");
        assertThat(asked).containsExactly("save main by olga");
        assertThat(run("scenario", "check", bad)).isEqualTo(1);
        assertThat(run("scenario", "apply", bad)).isEqualTo(1);
        assertThat(run("scenario", "check", folder.resolve("none.yaml").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        doubtful + ":2:10 warning: 'others' has only steps that depend on the CRM",
                        bad + ":1:1 a scenario begins with 'scenario: NAME'",
                        "none.yaml: cannot be read (NoSuchFileException)");
    }

    @Test
    void scenario_show_list_history_and_rollback() {
        assertThat(run("scenario", "show", "main")).isZero();
        assertThat(run("scenario", "show", "main", "--version", "1", "--source"))
                .isZero();
        assertThat(out.toString()).startsWith("scenario: main\nenabled: true\n").endsWith("\nsource 1\n");
        assertThat(run("scenario", "list")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^main +v2 +2026-03-01 .* olga$");
        assertThat(run("scenario", "history", "main")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^\\*  v2 .* olga$").containsPattern("(?m)^   v1 .* olga$");
        assertThat(run("scenario", "rollback", "main", "1")).isZero();
        assertThat(out.toString()).endsWith("main v1 is in force\n");
    }

    @Test
    void a_scenario_that_is_not_there_is_a_finding() {
        assertThat(run("scenario", "show", "none")).isEqualTo(1);
        assertThat(run("scenario", "show", "main", "--version", "9", "--source"))
                .isEqualTo(1);
        assertThat(run("scenario", "history", "none")).isEqualTo(1);
        assertThat(run("scenario", "rollback", "main", "9")).isEqualTo(1);
        assertThat(err.toString()).endsWith("There is no scenario 'main' with a version 9.\n");
    }

    @Test
    void decisions_as_a_table_and_as_json() {
        assertThat(run("decisions", "--caller", "+79123456789", "--reason", "rule_match", "--rule", "legal"))
                .isZero();
        assertThat(asked)
                .containsExactly("latest Query[caller=Optional[+79123456789], reason=Optional[RULE_MATCH],"
                        + " rule=Optional[legal], limit=20]");
        assertThat(out.toString())
                .contains("when ", "+79123456789", "queue legal", "RULE_MATCH")
                .doesNotContain("\u001b");
        assertThat(run("decisions", "--json", "--limit", "1")).isZero();
        assertThat(out.toString()).endsWith("[{\"rule\":\"legal\"}]\n");
        assertThat(run("decisions", "01A")).isZero();
        assertThat(out.toString()).contains("\"rule\" : \"legal\"");
        assertThat(run("decisions", "gone")).isEqualTo(1);
    }

    @Test
    void import_reports_or_says_that_nothing_was_changed() {
        assertThat(run("import", folder.toString())).isZero();
        assertThat(out.toString()).isEqualTo("      12 leads\n       7 deals\n");
        assertThat(err.toString()).isEqualTo("reading lead.json\nwarning: 3 phones cannot be read\n");
        assertThat(run("import", "/nowhere")).isEqualTo(1);
        assertThat(err.toString()).endsWith("/nowhere/lead.json:3:1 is no array\nNothing was changed.\n");
    }

    @Test
    void sync_wants_to_know_where_the_portal_is() throws IOException {
        assertThat(run("sync")).isEqualTo(78);
        assertThat(err.toString()).contains("bitrix24.webhook_file");
        write("crmroute.yaml", "bitrix24: {enabled: no}");
        assertThat(run("sync")).isEqualTo(78);
        assertThat(err.toString()).contains("bitrix24.enabled is no");
        assertThat(asked).isEmpty();
    }

    @Test
    void sync_shows_how_far_it_is_and_what_is_in_its_way() throws IOException {
        write("crmroute.yaml", "bitrix24: {webhook: 'https://portal.example/rest/1/secret/'}");

        assertThat(run("sync", "--full")).isZero();

        assertThat(asked).containsExactly("sync full=true");
        assertThat(out.toString())
                .contains("reading ████████████░░░░░░░░░░░░  50 %  1,500 of 3,000  571 rows/s  0 min 3 s left")
                .contains("    1500 contacts")
                .endsWith("The mirror is up to the portal.\n");
        assertThat(err.toString()).isEmpty();

        trouble = Optional.of(new SyncStatus.Trouble(
                "INVALID_CREDENTIALS", "The portal refuses the webhook", "make a new one", AT, AT, 3));
        assertThat(run("sync", "--accept-drop")).isEqualTo(1);
        assertThat(asked).containsExactly("sync full=true", "accept drop", "sync full=true");
        assertThat(err.toString())
                .contains(
                        "crmroute: the mirror is not up to the portal. The portal refuses the webhook; make a new one")
                .doesNotContain("secret");
    }

    @Test
    void a_link_to_the_console_is_all_that_is_printed() {
        assertThat(run("sign-in-link")).isZero();
        assertThat(out.toString().strip()).isEqualTo("http://127.0.0.1:8080/set-up?token=t-first");
        assertThat(run("sign-in-link", "anna")).isZero();
        assertThat(out.toString()).contains("token=t-anna");
        assertThat(run("sign-in-link", "eve")).isEqualTo(ExitCode.FINDING);
        assertThat(err.toString()).contains("There is no account 'eve'.");
    }

    @Test
    void doctor_says_what_it_sees_and_what_to_do() throws IOException {
        write("crmroute.yaml", "agi: {port: 1}\nhttp: {port: 2}\ndatabase: {url: 'jdbc:sqlite:" + folder + "/x.db'}");
        assertThat(run("doctor")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("(?m)^ok    configuration  .*crmroute.yaml$")
                .containsPattern("(?m)^ok    sqlite         3\\.")
                .containsPattern("(?m)^warn  database file  .*x.db is not there yet$")
                .containsPattern("(?m)^fail  agi port       nobody answers at 127.0.0.1:1")
                .contains("→ start the server: systemctl start crmroute")
                .containsPattern("(?m)^warn  http ")
                .containsPattern("(?m)^warn  mirror         3 days old$");
        write("crmroute.yaml", "agi: {port: x}");
        assertThat(run("doctor")).isEqualTo(78);
        assertThat(out.toString()).contains("fail  configuration  cannot be used");
        assertThat(err.toString()).contains("agi.port: 'x' is not allowed");
    }

    /** Is half-way through the contacts, and then done or in trouble. */
    private final class FakeSync implements MirrorSync {
        @Override
        public SyncStatus run(boolean full, Consumer<SyncStatus> watcher) {
            asked.add("sync full=" + full);
            watcher.accept(status(SyncStatus.Phase.FULL, Optional.empty()));
            return status(trouble.isPresent() ? SyncStatus.Phase.TROUBLE : SyncStatus.Phase.CURRENT, trouble);
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
        public List<Entry> latest(Query query) {
            asked.add("latest " + query);
            return List.of(entry());
        }

        @Override
        public Optional<Entry> find(String id) {
            return id.equals("01A") ? Optional.of(entry()) : Optional.empty();
        }

        private static Entry entry() {
            return new Entry(
                    "01A",
                    AT,
                    "+79123456789",
                    "+74951234567",
                    "main",
                    2,
                    "ROUTED",
                    "RULE_MATCH",
                    "legal\u001b[31m",
                    "deal:77",
                    "queue legal",
                    184,
                    "{\"rule\":\"legal\"}");
        }
    }
}
