package org.crmroute;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.crmroute.cli.CrmRoute;
import org.crmroute.cli.Terminal;
import org.crmroute.config.ConfigurationReader;
import picocli.CommandLine.Help.Ansi;

/** Where it all begins: builds the command line out of its parts, runs it, and exits with its code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale: names are Cyrillic, and under cron or systemd the locale is often C
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean colours = Ansi.AUTO.enabled();
        int exitCode = CrmRoute.commandLine(
                        ConfigurationReader.ofThisProcess(), Wiring.ports(), new Terminal(out, err, colours), colours)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }
}
