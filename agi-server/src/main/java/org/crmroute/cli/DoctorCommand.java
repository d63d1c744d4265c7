package org.crmroute.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crmroute.config.Configuration;
import org.crmroute.config.ConfigurationReader.Loaded;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.health.HealthCheck.Result;
import org.crmroute.runtime.health.HealthCheck.Status;
import org.crmroute.runtime.settings.InvalidSettings;
import picocli.CommandLine.Command;

/** {@code crmroute doctor}. */
@Command(
        name = "doctor",
        description = "Looks at configuration, host, database and server, and says what to do about what it finds.")
final class DoctorCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Opening<List<HealthCheck>> checks;
    private final Terminal terminal;

    DoctorCommand(CrmRoute root, Opening<List<HealthCheck>> checks, Terminal terminal) {
        this.root = root;
        this.checks = checks;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Loaded loaded;
        try {
            loaded = root.load();
        } catch (InvalidSettings e) {
            show("configuration", Result.fail("cannot be used", "mend what is listed below"));
            HostChecks.ofAnyConfiguration().forEach(this::run);
            terminal.error(e.getMessage() == null ? "" : e.getMessage());
            return ExitCode.CONFIGURATION;
        }
        show("configuration", configuration(loaded.file(), loaded.warnings()));
        Status worst = Status.OK;
        List<HealthCheck> all = new ArrayList<>(HostChecks.ofAnyConfiguration());
        all.addAll(new HostChecks(loaded.configuration(), Clock.systemUTC()).all());
        for (HealthCheck check : all) {
            worst = worse(worst, run(check));
        }
        worst = worse(worst, runInside(loaded.configuration()));
        return worst == Status.FAIL ? ExitCode.FINDING : ExitCode.OK;
    }

    private Status runInside(Configuration configuration) {
        try (Opening.Opened<List<HealthCheck>> opened = checks.open(configuration)) {
            Status worst = Status.OK;
            for (HealthCheck check : opened.port()) {
                worst = worse(worst, run(check));
            }
            return worst;
        } catch (Unusable e) {
            return show("database", Result.fail(String.valueOf(e.getMessage()), ""));
        }
    }

    private static Result configuration(Optional<Path> file, List<String> warnings) {
        String where = file.map(Path::toString).orElse("no file, so the defaults");
        return warnings.isEmpty()
                ? Result.ok(where)
                : Result.warn(where + "; " + String.join("; ", warnings), "unset these variables or mend their names");
    }

    private Status run(HealthCheck check) {
        try {
            return show(check.name(), check.check());
        } catch (RuntimeException e) {
            return show(check.name(), Result.fail("the check itself failed: " + e, "please report this"));
        }
    }

    private Status show(String name, Result result) {
        String mark = switch (result.status()) {
            case OK -> terminal.good("ok  ");
            case WARN -> terminal.doubtful("warn");
            case FAIL -> terminal.bad("fail");
        };
        terminal.line("%s  %s %s".formatted(mark, Terminal.column(name, 14), Terminal.plain(result.detail())));
        if (!result.advice().isEmpty()) {
            terminal.line(" ".repeat(21) + "→ " + Terminal.plain(result.advice()));
        }
        return result.status();
    }

    private static Status worse(Status a, Status b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
