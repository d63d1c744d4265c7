package org.crmroute.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.routing.ScenarioStore.Version;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;
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
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    ScenarioCommand(CrmRoute root, Opening<ScenarioDesk> desk, Terminal terminal) {
        this.root = root;
        this.desk = desk;
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
        return withDesk(desk -> withChecked(desk, file, checked -> {
            warn(checked);
            terminal.line("%s: good, %d rules%s"
                    .formatted(
                            Terminal.plain(file.toString()),
                            checked.scenario().rules().size(),
                            checked.warnings().isEmpty() ? "" : ", with warnings"));
            return checked.warnings().isEmpty() ? ExitCode.OK : ExitCode.FINDING;
        }));
    }

    @Command(description = "Checks a scenario, stores it and puts it in force.")
    int apply(
            @Parameters(paramLabel = "FILE", description = "a scenario in YAML") Path file,
            @Option(names = "--author", paramLabel = "NAME", description = "else the name of this user")
                    Optional<String> author)
            throws Exception {
        return withDesk(desk -> withChecked(desk, file, checked -> {
            warn(checked);
            Version version = desk.apply(checked, author.orElseGet(ScenarioCommand::user));
            terminal.line("%s v%d is in force".formatted(Terminal.plain(version.scenario()), version.version()));
            return ExitCode.OK;
        }));
    }

    @Command(description = "Shows a scenario, with the CRM's names.")
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--version", paramLabel = "N", description = "instead of the active one")
                    Optional<Long> version,
            @Option(names = "--source", description = "the text as its author wrote it") boolean source)
            throws Exception {
        return withDesk(desk -> {
            Optional<Version> found = desk.find(name, version);
            if (found.isEmpty()) {
                return nothing(name, version);
            }
            if (source) {
                terminal.document(found.get().source());
                return ExitCode.OK;
            }
            terminal.document(desk.show(found.get()));
            return suspended(desk.compile(found.get())) ? ExitCode.FINDING : ExitCode.OK;
        });
    }

    @Command(description = "Lists the scenarios in force.")
    int list() throws Exception {
        return withDesk(desk -> {
            boolean finding = desk.active().isEmpty();
            for (Version version : desk.active()) {
                terminal.line(row(version.scenario(), version));
                finding |= suspended(desk.compile(version));
            }
            if (desk.active().isEmpty()) {
                terminal.error("There is no scenario yet: crmroute scenario apply FILE");
            }
            return finding ? ExitCode.FINDING : ExitCode.OK;
        });
    }

    @Command(description = "Lists a scenario's versions, newest first.")
    int history(@Parameters(paramLabel = "NAME") String name) throws Exception {
        return withDesk(desk -> {
            List<Version> versions = desk.history(name);
            versions.forEach(v -> terminal.line(row(v.active() ? "*" : " ", v)));
            return versions.isEmpty() ? nothing(name, Optional.empty()) : ExitCode.OK;
        });
    }

    @Command(description = "Puts an older version in force again.")
    int rollback(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "VERSION") long version)
            throws Exception {
        return withDesk(desk -> {
            Optional<Version> now = desk.rollback(name, version, user());
            now.ifPresent(v -> terminal.line("%s v%d is in force".formatted(Terminal.plain(name), v.version())));
            return now.isPresent() ? ExitCode.OK : nothing(name, Optional.of(version));
        });
    }

    private interface WithDesk {
        int run(ScenarioDesk desk) throws Exception;
    }

    private int withDesk(WithDesk then) throws Exception {
        try (Opening.Opened<ScenarioDesk> opened = desk.open(root.configuration())) {
            return then.run(opened.port());
        } catch (InvalidDocument e) {
            terminal.error(String.valueOf(e.getMessage()));
            return ExitCode.FINDING;
        }
    }

    private interface WithChecked {
        int run(ScenarioDesk.Checked checked) throws Exception;
    }

    private int withChecked(ScenarioDesk desk, Path file, WithChecked then) throws Exception {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            terminal.error(file + ": not UTF-8; save it in that encoding");
            return ExitCode.FINDING;
        } catch (IOException e) {
            terminal.error(
                    "%s: cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
            return ExitCode.FINDING;
        }
        return then.run(desk.check(new Source(file.toString(), text)));
    }

    private void warn(ScenarioDesk.Checked checked) {
        if (!checked.warnings().isEmpty()) {
            terminal.error(checked.source().show(checked.warnings()));
        }
    }

    /** Tells which rules are out of force, and whether any is. */
    private boolean suspended(CompiledScenario scenario) {
        scenario.suspended()
                .forEach((rule, missing) ->
                        terminal.error("warning: rule %s is out of force; fill in what is missing: %s"
                                .formatted(rule, String.join("; ", missing))));
        return !scenario.suspended().isEmpty();
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

    static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
