package org.crmroute.portal;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code serve} runs a portal, {@code snapshot} writes what it would hold. */
@Command(
        name = "portal",
        description = "A made-up Bitrix24 portal, for tests and the demo only.",
        mixinStandardHelpOptions = true,
        subcommands = {PortalCommand.class, SnapshotCommand.class})
public final class PortalProgram {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PortalProgram()).execute(arguments));
    }
}
