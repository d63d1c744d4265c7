package org.crmroute.portal;

import java.time.Duration;
import java.util.Random;

/** What goes wrong with events: probabilities from 0 to 1, all 0 at first. Each method returns this. Thread-safe. */
public final class EventFaults {

    private final Random random;
    private double lost;
    private double doubled;
    private double reordered;
    private double late;
    private Duration delay = Duration.ZERO;
    private double wrongToken;
    private boolean deleteBeforeAdd;
    private boolean withoutHandlerId;

    EventFaults(long seed) {
        this.random = new Random(seed);
    }

    /** Events that are never sent. */
    public synchronized EventFaults lost(double probability) {
        this.lost = probability;
        return this;
    }

    /** Events that are sent twice. */
    public synchronized EventFaults doubled(double probability) {
        this.doubled = probability;
        return this;
    }

    /** Events that are sent behind the one after them. */
    public synchronized EventFaults reordered(double probability) {
        this.reordered = probability;
        return this;
    }

    /** Events that are sent this much later. */
    public synchronized EventFaults late(double probability, Duration by) {
        this.late = probability;
        this.delay = by;
        return this;
    }

    /** Events whose application_token is not the portal's. */
    public synchronized EventFaults wrongToken(double probability) {
        this.wrongToken = probability;
        return this;
    }

    /** Whether the ADD of a record waits for its DELETE and is sent behind it; if none comes, it is never sent. */
    public synchronized EventFaults deleteBeforeAdd(boolean on) {
        this.deleteBeforeAdd = on;
        return this;
    }

    /** Whether {@code event_handler_id} is missing. */
    public synchronized EventFaults withoutHandlerId(boolean on) {
        this.withoutHandlerId = on;
        return this;
    }

    /** All is well again. */
    public synchronized EventFaults clear() {
        return lost(0).doubled(0)
                .reordered(0)
                .late(0, Duration.ZERO)
                .wrongToken(0)
                .deleteBeforeAdd(false)
                .withoutHandlerId(false);
    }

    /** What befalls one event. */
    record Fate(int copies, boolean behindNext, Duration delay, boolean wrongToken, boolean handlerId) {}

    synchronized Fate throwDice() {
        return new Fate(
                meets(lost) ? 0 : meets(doubled) ? 2 : 1,
                meets(reordered),
                meets(late) ? delay : Duration.ZERO,
                meets(wrongToken),
                !withoutHandlerId);
    }

    synchronized boolean deletesFirst() {
        return deleteBeforeAdd;
    }

    private boolean meets(double probability) {
        return random.nextDouble() < probability;
    }
}
