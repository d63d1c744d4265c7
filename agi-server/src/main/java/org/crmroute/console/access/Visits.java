package org.crmroute.console.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.console.access.Sessions.Session;
import org.crmroute.crm.MirrorUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets browsers in and knows them again, by a cookie that no script can read. The cookie is changed at every signing in
 * and each hour; the one before stays good until the browser has come with the new one, since an answer can be lost.
 */
final class Visits {

    /** Who asked for nothing as long as this is signed out. A working day: people leave the list of calls open. */
    static final Duration IDLE = Duration.ofHours(8);

    /** After this everybody signs in anew. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration ROTATION = Duration.ofHours(1);

    /** Requests that were under way with the cookie of before are still let in. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final int LONGEST_AGENT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

    private final Sessions sessions;
    private final Peers peers;
    private final Clock clock;

    Visits(Sessions sessions, Peers peers, Clock clock) {
        this.sessions = sessions;
        this.peers = peers;
        this.clock = clock;
    }

    /** Signs a browser in; a session it had before is over. */
    void open(Context request, String account) {
        end(request);
        Instant now = clock.instant();
        String token = Token.fresh();
        Peer peer = peers.of(request);
        String agent = Optional.ofNullable(request.userAgent()).orElse("");
        sessions.open(
                new Sessions.NewSession(
                        Token.hash(token),
                        account,
                        Token.fresh(),
                        now,
                        peer.address(),
                        agent.substring(0, Math.min(LONGEST_AGENT, agent.length()))),
                now.minus(IDLE),
                now.minus(LONGEST));
        give(request, token, peer);
    }

    /** The session of the browser that asks, if it is signed in; keeps it up. */
    Optional<Session> of(Context request) {
        Optional<Session> session = known(request);
        try {
            session.ifPresent(s -> keepUp(request, s, token(request).orElseThrow(), clock.instant()));
        } catch (MirrorUnavailable e) {
            // somebody else is writing, an import for instance; the next request will do
            LOG.debug("A session was not noted as used", e);
        }
        return session;
    }

    /** As {@link #of}, while the request is being answered already, when it is too late for a new cookie. */
    Optional<Session> known(Context request) {
        Instant now = clock.instant();
        return token(request).flatMap(t -> sessions.find(Token.hash(t))).filter(s -> isGood(s, now));
    }

    private static boolean isGood(Session session, Instant now) {
        return now.isBefore(session.seen().plus(IDLE))
                && now.isBefore(session.began().plus(LONGEST))
                && (session.current()
                        || session.confirmed().isEmpty()
                        || now.isBefore(session.confirmed().get().plus(GRACE)));
    }

    private void keepUp(Context request, Session session, String token, Instant now) {
        if (isDue(session, now)) {
            String next = Token.fresh();
            if (sessions.rotate(session, Token.hash(token), Token.hash(next), now)) {
                give(request, next, peers.of(request));
            }
        } else if (session.current() && session.confirmed().isEmpty()) {
            sessions.confirm(session.id(), now);
        } else if (now.isAfter(session.seen().plus(NOTED))) {
            sessions.seen(session.id(), now);
        }
    }

    /** By age; or when a browser goes on with its old cookie, so that it never got the new one. */
    private static boolean isDue(Session session, Instant now) {
        return session.current()
                ? now.isAfter(session.rotated().plus(ROTATION))
                : session.confirmed().isEmpty() && now.isAfter(session.rotated().plus(GRACE));
    }

    /** Signs the browser out. */
    void end(Context request) {
        token(request)
                .flatMap(t -> sessions.find(Token.hash(t)))
                .ifPresent(s -> sessions.end(s.person().name(), s.id()));
        request.cookie(cookie(cookieName(peers.of(request)), "", 0, peers.of(request)));
    }

    private Optional<String> token(Context request) {
        return Optional.ofNullable(request.cookie(cookieName(peers.of(request))))
                .filter(t -> !t.isEmpty() && t.length() <= 64);
    }

    private static void give(Context request, String token, Peer peer) {
        // until the browser is closed, and no longer than the session lasts
        request.cookie(cookie(cookieName(peer), token, -1, peer));
    }

    private static Cookie cookie(String name, String value, int seconds, Peer peer) {
        return new Cookie(name, value, "/", seconds, peer.https(), true, null, SameSite.LAX);
    }

    /** The prefix keeps other hosts of the same domain, and plain HTTP, from putting a cookie of theirs in its place. */
    private static String cookieName(Peer peer) {
        return peer.https() ? "__Host-crmroute" : "crmroute";
    }
}
