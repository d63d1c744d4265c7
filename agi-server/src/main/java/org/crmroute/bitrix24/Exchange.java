package org.crmroute.bitrix24;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request to the portal and its answer back as JSON: waits for room, lets itself in, renews a token that has
 * expired, and follows a portal that has moved to another host. Each of the latter two happens once a request.
 */
final class Exchange implements AutoCloseable {

    private final RestSettings settings;
    private final Limiter limiter;
    private final Transport transport;
    private final Credentials credentials;
    private volatile @Nullable URI movedTo;

    Exchange(RestSettings settings, Limiter limiter, Transport transport, Credentials credentials) {
        this.settings = settings;
        this.limiter = limiter;
        this.transport = transport;
        this.credentials = credentials;
    }

    /**
     * @param body may hold an error
     * @param time for a body that tells none
     */
    record Document(Map<String, Object> body, ServerTime time) {}

    /**
     * @param method what to call
     * @param working the methods that work for it, which are others than the one called in a batch
     */
    Document ask(
            Budget budget, String method, Map<String, Object> parameters, Collection<String> working, Deadline deadline)
            throws BitrixError, InterruptedException {
        limiter.enter(budget, working, deadline);
        Credentials.Pass pass = credentials.pass(deadline);
        Document document = ask(pass, method, parameters, working, deadline);
        if (ErrorCodes.EXPIRED.equals(document.body().get("error"))) {
            Optional<Credentials.Pass> renewed = credentials.renew(pass, deadline);
            if (renewed.isPresent()) {
                limiter.takeMore();
                return ask(renewed.get(), method, parameters, working, deadline);
            }
        }
        return document;
    }

    /** The host that the portal has moved to since the start. */
    Optional<URI> movedTo() {
        return Optional.ofNullable(movedTo);
    }

    private Document ask(
            Credentials.Pass pass,
            String method,
            Map<String, Object> parameters,
            Collection<String> working,
            Deadline deadline)
            throws BitrixError, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(parameters);
        pass.token().ifPresent(token -> body.put("auth", token));
        byte[] json = Json.write(body);
        URI address = pass.endpoint().resolve(method);
        Transport.Reply reply = post(address, json, working, deadline);
        if (redirect(reply)) {
            URI target = reply.location()
                    .flatMap(location -> PortalAddress.moved(address, location))
                    .orElseThrow(() -> badRedirect(address, reply));
            limiter.takeMore();
            Transport.Reply second = post(target, json, working, deadline);
            if (redirect(second)) {
                throw badRedirect(target, second);
            }
            Document document = document(second, working);
            credentials.moved(target);
            movedTo = PortalAddress.root(target);
            return document;
        }
        return document(reply, working);
    }

    private Document document(Transport.Reply reply, Collection<String> working) throws BitrixError {
        try {
            return new Document(Json.read(reply), new ServerTime(reply.date().orElse(Instant.EPOCH), reply.took()));
        } catch (BitrixError e) {
            limiter.lost(working, reply.took());
            throw e;
        }
    }

    private Transport.Reply post(URI address, byte[] json, Collection<String> working, Deadline deadline)
            throws BitrixError, InterruptedException {
        long from = System.nanoTime();
        try {
            return transport.post(address, json, deadline.atMost(settings.request()));
        } catch (BitrixError e) {
            switch (e.code()) {
                case "timeout", "too-large", "connection-lost" ->
                    limiter.lost(working, Duration.ofNanos(System.nanoTime() - from));
                default -> {
                    // it did not come so far as to work
                }
            }
            throw e;
        }
    }

    private static boolean redirect(Transport.Reply reply) {
        return reply.status() >= 300 && reply.status() < 400;
    }

    private static BitrixError badRedirect(URI asked, Transport.Reply reply) {
        return new BitrixError.Recoverable(
                "redirect",
                asked.getHost() + " sends us elsewhere (HTTP " + reply.status()
                        + "), where no portal answers: check the portal's address",
                Duration.ZERO);
    }

    @Override
    public void close() {
        transport.close();
    }
}
