package org.crmroute.cli;

/** What the commands exit with. */
public final class ExitCode {

    public static final int OK = 0;
    /** It ran, and what it says wants attention: a scenario with errors, a failed check, nothing found. */
    public static final int FINDING = 1;

    public static final int USAGE = 2;
    /** {@code EX_CONFIG} of sysexits.h: nothing runs until someone changes the configuration or the host. */
    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}
