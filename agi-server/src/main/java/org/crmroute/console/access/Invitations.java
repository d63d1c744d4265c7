package org.crmroute.console.access;

import java.time.Instant;
import java.util.Optional;

/** Links, good once, with which people choose their passwords. */
public interface Invitations {

    /** Of an invitation whose user becomes the first admin. */
    String NOBODY = "";

    /**
     * Makes a link; one made before for the same account is no longer good.
     *
     * @param account who chooses a password; {@link #NOBODY}: the first admin, who chooses a name too
     * @param token the link's, hashed
     */
    void add(String account, String token, Instant expires);

    /** Whom a link is for, while it is good. */
    Optional<String> account(String token, Instant now);
}
