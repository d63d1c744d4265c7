package org.crmroute.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.crmroute.config.Configuration;
import org.crmroute.config.ConfigurationReader;
import org.crmroute.config.ConfigurationReader.Loaded;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.runtime.settings.InvalidSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code crmroute}, and what all its commands share. */
@Command(
        name = "crmroute",
        mixinStandardHelpOptions = true,
        versionProvider = CrmRoute.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Routes incoming Asterisk calls by CRM data.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a finding, 2 wrong usage, 78 the configuration or the host must change.",
        })
public final class CrmRoute implements Runnable {

    private final ConfigurationReader reader;
    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "else ./crmroute.yaml, else /etc/crmroute/crmroute.yaml, else the defaults")
    private Optional<Path> config = Optional.empty();

    @Spec
    private @Nullable CommandSpec spec;

    private CrmRoute(ConfigurationReader reader, Terminal terminal) {
        this.reader = reader;
        this.terminal = terminal;
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine(ConfigurationReader reader, Ports ports, Terminal terminal, boolean colours) {
        CrmRoute root = new CrmRoute(reader, terminal);
        CommandLine all = new CommandLine(root)
                .addSubcommand(new ServeCommand(root, ports.server()))
                .addSubcommand(new ExplainCommand(root, ports.explainer(), ports.document(), terminal))
                .addSubcommand(new ScenarioCommand(root, ports.desk(), terminal))
                .addSubcommand(new DecisionsCommand(root, ports.decisions(), terminal))
                .addSubcommand(new DoctorCommand(root, ports.checks(), terminal))
                .addSubcommand(new SyncCommand(root, ports.syncing(), terminal))
                .addSubcommand(new IntegrationCommand(root, ports.integration(), terminal))
                .addSubcommand(new ImportCommand(root, ports.importer(), terminal))
                .addSubcommand(new SignInLinkCommand(root, ports.links(), terminal))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, line, parsed) -> explain(e, terminal));
        all.getSubcommands().values().forEach(CrmRoute::giveHelp);
        return all;
    }

    /** Not by picocli's mixin, which would also take {@code --version} away from {@code scenario show}. */
    private static void giveHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .build());
        command.getSubcommands().values().forEach(CrmRoute::giveHelp);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    /** The configuration; its warnings go to standard error. */
    Configuration configuration() throws InvalidSettings {
        Loaded loaded = load();
        loaded.warnings().forEach(warning -> terminal.error("warning: " + warning));
        return loaded.configuration();
    }

    Loaded load() throws InvalidSettings {
        return reader.load(config);
    }

    private static int explain(Exception e, Terminal terminal) {
        switch (e) {
            case InvalidSettings invalid ->
                terminal.error("The configuration cannot be used:\n" + invalid.getMessage());
            case Unusable unusable -> terminal.error("crmroute: " + unusable.getMessage());
            case MirrorUnavailable unavailable -> terminal.error("crmroute: " + unavailable.getMessage());
            default -> {
                terminal.error("crmroute failed in a way nobody foresaw; please report this:");
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                terminal.error(trace.toString());
            }
        }
        return e instanceof InvalidSettings || e instanceof Unusable ? ExitCode.CONFIGURATION : ExitCode.FINDING;
    }

    /** What {@code --version} says: the version the jar was built with. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CrmRoute.class.getPackage().getImplementationVersion();
            return new String[] {
                "crmroute " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
