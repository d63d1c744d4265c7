package org.crmroute.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What programs sign in with. Tokens come and go as hashes. */
public interface ApiTokens {

    /** More are not kept. */
    int MOST = 200;

    /** All, by name. */
    List<ApiToken> all();

    /** Keeps one; false when the name is taken, or there are {@link #MOST}. */
    boolean add(String name, String token, Role role, String author, Instant at, Optional<Instant> expires);

    /** The one that is good now. */
    Optional<ApiToken> find(String token, Instant now);

    void used(long id, Instant at);

    /** Takes one back; its name, or empty when it is gone already. */
    Optional<String> revoke(long id);

    /**
     * A token.
     *
     * @param author who made it
     * @param used when it was last used, to a minute or so
     */
    record ApiToken(
            long id,
            String name,
            Role role,
            String author,
            Instant made,
            Optional<Instant> expires,
            Optional<Instant> used) {

        /** Stands as the author of what it changes. */
        public Person person() {
            return new Person("token:" + name, role);
        }
    }
}
