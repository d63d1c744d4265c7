package org.crmroute.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The accounts there are. One admin who can sign in is always left. */
public interface Accounts {

    /** More are not kept. */
    int MOST = 500;

    /** All, by name. */
    List<Account> all();

    Optional<Account> find(String name);

    /** The bcrypt hash of an account's password; empty when there is no such account, or no password yet. */
    Optional<String> password(String name);

    /** Whether an admin can sign in at all. */
    boolean anyAdmin();

    /** Makes an account without a password. */
    Outcome add(String name, Role role, Instant at);

    Outcome changeRole(String name, Role role);

    /** Removes an account, its sessions and its link. */
    Outcome remove(String name);

    /** Gives an account a password, and ends its sessions. */
    Outcome changePassword(String name, String hash);

    /**
     * Uses a link up: gives the account it names a password and ends its sessions; a link without an account makes the
     * first admin, under the name given.
     *
     * @param token the link's, hashed
     * @return the account; empty when the link is no longer good, or the name is another's
     */
    Optional<Account> accept(String token, String name, String hash, Instant at);

    void signedIn(String name, Instant at);

    /**
     * Puts the configuration's admin in place, or takes one away that is not configured any more.
     *
     * @param hash of the password; empty when none is configured
     */
    void configure(Optional<String> hash, Instant at);

    /** How a change went. */
    enum Outcome {
        DONE,
        /** There is no such account. */
        GONE,
        /** The name is another's. */
        TAKEN,
        /** There are {@link #MOST} already. */
        FULL,
        /** Nobody could change anything any more. */
        LAST_ADMIN,
        /** The configuration says otherwise. */
        CONFIGURED
    }
}
