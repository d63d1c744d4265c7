package org.crmroute.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.routing.ScenarioStore.Version;
import org.crmroute.runtime.log.Neutral;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.runtime.yaml.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crmroute scenario …}. */
@Command(
        name = "scenario",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks scenarios, puts them in force, shows them and brings older ones back.")
final class ScenarioCommand implements Runnable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final CrmRoute root;
    private final Opening<ScenarioDesk> desk;
    private final Opening<ScenarioStore> store;
    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private @Nullable CommandSpec spec;

    ScenarioCommand(CrmRoute root, Opening<ScenarioDesk> desk, Opening<ScenarioStore> store, Terminal terminal) {
        this.root = root;
        this.desk = desk;
        this.store = store;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    @Command(description = "Says whether a scenario could be put in force.")
    int check(@Parameters(paramLabel = "FILE", description = "a scenario in YAML") Path file) throws Exception {
        return withText(file, source -> {
            try (Opening.Opened<ScenarioDesk> opened = desk.open(root.configuration())) {
                return say(opened.port().check(source));
            }
        });
    }

    @Command(description = "Checks a scenario, stores it and puts it in force.")
    int apply(
            @Parameters(paramLabel = "FILE", description = "a scenario in YAML") Path file,
            @Option(names = "--author", paramLabel = "NAME", description = "else the name of this user")
                    Optional<String> author)
            throws Exception {
        return withText(file, source -> {
            try (Opening.Opened<ScenarioDesk> opened = desk.open(root.configuration())) {
                return say(opened.port().apply(source, author.orElseGet(ScenarioCommand::user)));
            }
        });
    }

    @Command(description = "Shows a scenario, with the CRM's names.")
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--version", paramLabel = "N", description = "instead of the active one")
                    Optional<Long> version,
            @Option(names = "--source", description = "the text as its author wrote it") boolean source)
            throws Exception {
        Optional<String> text = source ? source(name, version) : document(name, version);
        if (text.isEmpty()) {
            return nothing(name, version);
        }
        terminal.document(text.get());
        return ExitCode.OK;
    }

    @Command(description = "Lists the scenarios in force.")
    int list() throws Exception {
        try (Opening.Opened<ScenarioStore> opened = open()) {
            List<Version> active = opened.port().active();
            active.forEach(v -> terminal.line(row(v.scenario(), v)));
            if (active.isEmpty()) {
                terminal.error("There is no scenario yet: crmroute scenario apply FILE");
            }
            return active.isEmpty() ? ExitCode.FINDING : ExitCode.OK;
        }
    }

    @Command(description = "Lists a scenario's versions, newest first.")
    int history(@Parameters(paramLabel = "NAME") String name) throws Exception {
        try (Opening.Opened<ScenarioStore> opened = open()) {
            List<Version> versions = opened.port().history(name);
            versions.forEach(v -> terminal.line(row(v.active() ? "*" : " ", v)));
            return versions.isEmpty() ? nothing(name, Optional.empty()) : ExitCode.OK;
        }
    }

    @Command(description = "Puts an older version in force again.")
    int rollback(
            @Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "VERSION") long version)
            throws Exception {
        try (Opening.Opened<ScenarioStore> opened = open()) {
            Optional<Version> now = opened.port().activate(name, version, user(), clock.instant());
            now.ifPresent(v -> terminal.line("%s v%d is in force".formatted(Terminal.plain(name), v.version())));
            return now.isPresent() ? ExitCode.OK : nothing(name, Optional.of(version));
        }
    }

    private Opening.Opened<ScenarioStore> open() throws InvalidSettings, Unusable {
        return store.open(root.configuration());
    }

    private Optional<String> document(String name, Optional<Long> version) throws InvalidSettings, Unusable {
        try (Opening.Opened<ScenarioDesk> opened = desk.open(root.configuration())) {
            return opened.port().show(name, version);
        }
    }

    private Optional<String> source(String name, Optional<Long> version) throws InvalidSettings, Unusable {
        try (Opening.Opened<ScenarioStore> opened = open()) {
            ScenarioStore all = opened.port();
            Optional<Version> found = version.isPresent()
                    ? all.version(name, version.get())
                    : all.active().stream().filter(v -> v.scenario().equals(name)).findFirst();
            return found.map(Version::source);
        }
    }

    private interface WithText {
        int run(Source source) throws Exception;
    }

    private int withText(Path file, WithText then) throws Exception {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            terminal.error(file + ": not UTF-8; save it in that encoding");
            return ExitCode.FINDING;
        } catch (IOException e) {
            terminal.error("%s: cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
            return ExitCode.FINDING;
        }
        return then.run(new Source(file.toString(), text));
    }

    private int say(ScenarioDesk.Outcome outcome) {
        if (outcome.good()) {
            outcome.text().lines().map(Neutral::text).forEach(terminal::line);
            return ExitCode.OK;
        }
        terminal.error(outcome.text());
        return ExitCode.FINDING;
    }

    private int nothing(String name, Optional<Long> version) {
        terminal.error("There is no scenario '%s'%s."
                .formatted(name, version.map(v -> " with a version " + v).orElse("")));
        return ExitCode.FINDING;
    }

    private static String row(String first, Version version) {
        return "%s  v%-4d %s  %s"
                .formatted(
                        Terminal.column(Terminal.plain(first), first.length() > 1 ? 20 : 1),
                        version.version(),
                        time(version.at()),
                        Terminal.plain(version.author()))
                .stripTrailing();
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
