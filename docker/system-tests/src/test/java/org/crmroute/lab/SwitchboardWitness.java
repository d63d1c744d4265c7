package org.crmroute.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crmroute.transfer.engine.Switchboard;
import org.crmroute.transfer.transfer.Hangup;

/** Notes what a switchboard tells. */
final class SwitchboardWitness implements Switchboard.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final List<String> told = new ArrayList<>();

    @Override
    public void arrived(String channel) {
        note("arrived " + channel);
    }

    @Override
    public void answered(String channel) {
        note("answered " + channel);
    }

    @Override
    public void gone(String channel, Hangup why) {
        note("gone " + channel + " " + why);
    }

    @Override
    public void connected() {
        note("connected");
    }

    private synchronized void note(String what) {
        told.add(what);
        notifyAll();
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** Waits until this is told. */
    synchronized void await(String what) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!told.contains(what)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Not told: " + what + ", but " + told);
            }
            wait(left);
        }
    }
}
