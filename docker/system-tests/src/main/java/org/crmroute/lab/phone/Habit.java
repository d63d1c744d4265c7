package org.crmroute.lab.phone;

import java.time.Duration;

/** What the owner of a phone does when it is called. */
public sealed interface Habit {

    /** Rings so long, then answers. */
    record Answers(Duration ringing) implements Habit {}

    /** Rings; nobody is there, unless a test picks up. */
    record Rings() implements Habit {}

    /** Rings so long (zero: not at all), then turns the call down with a SIP status. */
    record TurnsDown(Duration ringing, int status, String reason) implements Habit {}

    /** Does not say a word, as if it were switched off. */
    record Silent() implements Habit {}

    static Habit answers() {
        return new Answers(Duration.ofMillis(100));
    }

    static Habit answersAfter(Duration ringing) {
        return new Answers(ringing);
    }

    static Habit rings() {
        return new Rings();
    }

    static Habit busy() {
        return new TurnsDown(Duration.ZERO, 486, "Busy Here");
    }

    /** The owner presses "decline". */
    static Habit refuses() {
        return new TurnsDown(Duration.ofMillis(200), 603, "Decline");
    }

    static Habit silent() {
        return new Silent();
    }
}
