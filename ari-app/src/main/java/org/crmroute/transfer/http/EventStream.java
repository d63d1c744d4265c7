package org.crmroute.transfer.http;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands events to all who listen. Publishing never waits: whoever falls behind is dropped, and sees everything anew when
 * they come back. Safe for use by many threads.
 */
final class EventStream {

    private static final int MOST_LISTENERS = 64;
    private static final int ROOM = 256;

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    /**
     * Something that happened.
     *
     * @param name what {@code event:} says
     * @param data one line of JSON
     */
    record Item(String name, String data) {}

    /** Somebody who listens. */
    static final class Subscription {
        private final BlockingQueue<Item> waiting = new LinkedBlockingQueue<>(ROOM);
        private volatile boolean dropped;

        BlockingQueue<Item> waiting() {
            return waiting;
        }

        boolean isDropped() {
            return dropped;
        }
    }

    /** Listens from now on, if there is room for one more. */
    synchronized Optional<Subscription> subscribe() {
        if (subscriptions.size() >= MOST_LISTENERS) {
            return Optional.empty();
        }
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        return Optional.of(subscription);
    }

    void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    boolean isHeard() {
        return !subscriptions.isEmpty();
    }

    void publish(Item item) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.waiting.offer(item)) {
                subscription.dropped = true;
            }
        }
    }
}
