package org.crmroute.portal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes up a portal's content and writes it as a snapshot folder. */
@Command(
        name = "snapshot",
        description = "Makes up a Bitrix24 portal's content and writes it as a folder for \"crmroute import\".",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SnapshotCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private DatasetOptions options = new DatasetOptions();

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the files go.")
    @SuppressWarnings("NullAway.Init") // required
    private Path out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SnapshotCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Dataset dataset = options.dataset(spec.commandLine());
        new SnapshotWriter(dataset).write(out);
        PrintWriter answer = spec.commandLine().getOut();
        answer.println(dataset.count(Entity.CONTACT) + " contacts, " + dataset.count(Entity.COMPANY) + " companies, "
                + dataset.count(Entity.LEAD) + " leads and " + dataset.count(Entity.DEAL) + " deals are in " + out);
        return 0;
    }
}
