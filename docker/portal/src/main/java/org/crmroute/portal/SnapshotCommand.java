package org.crmroute.portal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

    @Option(names = "--seed", description = "The same seed makes the same data.")
    private long seed = 1;

    @Option(names = "--contacts")
    private int contacts = 1000;

    @Option(names = "--deals")
    private int deals = 300;

    @Option(names = "--companies")
    private int companies = 100;

    @Option(names = "--leads")
    private int leads = 100;

    @Option(names = "--employees")
    private int employees = 30;

    @Option(names = "--funnels")
    private int funnels = 3;

    @Option(names = "--custom-fields", description = "Of all entities together.")
    private int customFields = 40;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the files go.")
    @SuppressWarnings("NullAway.Init") // required
    private Path out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SnapshotCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        DatasetSize size;
        try {
            size = new DatasetSize(seed, contacts, deals, companies, leads, employees, funnels, customFields);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        new SnapshotWriter(new Dataset(size)).write(out);
        PrintWriter answer = spec.commandLine().getOut();
        answer.println(contacts + " contacts, " + companies + " companies, " + leads + " leads and " + deals
                + " deals are in " + out);
        return 0;
    }
}
