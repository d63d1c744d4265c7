package org.crmroute.bitrix24;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application's tokens. They are renewed in a thread of their own, once for all who wait, and nobody who stops
 * waiting breaks it off: the answer holds the only token for the next time. New tokens are saved before they are used.
 */
final class ApplicationCredentials implements Credentials {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationCredentials.class);

    private final Access.Application access;
    private final TokenRenewal renewal;
    private @Nullable Tokens tokens;
    private @Nullable Tokens unsaved;
    private @Nullable CompletableFuture<Tokens> underWay;

    ApplicationCredentials(Access.Application access, TokenRenewal renewal) {
        this.access = access;
        this.renewal = renewal;
    }

    @Override
    public Pass pass(Deadline deadline) throws BitrixError, InterruptedException {
        return pass(await(otherThan(""), deadline));
    }

    @Override
    public Optional<Pass> renew(Pass expired, Deadline deadline) throws BitrixError, InterruptedException {
        return Optional.of(pass(await(otherThan(expired.token().orElse("")), deadline)));
    }

    private static Pass pass(Tokens tokens) {
        return new Pass(tokens.endpoint(), Optional.of(tokens.access()));
    }

    @Override
    public synchronized void moved(URI to) {
        if (tokens != null) {
            tokens = new Tokens(
                    tokens.access(),
                    tokens.refresh(),
                    tokens.expires(),
                    PortalAddress.rebased(tokens.endpoint(), to),
                    tokens.origin());
        }
    }

    @Override
    public synchronized List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(access.clientSecret, access.firstRefreshToken));
        if (tokens != null) {
            secrets.add(tokens.access());
            secrets.add(tokens.refresh());
        }
        return secrets;
    }

    /** Tokens with another access token than this one, which are at hand or being fetched. */
    private synchronized CompletableFuture<Tokens> otherThan(String expired) {
        if (tokens != null && !tokens.access().equals(expired)) {
            return CompletableFuture.completedFuture(tokens);
        }
        if (underWay == null || underWay.isDone()) {
            CompletableFuture<Tokens> started = new CompletableFuture<>();
            underWay = started;
            Thread.ofVirtual().name("crmroute-bitrix24-tokens").start(() -> fetch(started));
        }
        return underWay;
    }

    private void fetch(CompletableFuture<Tokens> waiting) {
        try {
            Tokens fetched = fetch();
            synchronized (this) {
                tokens = fetched;
                unsaved = null;
            }
            waiting.complete(fetched);
        } catch (BitrixError | InterruptedException | RuntimeException e) {
            waiting.completeExceptionally(e);
        }
    }

    private Tokens fetch() throws BitrixError, InterruptedException {
        Tokens now;
        Tokens toSave;
        synchronized (this) {
            now = tokens;
            toSave = unsaved;
        }
        if (toSave != null) {
            return saved(toSave);
        }
        if (now == null) {
            Optional<Tokens> kept = kept();
            return kept.isPresent() ? kept.get() : renewed(access.firstRefreshToken, access.endpoint);
        }
        try {
            return renewed(now.refresh(), now.endpoint());
        } catch (BitrixError.Terminal e) {
            if (now.origin().equals(renewal.origin())) {
                throw e;
            }
            LOG.info("The tokens kept from before are refused ({}); beginning with the configured one", e.code());
            return renewed(access.firstRefreshToken, access.endpoint);
        }
    }

    /** Those of the store, unless another first token has been configured since. */
    private Optional<Tokens> kept() throws BitrixError {
        try {
            return access.store
                    .load()
                    .filter(kept -> kept.origin().isEmpty() || kept.origin().equals(renewal.origin()));
        } catch (RuntimeException e) {
            LOG.debug("Tokens were not loaded", e);
            throw store("cannot be read");
        }
    }

    private Tokens renewed(String refreshToken, URI endpoint) throws BitrixError, InterruptedException {
        return saved(renewal.renew(refreshToken, endpoint));
    }

    private Tokens saved(Tokens fresh) throws BitrixError {
        synchronized (this) {
            unsaved = fresh;
        }
        try {
            access.store.save(fresh);
            return fresh;
        } catch (RuntimeException e) {
            LOG.debug("Tokens were not saved", e);
            throw store("cannot be written, and without it the application would be locked out");
        }
    }

    private static BitrixError store(String what) {
        return new BitrixError.Recoverable("token-store", "the store of tokens " + what, Duration.ZERO);
    }

    private static Tokens await(CompletableFuture<Tokens> coming, Deadline deadline)
            throws BitrixError, InterruptedException {
        try {
            return coming.get(deadline.left(System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BitrixError.Recoverable("timeout", "the token is still being renewed", Duration.ZERO);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BitrixError error) {
                throw error;
            }
            LOG.warn("Tokens were not renewed", e.getCause());
            throw new BitrixError.Recoverable("no-token", "the token was not renewed", Duration.ZERO);
        }
    }
}
