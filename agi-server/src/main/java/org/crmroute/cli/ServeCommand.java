package org.crmroute.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code crmroute serve}. */
@Command(name = "serve", description = "Answers Asterisk's questions until it is told to stop (SIGTERM).")
final class ServeCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Ports.Server server;

    ServeCommand(CrmRoute root, Ports.Server server) {
        this.root = root;
        this.server = server;
    }

    @Override
    public Integer call() throws Exception {
        server.run(root.configuration());
        return ExitCode.OK;
    }
}
