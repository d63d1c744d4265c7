package org.crmroute.cli;

import java.util.concurrent.Callable;
import org.crmroute.config.Configuration;
import org.crmroute.sync.SyncStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crmroute sync}. */
@Command(
        name = "sync",
        description = {
            "Brings the mirror up to the portal and ends. A running server does this by itself all the time;",
            "where one runs on the same database, it is asked to, and its progress is shown.",
            "Interrupted at any point, it goes on from there the next time."
        })
final class SyncCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Opening<MirrorSync> syncing;
    private final Terminal terminal;

    @Option(names = "--full", description = "Reads all records again; nothing is emptied meanwhile.")
    private boolean full;

    @Option(
            names = "--accept-drop",
            description = "Many records are gone at the portal, and are meant to be: remove them here as well.")
    private boolean acceptDrop;

    SyncCommand(CrmRoute root, Opening<MirrorSync> syncing, Terminal terminal) {
        this.root = root;
        this.syncing = syncing;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = root.configuration();
        if (!configuration.bitrix24().enabled()) {
            throw new Unusable("bitrix24.enabled is no: the portal is left alone. Set it to yes first.");
        }
        if (!configuration.bitrix24().reachable()) {
            throw new Unusable("It is not said where the portal is. Set bitrix24.webhook, or better put the webhook's"
                    + " address into a file and name that in bitrix24.webhook_file.");
        }
        try (Opening.Opened<MirrorSync> opened = syncing.open(configuration)) {
            if (acceptDrop) {
                opened.port().acceptDrop();
            }
            SyncProgress progress = new SyncProgress(terminal);
            SyncStatus last = opened.port().run(full || acceptDrop, progress::show);
            progress.end(last);
            boolean done = last.trouble().isEmpty() && last.phase() != SyncStatus.Phase.SWITCHED_OFF;
            return done && last.alarms().isEmpty() ? ExitCode.OK : ExitCode.FINDING;
        }
    }
}
