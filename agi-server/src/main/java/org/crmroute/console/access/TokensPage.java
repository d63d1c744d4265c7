package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.crmroute.console.access.ApiTokens.ApiToken;
import org.crmroute.console.page.Page;
import org.crmroute.console.page.Pages;
import org.jspecify.annotations.Nullable;

/** {@code /tokens}: what programs sign in with. */
public final class TokensPage implements Consumer<RoutesConfig> {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._-]{0,59}");

    private final ApiTokens tokens;
    private final Audit audit;
    private final Pages pages;
    private final Clock clock;

    TokensPage(ApiTokens tokens, Audit audit, Pages pages, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param typed the name that was typed and could not be taken
     * @param problem why something was not done
     * @param fresh a token just made; shown this once
     */
    public record View(List<Row> rows, String typed, String problem, Optional<Fresh> fresh) {}

    /**
     * A token.
     *
     * @param expired whether it is no longer good
     */
    public record Row(
            long id,
            String name,
            String role,
            String author,
            String made,
            String expires,
            String used,
            boolean expired) {}

    /** A token to be written down. */
    public record Fresh(String name, String token) {}

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/tokens", request -> show(request, 200, "", "", Optional.empty()), Role.ADMIN);
        routes.post("/tokens", this::add, Role.ADMIN);
        routes.post("/tokens/{id}/revoke", this::revoke, Role.ADMIN);
    }

    private void show(Context request, int status, String typed, String problem, Optional<Fresh> fresh) {
        Page page = pages.page(request);
        Instant now = clock.instant();
        List<Row> rows = tokens.all().stream().map(t -> row(page, t, now)).toList();
        request.status(status);
        pages.show(request, "access/tokens.jte", Map.of("view", new View(rows, typed, problem, fresh)));
    }

    private static Row row(Page page, ApiToken token, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        return new Row(
                token.id(),
                token.name(),
                Roles.inWords(page, token.role()),
                token.author(),
                page.words().moment(token.made(), zone),
                token.expires().map(at -> page.words().moment(at, zone)).orElseGet(() -> page.say("access.never")),
                token.used().map(at -> page.words().moment(at, zone)).orElse("–"),
                token.expires().filter(at -> !at.isAfter(now)).isPresent());
    }

    private void add(Context request) {
        Page page = pages.page(request);
        String name = Optional.ofNullable(request.formParam("name")).orElse("").strip();
        Optional<Role> role = Roles.ofWord(request.formParam("role"));
        if (!NAME.matcher(name).matches() || role.isEmpty() || name.equals(Guard.CONFIGURED)) {
            show(request, 422, name, page.say("access.token-name-form"), Optional.empty());
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String token = Token.fresh();
        Person person = Visit.person(request);
        Optional<Instant> expires = lasting(request.formParam("days")).map(now::plus);
        if (!tokens.add(name, Token.hash(token), role.get(), person.name(), now, expires)) {
            show(request, 422, name, page.say("access.token-taken", name), Optional.empty());
            return;
        }
        String until = expires.map(at -> ", until " + at).orElse("");
        audit.note(person, "access.audit.token-made", name, Roles.word(role.get()) + until);
        show(request, 200, "", "", Optional.of(new Fresh(name, token)));
    }

    /** As long as the form offers; for good only when asked for in so many words. */
    private static Optional<Duration> lasting(@Nullable String days) {
        return switch (days) {
            case "never" -> Optional.empty();
            case "30" -> Optional.of(Duration.ofDays(30));
            case "365" -> Optional.of(Duration.ofDays(365));
            case null, default -> Optional.of(Duration.ofDays(90));
        };
    }

    private void revoke(Context request) {
        long id = RowId.of(request);
        tokens.revoke(id).ifPresent(name -> audit.note(Visit.person(request), "access.audit.token-revoked", name, ""));
        request.redirect("/tokens");
    }
}
