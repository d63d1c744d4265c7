package org.crmroute.routing;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether calls are decided by the CRM's data. Off, every call takes Others and the portal is left alone. The
 * configuration wins: what it switches off nobody switches on. Safe for use by many threads.
 */
public final class Integration {

    private final boolean configured;
    private final IntegrationSwitch kept;
    private final Clock clock;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    /** @param configured {@code bitrix24.enabled} */
    public Integration(boolean configured, IntegrationSwitch kept, Clock clock) {
        this.configured = configured;
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * Reads it afresh: another process may have turned it.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when that cannot be read
     */
    public boolean isOn() {
        return configured && kept.position().on();
    }

    /** Whether the configuration leaves it to the switch. */
    public boolean isConfigured() {
        return configured;
    }

    public IntegrationSwitch.Position position() {
        return kept.position();
    }

    /**
     * Turns the switch; on return calls of this process follow it.
     *
     * @throws org.crmroute.crm.MirrorUnavailable when that cannot be written; then nothing has changed
     */
    public void turn(boolean on, String who) {
        kept.turn(on, new IntegrationSwitch.Turn(who, clock.instant()));
        followers.forEach(Runnable::run);
    }

    /** Has somebody told each time that the switch is turned here; what other processes turn they must look for. */
    public void whenTurned(Runnable follower) {
        followers.add(follower);
    }
}
