package org.crmroute.console.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes links with which people choose their passwords. */
public final class Links {

    /** Of a link that stands in a terminal or a log. */
    public static final Duration OF_SERVER = Duration.ofHours(1);

    /** Of a link that an admin hands to somebody. */
    static final Duration OF_ADMIN = Duration.ofDays(3);

    private final Accounts accounts;
    private final Invitations invitations;
    private final Clock clock;

    public Links(Accounts accounts, Invitations invitations, Clock clock) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** A link for whoever becomes the first admin, below the server's address; empty when there is an admin. */
    public Optional<String> forFirstAdmin() {
        return accounts.anyAdmin() ? Optional.empty() : Optional.of(make(Invitations.NOBODY, OF_SERVER));
    }

    /**
     * A link for somebody at the server's own terminal.
     *
     * @param name empty: the only admin, or the first
     * @throws Impossible with what to do instead
     */
    public String forTerminal(Optional<String> name) throws Impossible {
        if (name.isEmpty() && !accounts.anyAdmin()) {
            return make(Invitations.NOBODY, OF_SERVER);
        }
        List<Account> found = accounts.all().stream()
                .filter(a -> name.map(n -> n.strip().equalsIgnoreCase(a.name())).orElse(a.role() == Role.ADMIN))
                .toList();
        if (found.size() > 1) {
            throw new Impossible("Name one of the admins: "
                    + String.join(", ", found.stream().map(Account::name).toList()));
        }
        Account account = found.stream()
                .findFirst()
                .orElseThrow(() -> new Impossible("There is no account '" + name.orElse("") + "'."));
        if (account.configured()) {
            throw new Impossible("The password of '" + account.name()
                    + "' stands in the configuration: change http.admin_password_hash and start the server again.");
        }
        return make(account.name(), OF_SERVER);
    }

    /** A link for somebody to whom an admin hands it. */
    String forPerson(String name) {
        return make(name, OF_ADMIN);
    }

    private String make(String account, Duration validity) {
        String token = Token.fresh();
        invitations.add(account, Token.hash(token), clock.instant().plus(validity));
        return "/set-up?token=" + token;
    }

    /** There is no such link to be had. */
    public static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String message) {
            super(message);
        }
    }
}
