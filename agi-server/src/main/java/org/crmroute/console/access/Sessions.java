package org.crmroute.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The browsers that are signed in. Tokens come and go as hashes. */
public interface Sessions {

    /** More of one account are not kept: the oldest ends. */
    int MOST = 20;

    /**
     * Opens a session; those of anybody that are over are forgotten.
     *
     * @param idleSince whoever was seen last before that is forgotten
     * @param begunSince so is who signed in before that
     */
    void open(NewSession session, Instant idleSince, Instant begunSince);

    /** Of a token or the one before it. */
    Optional<Session> find(String token);

    /**
     * Gives a session a new token; the one before stays good until {@link #confirm}.
     *
     * @param from the token it was found by
     * @return false when another request has done so meanwhile
     */
    boolean rotate(Session session, String from, String to, Instant at);

    /** The browser has shown the new token. */
    void confirm(long id, Instant at);

    /** Notes that a session was used. */
    void seen(long id, Instant at);

    /** Those of an account, newest first. */
    List<Session> of(String account);

    /** Ends one session of an account. */
    boolean end(String account, long id);

    /** Ends all of an account but one. */
    void endOthers(String account, long but);

    /**
     * A session to open.
     *
     * @param csrf what each change that is asked for must carry
     * @param agent what the browser calls itself
     */
    record NewSession(String token, String account, String csrf, Instant at, String address, String agent) {}

    /**
     * A session.
     *
     * @param current whether it was found by its newest token
     * @param person whose it is, with the role of now
     * @param confirmed when the newest token was first seen; empty before that
     */
    record Session(
            long id,
            boolean current,
            Person person,
            String csrf,
            Instant began,
            Instant rotated,
            Optional<Instant> confirmed,
            Instant seen,
            String address,
            String agent) {}
}
