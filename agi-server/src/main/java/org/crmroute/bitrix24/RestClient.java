package org.crmroute.bitrix24;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a portal's methods. Waits for room within the portal's limits, makes one attempt, and tells apart what went
 * wrong; asking again is its caller's business. Safe for use by many threads. One portal wants one client: it keeps the
 * portal's limits.
 */
public final class RestClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);

    /** The portal takes no more commands in a batch. */
    private static final int MOST_COMMANDS = 50;

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.]{1,100}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final Limiter limiter;
    private final Exchange exchange;
    private final AnswerReader reader;
    private final Map<String, ChainLength> lengths = new ConcurrentHashMap<>();

    public RestClient(Access access, RestSettings settings) {
        Transport transport = new Transport(settings);
        Credentials credentials = switch (access) {
            case Access.Webhook webhook -> new WebhookCredentials(webhook);
            case Access.Application application ->
                new ApplicationCredentials(application, new TokenRenewal(application, transport));
        };
        this.limiter = new Limiter(settings.pace(), System::nanoTime);
        this.exchange = new Exchange(settings, limiter, transport, credentials);
        this.reader = new AnswerReader(limiter, credentials::secrets);
    }

    /** Calls one method. */
    public Answer call(Budget budget, Command command) throws BitrixError, InterruptedException {
        return call(budget, command, Deadline.NONE);
    }

    /** Calls one method and gives up after a time, waiting for room included. */
    public Answer call(Budget budget, Command command, Duration within) throws BitrixError, InterruptedException {
        return call(budget, command, Deadline.in(within));
    }

    /** Calls at most 50 methods in one request; one that fails does not stop the others. */
    public Batch batch(Budget budget, Map<String, Command> commands) throws BitrixError, InterruptedException {
        return batch(budget, commands, Deadline.NONE);
    }

    /** As {@link #batch(Budget, Map)}, and gives up after a time, waiting for room included. */
    public Batch batch(Budget budget, Map<String, Command> commands, Duration within)
            throws BitrixError, InterruptedException {
        return batch(budget, commands, Deadline.in(within));
    }

    /**
     * Reads a list from an id on, as many pages in one request as the portal's pace allows at the moment. When a page
     * behind the first one fails, the rows before it are given and the chain is not complete.
     *
     * @param after ids greater than this
     * @param upTo ids up to this; {@link Long#MAX_VALUE} for all
     */
    public Chain chain(Budget budget, Listing listing, long after, long upTo) throws BitrixError, InterruptedException {
        ChainLength length = lengths.computeIfAbsent(kind(budget, listing), kind -> new ChainLength());
        ChainPlan plan = ChainPlan.of(listing, after, upTo, length.pages());
        Batch batch;
        try {
            batch = batch(budget, plan.commands(), Deadline.NONE);
        } catch (BitrixError e) {
            switch (e.code()) {
                case "timeout", "connection-lost", "html" -> length.timedOut(plan.pages());
                case "too-large" -> length.tooLarge(plan.pages());
                default -> {
                    // has nothing to do with its length
                }
            }
            throw e;
        }
        Chain chain = plan.read(batch);
        if (chain.complete()) {
            length.ended(plan.pages(), ChainPlan.used(chain), chain.time().took());
        } else if (batch.errors().isEmpty()) {
            length.answered(plan.pages(), chain.time().took());
        }
        return chain;
    }

    /** What the portal allows at the moment. */
    public Limits limits() {
        return limiter.limits();
    }

    /** Where the portal has moved since the start: tell the administrator to configure the new address. */
    public Optional<URI> movedTo() {
        return exchange.movedTo();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        exchange.close();
    }

    private Answer call(Budget budget, Command command, Deadline deadline) throws BitrixError, InterruptedException {
        check(command);
        return logged(budget, command.method(), () -> {
            Exchange.Document document =
                    exchange.ask(budget, command.method(), command.parameters(), List.of(command.method()), deadline);
            return reader.answer(command.method(), document);
        });
    }

    private Batch batch(Budget budget, Map<String, Command> commands, Deadline deadline)
            throws BitrixError, InterruptedException {
        if (commands.isEmpty() || commands.size() > MOST_COMMANDS) {
            throw new BitrixError.Defect(
                    "bad-command", "a batch holds 1 to " + MOST_COMMANDS + " commands, not " + commands.size());
        }
        Map<String, Object> queries = new LinkedHashMap<>();
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            if (!KEY.matcher(entry.getKey()).matches()) {
                throw new BitrixError.Defect("bad-command", "a batch's keys are letters, digits, _ . and -");
            }
            check(entry.getValue());
            queries.put(entry.getKey(), Query.of(entry.getValue()));
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("halt", 0);
        parameters.put("cmd", queries);
        Set<String> working = new HashSet<>(AnswerReader.methods(commands.values()));
        working.add(AnswerReader.BATCH);
        return logged(budget, "batch of " + commands.size(), () -> {
            Exchange.Document document = exchange.ask(budget, AnswerReader.BATCH, parameters, working, deadline);
            return reader.batch(commands, document);
        });
    }

    private static void check(Command command) throws BitrixError.Defect {
        if (!METHOD.matcher(command.method()).matches()) {
            throw new BitrixError.Defect("bad-command", "a method's name is made of letters, digits, _ and .");
        }
    }

    /** Listings that take the portal about as long a page. */
    private static String kind(Budget budget, Listing listing) {
        return budget + " " + listing.method() + " " + listing.parameters().get("entityTypeId") + " "
                + listing.parameters().get("select");
    }

    private interface Request<T> {
        T make() throws BitrixError, InterruptedException;
    }

    private static <T> T logged(Budget budget, String what, Request<T> request)
            throws BitrixError, InterruptedException {
        long from = System.nanoTime();
        try {
            T answer = request.make();
            if (LOG.isDebugEnabled()) {
                LOG.debug("{} for {}: {} ms, {} rows", what, budget, millis(from), rows(answer));
            }
            return answer;
        } catch (BitrixError e) {
            LOG.debug("{} for {}: {} ms, {}", what, budget, millis(from), e.getMessage());
            throw e;
        }
    }

    private static long millis(long from) {
        return (System.nanoTime() - from) / 1_000_000;
    }

    private static int rows(@Nullable Object answer) {
        return switch (answer) {
            case Batch batch ->
                batch.answers().values().stream().mapToInt(RestClient::rows).sum();
            case Answer one -> rows(one.result());
            case List<?> list -> list.size();
            case Map<?, ?> map ->
                map.values().stream()
                        .mapToInt(value -> value instanceof List<?> list ? list.size() : 0)
                        .max()
                        .orElse(0);
            case null, default -> 0;
        };
    }
}
