package org.crmroute.bitrix24;

import java.util.Optional;

/** Keeps an application's tokens over restarts. */
public interface TokenStore {

    Optional<Tokens> load();

    /** On return the tokens survive the end of the process. */
    void save(Tokens tokens);
}
