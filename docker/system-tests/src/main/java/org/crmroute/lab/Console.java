package org.crmroute.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Asterisk's console said, and how calls ended by it. */
public final class Console {

    private final List<String> lines = new ArrayList<>();

    synchronized void hear(String text) {
        text.lines().forEach(lines::add);
        notifyAll();
    }

    /** Everything so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How many calls have ended. */
    public int callsEnded() {
        return outcomes().size();
    }

    /** How calls ended, in that order. */
    public List<Outcome> outcomes() {
        return lines().stream().flatMap(line -> Outcome.of(line).stream()).toList();
    }

    /** Waits until so many calls have ended, or patience has, and tells how they did. */
    public synchronized List<Outcome> awaitOutcomes(int count, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (callsEnded() < count) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return outcomes();
    }
}
