package org.crmroute.transfer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.transfer.config.ConfigurationReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code crmroute-transfers}. */
@Command(
        name = "crmroute-transfers",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Moves Asterisk calls that are already talking, until it is told to stop (SIGTERM).",
        footer = {"", "Exit codes: 0 done, 1 it broke, 2 wrong usage, 78 the configuration or the host must change."})
public final class Main implements Callable<Integer> {

    private static final int OK = 0;

    /** {@code EX_CONFIG} of sysexits.h. */
    private static final int CONFIGURATION = 78;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "else ./crmroute-transfers.yaml, else the one in /etc/crmroute, else the defaults")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--check", description = "only says whether the configuration is good")
    private boolean check;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale: under systemd it is often C
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int exitCode = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, line, parsed) -> explain(e, err))
                .execute(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    @Override
    public Integer call() throws Exception {
        CommandSpec line = Objects.requireNonNull(spec);
        if (config.isPresent() && config.get().toString().isEmpty()) {
            throw new ParameterException(line.commandLine(), "--config: name a file");
        }
        ConfigurationReader.Loaded loaded = ConfigurationReader.ofThisProcess().load(config);
        if (check) {
            PrintWriter out = line.commandLine().getOut();
            loaded.warnings().forEach(out::println);
            out.println("The configuration is good: "
                    + loaded.file().map(Path::toString).orElse("defaults and environment only"));
            return OK;
        }
        Logging.serve(
                loaded.configuration().log().format(),
                loaded.configuration().log().level());
        loaded.warnings().forEach(LoggerFactory.getLogger(Main.class)::warn);
        new Serve(loaded.configuration()).run();
        return OK;
    }

    private static int explain(Exception e, PrintWriter err) {
        if (e instanceof InvalidSettings invalid) {
            err.println(invalid.getMessage());
            return CONFIGURATION;
        }
        if (e instanceof Serve.Unusable) {
            err.println("crmroute-transfers: " + e.getMessage());
            return CONFIGURATION;
        }
        err.println("crmroute-transfers failed in a way nobody foresaw; please report this:");
        e.printStackTrace(err);
        return 1;
    }

    /** What {@code --version} says: the version the jar was built with. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "crmroute-transfers " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
