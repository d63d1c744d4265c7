package org.crmroute.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code crmroute sign-in-link}. */
@Command(
        name = "sign-in-link",
        description = "Prints a link to the console with which a password is chosen; good once and for an hour.")
final class SignInLinkCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Opening<SignInLinks> links;
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "whose password; without it the only admin's, or that of the first admin to be")
    private Optional<String> name = Optional.empty();

    SignInLinkCommand(CrmRoute root, Opening<SignInLinks> links, Terminal terminal) {
        this.root = root;
        this.links = links;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Opening.Opened<SignInLinks> opened = links.open(root.configuration())) {
            terminal.raw(opened.port().make(name));
            return ExitCode.OK;
        } catch (SignInLinks.Refused e) {
            terminal.error(String.valueOf(e.getMessage()));
            return ExitCode.FINDING;
        }
    }
}
