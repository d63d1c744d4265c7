package org.crmroute.portal;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Command line options that say how much is made up. */
final class DatasetOptions {

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

    /**
     * The data these options describe.
     *
     * @throws CommandLine.ParameterException on nonsense
     */
    Dataset dataset(CommandLine commandLine) {
        try {
            return new Dataset(
                    new DatasetSize(seed, contacts, deals, companies, leads, employees, funnels, customFields));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(e.getMessage()), e);
        }
    }
}
