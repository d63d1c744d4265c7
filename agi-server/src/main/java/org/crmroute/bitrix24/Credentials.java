package org.crmroute.bitrix24;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a request is let in with, over moves of the portal and renewals of tokens. Safe for use by many threads. */
interface Credentials {

    /**
     * Lets one request in.
     *
     * @param endpoint what a method's name is put behind
     * @param token to be sent as {@code auth}
     */
    record Pass(URI endpoint, Optional<String> token) {
        @Override
        public String toString() {
            return "Pass[" + endpoint.getHost() + "]";
        }
    }

    Pass pass(Deadline deadline) throws BitrixError, InterruptedException;

    /** A new pass for one that has expired; empty where there is none to be had. */
    Optional<Pass> renew(Pass expired, Deadline deadline) throws BitrixError, InterruptedException;

    /** The portal answers at another host now. */
    void moved(URI to);

    /** What must never be seen. */
    List<String> secrets();
}
