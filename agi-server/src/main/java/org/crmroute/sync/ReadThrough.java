package org.crmroute.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Command;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.CallerLookup;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.log.RareLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the portal about a caller whom the mirror does not know yet ({@code crm.duplicate.findbycomm}), and puts the
 * records found, and the open deals of them, into the mirror. A few are asked about at a time, each number once in a
 * while; a portal that does not answer, or answers slowly, is left alone. Safe for use by many threads.
 */
public final class ReadThrough implements CallerLookup, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadThrough.class);

    private static final int THREADS = 3;
    private static final int WAITING = 50;
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    /** An answer that takes longer helps no call. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int FAILURES = 5;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

    /** More numbers are not remembered: strangers shall not fill our memory. */
    private static final int MOST_NUMBERS = 10_000;

    private final RestClient client;
    private final MirrorWriter writer;
    private final Synchroniser synchroniser;
    private final LongSupplier nanos;
    private final Breaker breaker;
    private final ThreadPoolExecutor askers;
    private final Map<PhoneNumber, Asked> asked = new ConcurrentHashMap<>();
    private final StatusBoard counters;
    private final Rows rows;
    private final RareLog rare = new RareLog(log);

    private record Asked(FutureTask<Boolean> answer, long at) {}

    /**
     * Starts the asking threads.
     *
     * @param synchroniser knows how rows are to be read; nobody is asked before it has the catalogue
     */
    public ReadThrough(RestClient client, MirrorWriter writer, Synchroniser synchroniser) {
        this.client = client;
        this.writer = writer;
        this.synchroniser = synchroniser;
        this.nanos = System::nanoTime;
        this.breaker = new Breaker(FAILURES, LEFT_ALONE, nanos);
        this.counters = synchroniser.board();
        this.rows = new Rows(counters);
        this.askers = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "crmroute-look-up");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public boolean lookUp(Party.Phone caller, Duration patience) {
        try {
            Optional<FutureTask<Boolean>> answer = begin(caller.number());
            if (answer.isEmpty()) {
                return false;
            }
            if (patience.isZero() || patience.isNegative()) {
                return answer.get().isDone() && answer.get().get();
            }
            return answer.get().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | RuntimeException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Begins to ask, unless the number is being asked about, or was a little while ago and nothing was found. */
    private Optional<FutureTask<Boolean>> begin(PhoneNumber number) {
        Optional<Items> items = synchroniser.items();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        Asked before = asked.get(number);
        if (before != null && now - before.at() < AGAIN_AFTER.toNanos()) {
            return before.answer().isDone() ? Optional.empty() : Optional.of(before.answer());
        }
        if (!hasRoom(now) || !breaker.lets()) {
            return Optional.empty();
        }
        Asked begun = new Asked(new FutureTask<>(() -> ask(number, items.get())), now);
        Asked other = asked.putIfAbsent(number, begun);
        if (before != null && before.equals(other)) {
            other = asked.replace(number, before, begun) ? null : asked.get(number);
        }
        if (other != null) {
            breaker.gaveUp();
            return Optional.of(other.answer());
        }
        try {
            askers.execute(begun.answer());
        } catch (RejectedExecutionException e) {
            asked.remove(number, begun);
            breaker.gaveUp();
            return Optional.empty();
        }
        return Optional.of(begun.answer());
    }

    private boolean hasRoom(long now) {
        if (asked.size() >= MOST_NUMBERS) {
            asked.values().removeIf(a -> a.answer().isDone() && now - a.at() >= AGAIN_AFTER.toNanos());
        }
        return asked.size() < MOST_NUMBERS;
    }

    private boolean ask(PhoneNumber number, Items items) {
        long begin = nanos.getAsLong();
        try {
            boolean found = find(number, items);
            if (nanos.getAsLong() - begin > SLOW.toNanos()) {
                breaker.failed();
            } else {
                breaker.succeeded();
            }
            return found;
        } catch (BitrixError e) {
            breaker.failed();
            asked.remove(number);
            rare.warn("The portal could not be asked about an unknown caller: {}", e);
            return false;
        } catch (InterruptedException e) {
            breaker.gaveUp();
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            breaker.failed();
            rare.warn("What the portal knows of an unknown caller could not be kept: {}", e);
            return false;
        }
    }

    private boolean find(PhoneNumber number, Items items) throws BitrixError, InterruptedException {
        counters.requested();
        Answer answer = client.call(
                Budget.LOOKUP,
                new Command("crm.duplicate.findbycomm", Map.of("type", "PHONE", "values", forms(number))),
                WITHIN);
        // nothing found is an empty list, not an empty map
        Map<String, Object> found = Wire.object(answer.result()).orElse(Map.of());
        Map<EntityType, List<Long>> ids = new LinkedHashMap<>();
        for (EntityType entity : new EntityType[] {EntityType.CONTACT, EntityType.COMPANY, EntityType.LEAD}) {
            List<Long> some = Wire.ids(found.get(entity.name())).stream()
                    .limit(Portal.PAGE)
                    .toList();
            if (!some.isEmpty()) {
                ids.put(entity, some);
            }
        }
        return !ids.isEmpty() && fetch(ids, items);
    }

    /** The ways in which people type it that Bitrix24 would not find by another. */
    static List<String> forms(PhoneNumber number) {
        String e164 = number.e164();
        Set<String> forms = new LinkedHashSet<>(List.of(e164, e164.substring(1)));
        if (e164.startsWith("+7")) {
            forms.add("8" + e164.substring(2));
            forms.add(e164.substring(2));
        }
        return List.copyOf(forms);
    }

    private boolean fetch(Map<EntityType, List<Long>> ids, Items items) throws BitrixError, InterruptedException {
        Map<String, Command> commands = new LinkedHashMap<>();
        ids.forEach((entity, some) -> commands.put(entity.word(), Portal.byIds(entity, some)));
        List<Long> contacts = ids.getOrDefault(EntityType.CONTACT, List.of());
        List<Long> companies = ids.getOrDefault(EntityType.COMPANY, List.of());
        if (!contacts.isEmpty()) {
            commands.put("deal_of_contacts", Portal.openDeals("@contactId", contacts));
        }
        if (!companies.isEmpty()) {
            commands.put("deal_of_companies", Portal.openDeals("@companyId", companies));
        }
        counters.requested();
        Batch batch = client.batch(Budget.LOOKUP, commands, WITHIN);
        for (BitrixError error : batch.errors().values()) {
            rare.warn("Some of what the portal knows of an unknown caller could not be read: {}", error);
        }
        List<Found> all = new ArrayList<>();
        batch.answers().forEach((key, answer) -> {
            String word = key.startsWith("deal") ? "deal" : key;
            EntityType.ofWord(word).ifPresent(entity -> all.add(new Found(entity, Portal.rows(answer))));
        });
        writer.change(pen -> all.forEach(some -> rows.put(pen, items, some.entity(), some.rows())));
        return all.stream().anyMatch(some -> !some.rows().isEmpty());
    }

    private record Found(EntityType entity, List<Map<String, Object>> rows) {}

    @Override
    public void close() {
        askers.shutdownNow();
    }
}
