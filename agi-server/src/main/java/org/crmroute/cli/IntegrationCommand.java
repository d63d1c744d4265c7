package org.crmroute.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.crmroute.routing.Integration;
import org.crmroute.routing.IntegrationSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code crmroute integration}. */
@Command(
        name = "integration",
        description = {
            "Says whether calls are decided by the CRM's data, or switches that. Off, every call takes Others",
            "with INTEGRATION_DISABLED and the portal is left alone; a running server follows within a second."
        })
final class IntegrationCommand implements Callable<Integer> {

    /** Which way to turn it. */
    enum Turn {
        on,
        off
    }

    private final CrmRoute root;
    private final Opening<Integration> integration;
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "on|off", description = "without it, nothing is changed")
    private Optional<Turn> turn = Optional.empty();

    @Option(names = "--author", paramLabel = "NAME", description = "else the name of this user")
    private Optional<String> author = Optional.empty();

    IntegrationCommand(CrmRoute root, Opening<Integration> integration, Terminal terminal) {
        this.root = root;
        this.integration = integration;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Opening.Opened<Integration> opened = integration.open(root.configuration())) {
            Integration now = opened.port();
            if (turn.isPresent()) {
                now.turn(turn.get() == Turn.on, author.orElseGet(ScenarioCommand::user));
            }
            show(now);
            boolean wanted = turn.map(t -> t == Turn.on).orElse(true);
            return now.isOn() == wanted ? ExitCode.OK : ExitCode.FINDING;
        }
    }

    private void show(Integration now) {
        IntegrationSwitch.Position position = now.position();
        String who = position.last()
                .map(last -> ", by %s at %s".formatted(Terminal.plain(last.who()), last.at()))
                .orElse("");
        if (!now.isConfigured()) {
            terminal.error(
                    "warning: bitrix24.enabled is no and wins: every call takes Others whatever the switch says");
        }
        terminal.line("The integration is " + (position.on() ? terminal.good("on") : terminal.doubtful("off")) + who);
    }
}
