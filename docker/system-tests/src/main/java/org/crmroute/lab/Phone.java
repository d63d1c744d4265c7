package org.crmroute.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A SIP phone on somebody's desk. */
public final class Phone implements AutoCloseable {

    private static final Duration SHIFT = Duration.ofMinutes(15);

    private final Sipp sipp;

    private Phone(Sipp sipp) {
        this.sipp = sipp;
    }

    /** What its owner does. */
    public enum Habit {
        /** Rings and answers after a moment. */
        ANSWERS,
        /** Rings; nobody is there. */
        RINGS,
        BUSY,
        /** The owner presses "decline". */
        REFUSES;

        private String scenario() {
            return "phone-" + name().toLowerCase(Locale.ROOT);
        }
    }

    static Phone plugIn(LabNetwork network, int extension, Habit habit) throws IOException, InterruptedException {
        return plugIn(network.phone(extension), habit);
    }

    static Phone plugIn(String address, Habit habit) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-i", address, "-p", "5060"));
        if (habit == Habit.ANSWERS) {
            arguments.addAll(List.of("-mp", "16000", "-recv_timeout", "200"));
        }
        Sipp sipp = Sipp.start(habit.scenario(), SHIFT, arguments);
        Thread.sleep(300);
        if (!sipp.running()) {
            throw new IllegalStateException("The phone at " + address + " did not start: " + sipp.screen());
        }
        return new Phone(sipp);
    }

    @Override
    public void close() {
        sipp.close();
    }
}
