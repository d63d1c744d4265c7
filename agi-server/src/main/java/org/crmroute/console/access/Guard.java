package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.security.RouteRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.crmroute.console.access.Refusal.Reason;
import org.crmroute.console.access.Sessions.Session;
import org.crmroute.console.page.Pages;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.runtime.http.ProblemDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every page. A page that names a {@link Role} is reached by those who have it; one that names none by
 * nobody, unless it is one of the few that are open to all.
 */
final class Guard implements Consumer<RoutesConfig> {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** For programs that bring no cookie, and tell or take nothing that is not anybody's. */
    private static final Set<String> OPEN_TO_PROGRAMS =
            Set.of("/health", "/health/live", "/health/ready", "/metrics", "/bitrix24/events");

    /** For people before they are signed in. */
    private static final Set<String> OPEN_TO_PEOPLE = Set.of("/assets/{hash}/{name}", "/looks", "/sign-in", "/set-up");

    /** A name, two passwords and a path; anybody may post it. */
    private static final int LARGEST_OF_STRANGERS = 8 * 1024;

    /** A scenario of two hundred rules has less than half of it. */
    private static final int LARGEST = 512 * 1024;

    /** The name of the configuration's token; no other has it. */
    static final String CONFIGURED = "configuration";

    private static final String BEARER = "Bearer ";
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final Visits visits;
    private final ApiTokens tokens;
    private final Optional<String> configuredToken;
    private final Peers peers;
    private final Origin origin;
    private final Pages pages;
    private final Clock clock;

    /**
     * @param configuredToken {@code http.api_token}
     * @param hosts {@code http.hosts}
     * @param pages shows people why they are not let in
     */
    Guard(
            Visits visits,
            ApiTokens tokens,
            Optional<String> configuredToken,
            Peers peers,
            List<String> hosts,
            Pages pages,
            Clock clock) {
        this.visits = visits;
        this.tokens = tokens;
        this.configuredToken = configuredToken.map(Token::hash);
        this.peers = peers;
        this.origin = new Origin(hosts);
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.beforeMatched(this::check);
        routes.exception(Refusal.class, (e, request) -> refuse(request, e.reason()));
        // an import is under way, or the disk is full: the message says which
        routes.exception(MirrorUnavailable.class, (e, request) -> answer(request, 503, String.valueOf(e.getMessage())));
        routes.exception(Passwords.Busy.class, (e, request) -> {
            request.header("Retry-After", "5");
            answer(request, 503, pages.page(request).say("access.busy"));
        });
        routes.error(404, "html", request -> showProblem(request, "access.not-found"));
        routes.error(500, "html", request -> showProblem(request, "page.failed"));
    }

    private void check(Context request) {
        if (peers.of(request).https()) {
            request.header("Strict-Transport-Security", "max-age=31536000");
        }
        Set<RouteRole> asked = request.routeRoles();
        if (asked.isEmpty()) {
            checkOpen(request);
            return;
        }
        Optional<String> bearer = bearer(request);
        Optional<Session> session = bearer.isPresent() ? Optional.empty() : session(request);
        Person person = bearer.isPresent()
                ? program(bearer.get())
                : session.map(Session::person).orElseThrow(() -> new Refusal(Reason.SIGNED_OUT));
        if (!may(person, asked)) {
            throw new Refusal(Reason.ROLE);
        }
        if (isChange(request)) {
            checkLength(request, LARGEST);
            session.ifPresent(s -> checkProof(request, s));
        }
        new Visit(person, session.map(Session::csrf).orElse(""), () -> lasts(request, bearer, asked)).note(request);
    }

    private static boolean may(Person person, Set<RouteRole> asked) {
        return asked.stream()
                .anyMatch(role -> role instanceof Role r && person.role().includes(r));
    }

    private boolean lasts(Context request, Optional<String> bearer, Set<RouteRole> asked) {
        Optional<Person> now = bearer.isPresent()
                ? known(Token.hash(bearer.get()))
                : visits.known(request).map(Session::person);
        return now.filter(person -> may(person, asked)).isPresent();
    }

    private void checkOpen(Context request) {
        // there is none for HEAD, which is answered by what stands at the path for GET
        Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
        String page = endpoint == null ? request.path() : endpoint.path;
        if (OPEN_TO_PROGRAMS.contains(page)) {
            return;
        }
        if (endpoint == null) {
            throw new Refusal(Reason.METHOD);
        }
        if (!OPEN_TO_PEOPLE.contains(page)) {
            LOG.error("{} names no role and is therefore shown to nobody", page);
            throw new Refusal(Reason.UNSAID);
        }
        checkHost(request);
        if (isChange(request)) {
            checkLength(request, LARGEST_OF_STRANGERS);
            checkOrigin(request);
        }
    }

    private Optional<Session> session(Context request) {
        checkHost(request);
        return visits.of(request);
    }

    private void checkHost(Context request) {
        if (!origin.isOurHost(request)) {
            throw new Refusal(Reason.HOST);
        }
    }

    private void checkOrigin(Context request) {
        if (!origin.isOurPage(request)) {
            throw new Refusal(Reason.ORIGIN);
        }
    }

    private void checkProof(Context request, Session session) {
        checkOrigin(request);
        String proof = Optional.ofNullable(request.header("X-CSRF-Token"))
                .or(() ->
                        request.isFormUrlencoded() ? Optional.ofNullable(request.formParam("csrf")) : Optional.empty())
                .orElse("");
        if (!Token.same(proof, session.csrf())) {
            throw new Refusal(Reason.PROOF);
        }
    }

    /** Before any of a body is read: bodies are kept whole in memory. */
    private static void checkLength(Context request, int largest) {
        if (request.header("Transfer-Encoding") != null) {
            throw new Refusal(Reason.LENGTH);
        }
        if (request.req().getContentLengthLong() > largest) {
            throw new Refusal(Reason.TOO_LARGE);
        }
    }

    private static boolean isChange(Context request) {
        return switch (request.method().name()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static Optional<String> bearer(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private Person program(String token) {
        String hash = Token.hash(token);
        Optional<Person> configured = configured(hash);
        if (configured.isPresent()) {
            return configured.get();
        }
        Instant now = clock.instant();
        ApiTokens.ApiToken known = tokens.find(hash, now).orElseThrow(() -> new Refusal(Reason.SIGNED_OUT));
        if (known.used().filter(used -> now.isBefore(used.plus(NOTED))).isEmpty()) {
            try {
                tokens.used(known.id(), now);
            } catch (MirrorUnavailable e) {
                LOG.debug("A token was not noted as used", e);
            }
        }
        return known.person();
    }

    private Optional<Person> configured(String hash) {
        return configuredToken.filter(hash::equals).map(token -> new Person("token:" + CONFIGURED, Role.ADMIN));
    }

    private Optional<Person> known(String hash) {
        return configured(hash).or(() -> tokens.find(hash, clock.instant()).map(ApiTokens.ApiToken::person));
    }

    private void refuse(Context request, Reason reason) {
        if (reason == Reason.SIGNED_OUT && isForPeople(request) && !isChange(request)) {
            request.redirect("/sign-in?back=" + URLEncoder.encode(here(request), StandardCharsets.UTF_8));
            return;
        }
        if (reason == Reason.SIGNED_OUT) {
            request.header("WWW-Authenticate", "Bearer");
        }
        answer(request, reason.status(), pages.page(request).say(reason.key()));
    }

    /** In place of a problem that was written for programs; a page that says itself what is wrong stays. */
    private void showProblem(Context request, String key) {
        String type = Optional.ofNullable(request.res().getContentType()).orElse("");
        if (isForPeople(request) && type.startsWith(ProblemDetails.CONTENT_TYPE)) {
            answer(request, request.statusCode(), pages.page(request).say(key));
        }
    }

    private void answer(Context request, int status, String detail) {
        if (isForPeople(request)) {
            request.status(status);
            pages.show(request, "access/refused.jte", Map.of("detail", detail));
        } else {
            ProblemDetails.answer(request, status, detail);
        }
    }

    /** Whether the answer is shown as a page of its own; else a program reads it, ours in the browser among them. */
    private static boolean isForPeople(Context request) {
        return Optional.ofNullable(request.header("Accept")).orElse("").contains("text/html")
                && request.header("HX-Request") == null;
    }

    private static String here(Context request) {
        String query = request.queryString();
        return request.path() + (query == null ? "" : "?" + query);
    }
}
