package org.crmroute.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets into the console who cannot sign in: whoever may run commands here may choose passwords too. */
@FunctionalInterface
public interface SignInLinks {

    /**
     * Makes a link, good once and for an hour.
     *
     * @param name whose password is chosen; empty: the only admin's, or the first admin's
     * @return its address
     */
    String make(Optional<String> name) throws Refused;

    /** There is no such link to be had; the message says what to do. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
