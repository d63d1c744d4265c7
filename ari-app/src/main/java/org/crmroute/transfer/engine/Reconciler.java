package org.crmroute.transfer.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crmroute.runtime.log.Neutral;
import org.crmroute.transfer.transfer.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what we remember and what Asterisk has into line: when a connection is made, for events are missed while there
 * is none, and every minute, should one be missed otherwise. What bears our name and belongs to no transfer any more is
 * removed; nobody else's channel is looked at.
 */
final class Reconciler implements Switchboard.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Switchboard switchboard;
    private final Claims claims;
    private final Executor threads;
    private final AtomicBoolean reaping = new AtomicBoolean();

    Reconciler(Switchboard switchboard, Claims claims, Executor threads) {
        this.switchboard = switchboard;
        this.claims = claims;
        this.threads = threads;
    }

    void start(Timer timer) {
        switchboard.listen(this);
        watch(timer);
    }

    private void watch(Timer timer) {
        timer.after(EVERY, () -> {
            watch(timer);
            claims.all().forEach(TransferDesk::inspect);
            threads.execute(this::reap);
        });
    }

    @Override
    public void connected() {
        claims.all().forEach(TransferDesk::resume);
        threads.execute(this::reap);
    }

    @Override
    public void arrived(String channel) {
        Optional<TransferDesk> desk = claims.of(channel);
        if (desk.isPresent()) {
            desk.get().arrived(channel);
        } else {
            // a take-over that came too late, or somebody's own Stasis(): the dialplan knows where to go from here
            threads.execute(() -> sendAway(channel));
        }
    }

    @Override
    public void answered(String channel) {
        claims.of(channel).ifPresent(desk -> desk.answered(channel));
    }

    @Override
    public void gone(String channel, Hangup why) {
        claims.of(channel).ifPresent(desk -> desk.gone(channel, why));
    }

    /** Removes what is left over. */
    void reap() {
        if (!reaping.compareAndSet(false, true)) {
            return;
        }
        try {
            Switchboard.Holdings holdings = switchboard.holdings();
            for (String channel : holdings.channels()) {
                if (!isClaimed(channel) && !isTalking(channel, holdings)) {
                    sendAway(channel);
                }
            }
            for (Map.Entry<String, Set<String>> bridge : holdings.bridges().entrySet()) {
                if (bridge.getValue().isEmpty()
                        && TransferId.ofThing(bridge.getKey()).isPresent()
                        && !isOfLivingTransfer(bridge.getKey())) {
                    switchboard.removeBridge(bridge.getKey());
                }
            }
        } catch (SwitchboardException e) {
            LOG.debug("Cannot look for what is left over: {}", e.getMessage());
        } finally {
            reaping.set(false);
        }
    }

    /** The far half of a target's channel comes and goes with the near one, and is nothing of its own. */
    private boolean isClaimed(String channel) {
        return claims.of(channel).isPresent()
                || isOfLivingTransfer(channel)
                || TransferId.ofThing(channel)
                        .filter(id -> id.targetFarChannel().equals(channel))
                        .isPresent();
    }

    private boolean isOfLivingTransfer(String thing) {
        return TransferId.ofThing(thing).flatMap(claims::of).isPresent();
    }

    /** Two in one bridge hear each other, whatever we have forgotten about them. */
    private static boolean isTalking(String channel, Switchboard.Holdings holdings) {
        return holdings.bridges().values().stream()
                .anyMatch(members -> members.size() > 1 && members.contains(channel));
    }

    private void sendAway(String channel) {
        try {
            if (TransferId.ofThing(channel).isPresent()) {
                LOG.info("Hanging up {}: its transfer is over", channel);
                switchboard.release(channel);
            } else {
                LOG.info("Sending {} back into the dialplan: no transfer wants it", Neutral.text(channel));
                switchboard.giveBack(channel);
            }
        } catch (SwitchboardException e) {
            LOG.debug("{} stays until the next look: {}", Neutral.text(channel), e.getMessage());
        }
    }
}
