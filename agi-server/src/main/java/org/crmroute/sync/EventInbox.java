package org.crmroute.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmroute.crm.RecordRef;
import org.crmroute.runtime.log.RareLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the portal's events. They only say which record to look at, may come doubled, late, in any order or not at all,
 * and are not sent again; so they are hints, and what they bring is asked for. Many that come at once share one
 * transaction. Safe for use by many threads.
 */
public final class EventInbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventInbox.class);

    /** So many records may wait in all; a comparison is cheaper than more. */
    static final int MOST_WAITING = 100_000;

    /** So many events wait for a transaction; memory stays small. */
    private static final int MOST_AT_ONCE = 20_000;

    private static final int MOST_IN_A_TRANSACTION = 5_000;

    /** The portal does not wait longer either. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Notices notices;
    private final List<byte[]> tokens;
    private final SyncOrders orders;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_AT_ONCE);
    private final RareLog rare = new RareLog(log);
    private final Thread writing;
    private volatile boolean closed;

    /** What became of an event. */
    public enum Answer {
        /** It is on disk. */
        ACCEPTED,
        /** It is about nothing we keep. */
        IGNORED,
        /** It does not carry one of our tokens. */
        REFUSED,
        /** It does not name a record. */
        MALFORMED,
        /** There is no room, or the disk does not take it; a comparison with the portal makes up for it. */
        FULL
    }

    private record Event(RecordRef record, CompletableFuture<Answer> answer) {}

    /**
     * Takes nothing yet.
     *
     * @param tokens values of {@code auth[application_token]} that are let in; when there are none, nobody is
     * @param orders who is told that there is something to do
     */
    public EventInbox(Notices notices, Collection<String> tokens, SyncOrders orders) {
        this.notices = notices;
        this.tokens = tokens.stream()
                .filter(token -> !token.isBlank())
                .map(EventInbox::bytes)
                .toList();
        this.orders = orders;
        this.writing = Thread.ofPlatform().daemon().name("crmroute-events").unstarted(this::write);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Begins to take events. */
    public void start() {
        writing.start();
    }

    /**
     * Takes an event; when it is accepted it survives the end of the process. Waits for the disk, ten seconds at most.
     *
     * @param form what was posted, decoded: {@code event}, {@code data[FIELDS][ID]}, {@code auth[application_token]}
     */
    public Answer accept(Map<String, String> form) {
        if (!isOurs(form.getOrDefault("auth[application_token]", ""))) {
            return Answer.REFUSED;
        }
        return switch (PortalEvent.of(form)) {
            case PortalEvent.OfRecord event -> keep(event.record());
            case PortalEvent.OfCatalogue event -> {
                orders.catalogueChanged();
                yield Answer.ACCEPTED;
            }
            case PortalEvent.OfNothing event -> Answer.IGNORED;
            case PortalEvent.Malformed event -> Answer.MALFORMED;
        };
    }

    /** Takes as long whatever the token is, and whichever of ours it is not. */
    private boolean isOurs(String token) {
        byte[] given = bytes(token);
        boolean ours = false;
        for (byte[] each : tokens) {
            ours |= MessageDigest.isEqual(each, given);
        }
        return ours;
    }

    private Answer keep(RecordRef record) {
        Event event = new Event(record, new CompletableFuture<>());
        try {
            if (closed || !writing.isAlive() || !events.offer(event)) {
                return full("too many events at once");
            }
            return event.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return full("the database does not take them");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return full("the program ends");
        }
    }

    private Answer full(String why) {
        rare.warn("Events of the portal were not taken ({}); what they told of is found by comparing", why);
        orders.compareNow();
        return Answer.FULL;
    }

    private void write() {
        List<Event> group = new ArrayList<>();
        try {
            while (!closed) {
                group.add(events.take());
                events.drainTo(group, MOST_IN_A_TRANSACTION - 1);
                Answer answer = write(group);
                group.forEach(event -> event.answer().complete(answer));
                group.clear();
            }
        } catch (InterruptedException e) {
            log.debug("No more events are taken");
        } finally {
            events.drainTo(group);
            group.forEach(event -> event.answer().complete(Answer.FULL));
        }
    }

    private Answer write(List<Event> group) {
        try {
            int tooMany =
                    notices.add(group.stream().map(Event::record).distinct().toList(), MOST_WAITING);
            orders.wake();
            return tooMany == 0 ? Answer.ACCEPTED : full(MOST_WAITING + " records wait already");
        } catch (RuntimeException e) {
            return full(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        writing.interrupt();
    }
}
