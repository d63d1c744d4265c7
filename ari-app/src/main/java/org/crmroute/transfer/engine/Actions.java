package org.crmroute.transfer.engine;

import java.time.Duration;
import java.util.Optional;
import org.crmroute.transfer.transfer.Command;
import org.crmroute.transfer.transfer.Event;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Leg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has commands done by the switchboard, and makes events of what goes wrong. */
final class Actions {

    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

    /** Asterisk says no for moments only: while a channel is on its way from one bridge to another, for one. */
    private static final int TRIES = 3;

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Switchboard switchboard;
    private final Patience patience;

    Actions(Switchboard switchboard, Patience patience) {
        this.switchboard = switchboard;
        this.patience = patience;
    }

    /**
     * What came of a command.
     *
     * @param event what the machine should know
     * @param lost it may have been done or not
     */
    record Result(Optional<Event> event, boolean lost) {

        private static final Result DONE = new Result(Optional.empty(), false);
        private static final Result LOST = new Result(Optional.empty(), true);

        private static Result of(Event event) {
            return new Result(Optional.of(event), false);
        }
    }

    Result perform(Transfer transfer, Command command) {
        for (int attempt = 1; ; attempt++) {
            try {
                act(transfer, command);
                return Result.DONE;
            } catch (SwitchboardException e) {
                boolean again = e instanceof SwitchboardException.Refused && attempt < tries(command) && paused();
                if (!again) {
                    return failed(transfer, command, e);
                }
            } catch (RuntimeException e) {
                // a fault of ours is no reason to leave people in silence until the state expires
                LOG.error("Transfer {}: {} failed", transfer.id(), command, e);
                return Result.of(new Event.Failed(command, "an error of the transfer program; its log says which"));
            }
        }
    }

    private static Result failed(Transfer transfer, Command command, SwitchboardException failure) {
        return switch (failure) {
            case SwitchboardException.NoSuchChannel gone -> {
                Optional<Leg> leg = transfer.legs().leg(gone.channel());
                yield command instanceof Command.TakeOver || leg.isEmpty()
                        ? Result.of(new Event.Failed(command, "the call ended before it could be taken over"))
                        : Result.of(new Event.Gone(leg.get(), Hangup.LOST));
            }
            case SwitchboardException.Refused refused -> {
                String reason = String.valueOf(refused.getMessage());
                LOG.warn("Transfer {}: {} failed: {}", transfer.id(), command, reason);
                yield Result.of(new Event.Failed(command, reason));
            }
            case SwitchboardException.Unavailable unavailable -> {
                LOG.warn("Transfer {}: no answer to {}: {}", transfer.id(), command, unavailable.getMessage());
                yield Result.LOST;
            }
        };
    }

    /** A take-over is tried once: until it succeeds the call is well where it is. */
    private static int tries(Command command) {
        return command instanceof Command.TakeOver ? 1 : TRIES;
    }

    private void act(Transfer transfer, Command command) throws SwitchboardException {
        Legs legs = transfer.legs();
        switch (command) {
            case Command.TakeOver t -> switchboard.takeOver(legs);
            case Command.Arrange arrange -> switchboard.arrange(legs, arrange.places());
            case Command.Dial d -> switchboard.dial(legs, transfer.target(), patience.ringing(transfer.target()));
            case Command.Release release -> switchboard.release(legs.channel(release.leg()));
            case Command.GiveBack giveBack -> switchboard.giveBack(legs.channel(giveBack.leg()));
            case Command.TidyUp t -> {
                switchboard.removeBridge(transfer.id().talkBridge());
                switchboard.removeBridge(transfer.id().musicBridge());
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
