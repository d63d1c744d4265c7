package org.crmroute.console.access;

import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.config.Configuration;
import org.crmroute.console.page.Pages;

/** Everything about who may come in, put together: the guard and the pages of its own. */
public final class Access implements Consumer<RoutesConfig>, AutoCloseable {

    private final Passwords passwords = new Passwords();
    private final List<Consumer<RoutesConfig>> parts;

    /**
     * What is kept about people and programs.
     *
     * @param audit where the pages note what they change
     */
    public record Books(
            Accounts accounts,
            Sessions sessions,
            Invitations invitations,
            ApiTokens tokens,
            AuditLog log,
            Audit audit) {}

    public Access(Configuration.Http settings, Books books, Pages pages, Clock clock) {
        Peers peers = new Peers(settings.trustedProxies());
        Visits visits = new Visits(books.sessions(), peers, clock);
        Attempts attempts = new Attempts(clock);
        Optional<String> token =
                Optional.of(settings.apiToken()).filter(t -> t.isSet()).map(t -> t.value());
        this.parts = List.of(
                new Guard(visits, books.tokens(), token, peers, settings.hosts(), pages, clock),
                new SignInPages(
                        books.accounts(),
                        books.invitations(),
                        passwords,
                        visits,
                        peers,
                        attempts,
                        books.audit(),
                        pages,
                        clock),
                new AccountPage(
                        books.accounts(),
                        books.sessions(),
                        passwords,
                        visits,
                        peers,
                        attempts,
                        books.audit(),
                        pages,
                        clock),
                new PeoplePage(
                        books.accounts(),
                        books.sessions(),
                        new Links(books.accounts(), books.invitations(), clock),
                        peers,
                        books.audit(),
                        pages,
                        clock),
                new TokensPage(books.tokens(), books.audit(), pages, clock),
                new AuditPage(books.log(), pages));
    }

    /** The guard stands before all pages, whenever they are added. */
    @Override
    public void accept(RoutesConfig routes) {
        parts.forEach(part -> part.accept(routes));
    }

    @Override
    public void close() {
        passwords.close();
    }
}
