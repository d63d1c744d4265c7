package org.crmroute.transfer.engine;

import java.time.Duration;
import java.util.Optional;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what phones dial for what [crmroute-transfer-phone] of the dialplan takes it for. */
public final class ReferralDesk implements Referrals {

    private static final Logger LOG = LoggerFactory.getLogger(ReferralDesk.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Transfers transfers;
    private final Directory directory;

    public ReferralDesk(Transfers transfers, Directory directory) {
        this.transfers = transfers;
        this.directory = directory;
    }

    @Override
    public boolean begin(String transferor, String dialled) {
        try {
            Optional<Target> target = target(dialled);
            if (target.isEmpty()) {
                return false;
            }
            TransferId transfer = transfers
                    .start(new TransferRequest(transferor, Kind.BLIND, target.get(), Optional.empty()))
                    .transfer()
                    .id();
            return isUnderWay(transfer);
        } catch (TransferRefused | SwitchboardException e) {
            LOG.debug("A phone's own transfer is not begun: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public boolean join(String transferor, String party) {
        try {
            transfers.join(transferor, party);
            return true;
        } catch (TransferRefused | SwitchboardException e) {
            LOG.debug("A phone's own transfer is not completed: {}", e.getMessage());
            return false;
        }
    }

    /** A phone hangs up when it hears yes: not before both are in our hands, or there would be nobody to take over from. */
    private boolean isUnderWay(TransferId transfer) throws TransferRefused {
        long until = System.nanoTime() + PATIENCE.toNanos();
        State state = transfers.get(transfer).state();
        while (state instanceof State.Starting && System.nanoTime() < until) {
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            state = transfers.get(transfer).state();
        }
        return switch (state) {
            case State.BlindRinging ringing -> true;
            // the target was quick
            case State.Ended ended -> ended.outcome().result() == Outcome.Result.COMPLETED;
            default -> false;
        };
    }

    /** {@code *276} is {@code *CRM} on the keypad; a queue of that name comes before an extension. */
    private Optional<Target> target(String dialled) throws SwitchboardException {
        if (dialled.equals("*276") || dialled.equals("crm")) {
            return Optional.of(new Target.Crm());
        }
        if (dialled.startsWith("+")) {
            return Target.of("external:" + dialled);
        }
        Optional<Target> queue = Target.of("queue:" + dialled);
        return queue.isPresent() && directory.find(queue.get()) instanceof Directory.Answer.Exists
                ? queue
                : Target.of("extension:" + dialled);
    }
}
