package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application's tokens: when they are renewed, by whom, and in which order they are kept and used. */
class ApplicationTest {

    private static final Command PROFILE = new Command("profile", Map.of("x", 1));
    private static final String EXPIRED = "{\"error\":\"expired_token\",\"error_description\":\"has expired\"}";

    /** What happened to the tokens, in order. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    private ScriptedPortal portal;
    private ScriptedPortal authority;
    private MemoryTokens store;
    private final List<RestClient> clients = new ArrayList<>();

    private final class MemoryTokens implements TokenStore {
        volatile Optional<Tokens> tokens = Optional.empty();
        volatile boolean broken;

        @Override
        public Optional<Tokens> load() {
            return tokens;
        }

        @Override
        public void save(Tokens fresh) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            events.add("saved " + fresh.refresh());
            tokens = Optional.of(fresh);
        }
    }

    @BeforeEach
    void open() throws IOException {
        portal = new ScriptedPortal();
        authority = new ScriptedPortal();
        store = new MemoryTokens();
        // lets in whoever brings the token that was given out last
        portal.then(exchange -> {
            String body = portal.requests.getLast().text();
            events.add("asked with " + body.replaceAll(".*\"auth\":\"([^\"]*)\".*", "$1"));
            boolean valid = body.contains("\"auth\":\"access" + authority.requests.size() + "\"");
            String answer = valid ? "{\"result\":1}" : EXPIRED;
            ScriptedPortal.send(
                    exchange, valid ? 200 : 401, "application/json", answer.getBytes(StandardCharsets.UTF_8));
        });
        authority.then(exchange -> {
            int number = authority.requests.size();
            String answer = "{\"access_token\":\"access" + number + "\",\"refresh_token\":\"refresh" + number
                    + "\",\"client_endpoint\":\"" + portal.root() + "rest/\",\"expires_in\":3600}";
            ScriptedPortal.send(exchange, 200, "application/json", answer.getBytes(StandardCharsets.UTF_8));
        });
    }

    @AfterEach
    void close() {
        clients.forEach(RestClient::close);
        portal.close();
        authority.close();
    }

    @Test
    void beginsWithTheConfiguredTokenAndSavesBeforeItUses() throws Exception {
        assertThat(client("first").call(Budget.LIVE, PROFILE).result()).isEqualTo(1);

        assertThat(events).containsExactly("saved refresh1", "asked with access1");
        ScriptedPortal.Request renewal = authority.requests.getFirst();
        assertThat(renewal.path()).isEqualTo("/oauth/token/");
        assertThat(renewal.query())
                .isEqualTo("grant_type=refresh_token&client_id=app.1&client_secret=s3cr3t%2B&refresh_token=first");
        assertThat(portal.requests.getFirst().path()).isEqualTo("/rest/profile");
        assertThat(portal.requests.getFirst().json()).isEqualTo(Map.of("x", 1, "auth", "access1"));
        assertThat(store.tokens.orElseThrow().origin()).hasSize(32);
    }

    @Test
    void goesOnWithTheTokensThatWereKept() throws Exception {
        client("first").call(Budget.LIVE, PROFILE);
        client("first").call(Budget.LIVE, PROFILE);
        assertThat(authority.requests).hasSize(1);
    }

    @Test
    void beginsAnewWhenAnotherTokenIsConfigured() throws Exception {
        client("first").call(Budget.LIVE, PROFILE);
        client("second").call(Budget.LIVE, PROFILE);
        assertThat(authority.requests.getLast().query()).endsWith("&refresh_token=second");
    }

    @Test
    void renewsWhatHasExpiredOnceACall() throws Exception {
        RestClient client = client("first");
        client.call(Budget.LIVE, PROFILE);
        authority.requests.add(authority.requests.getFirst()); // access1 is not the last one any more
        assertThat(client.call(Budget.LIVE, PROFILE).result()).isEqualTo(1);
        assertThat(events)
                .containsExactly(
                        "saved refresh1",
                        "asked with access1",
                        "asked with access1",
                        "saved refresh3",
                        "asked with access3");
        assertThat(authority.requests.getLast().query()).endsWith("&refresh_token=refresh1");
    }

    @Test
    void givesUpWhenTheNewTokenHasExpiredToo() throws Exception {
        portal.then(401, EXPIRED);
        RestClient client = client("first");
        client.call(Budget.LIVE, PROFILE);
        BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, PROFILE));
        assertThat(error).isInstanceOf(BitrixError.Terminal.class);
        assertThat(authority.requests).hasSize(2);
    }

    @Test
    void renewsForNoOtherError() {
        portal.then(401, "{\"error\":\"invalid_token\"}");
        RestClient client = client("first");
        assertThat(catchThrowableOfType(BitrixError.class, () -> {
                    client.call(Budget.LIVE, PROFILE);
                    client.call(Budget.LIVE, PROFILE);
                }))
                .isInstanceOf(BitrixError.Terminal.class);
        assertThat(authority.requests).hasSize(1);
    }

    @Test
    void renewsOnceForAllWhoWait() throws Exception {
        RestClient client = client("first");
        int callers = 12;
        CountDownLatch together = new CountDownLatch(callers);
        Callable<Answer> call = () -> {
            together.countDown();
            together.await();
            return client.call(Budget.LIVE, PROFILE);
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(call));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().result()).isEqualTo(1);
            }
        }
        assertThat(authority.requests).hasSize(1);
    }

    @Test
    void isNotBrokenOffByTheOneWhoStopsWaiting() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        ScriptedPortal slow = new ScriptedPortal();
        slow.then(exchange -> {
            try {
                later.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            String answer = "{\"access_token\":\"access0\",\"refresh_token\":\"next\"}";
            ScriptedPortal.send(exchange, 200, "application/json", answer.getBytes(StandardCharsets.UTF_8));
        });
        try (slow;
                RestClient client = client("first", slow)) {
            BitrixError error = catchThrowableOfType(
                    BitrixError.class, () -> client.call(Budget.LOOKUP, PROFILE, Duration.ofMillis(50)));
            assertThat(error.code()).isEqualTo("timeout");
            later.countDown();
            assertThat(client.call(Budget.LIVE, PROFILE).result()).isEqualTo(1);
            assertThat(slow.requests).hasSize(1);
            assertThat(events).contains("saved next");
        }
    }

    @Test
    void usesNoTokenThatCouldNotBeSavedAndSpendsNoneAgain() throws Exception {
        RestClient client = client("first");
        store.broken = true;
        BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, PROFILE));
        assertThat(error.code()).isEqualTo("token-store");
        assertThat(portal.requests).isEmpty();
        store.broken = false;
        client.call(Budget.LIVE, PROFILE);
        assertThat(authority.requests).hasSize(1);
    }

    @Test
    void saysWhatToDoWhenTheAuthorityRefuses() throws Exception {
        try (ScriptedPortal refusing = new ScriptedPortal()) {
            refusing.then(401, "{\"error\":\"PAYMENT_REQUIRED\",\"error_description\":\"Pay for s3cr3t+ first\"}");
            RestClient client = client("first", refusing);
            BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, PROFILE));
            assertThat(error).isInstanceOf(BitrixError.Terminal.class).hasMessage("PAYMENT_REQUIRED: Pay for *** ***");
        }
    }

    @Test
    void fallsBackToTheConfiguredTokenWhenThoseOfUnknownOriginAreRefused() throws Exception {
        store.tokens = Optional.of(new Tokens("old", "dead", Instant.EPOCH, URI.create(portal.root() + "rest/")));
        try (ScriptedPortal picky = new ScriptedPortal()) {
            picky.then(400, "{\"error\":\"invalid_grant\"}")
                    .then(200, "{\"access_token\":\"access0\",\"refresh_token\":\"next\"}");
            assertThat(client("first", picky).call(Budget.LIVE, PROFILE).result())
                    .isEqualTo(1);
            assertThat(picky.requests.getFirst().query()).endsWith("=dead");
            assertThat(picky.requests.getLast().query()).endsWith("=first");
        }
    }

    private RestClient client(String refreshToken) {
        return client(refreshToken, authority);
    }

    private RestClient client(String refreshToken, ScriptedPortal tokens) {
        RestClient client = new RestClient(
                Access.application(
                        "app.1",
                        "s3cr3t+",
                        refreshToken,
                        portal.root(),
                        store,
                        tokens.root().resolve("/oauth/token/")),
                RestSettings.STANDARD);
        clients.add(client);
        return client;
    }
}
