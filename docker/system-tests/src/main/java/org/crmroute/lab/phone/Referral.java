package org.crmroute.lab.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transfer that a phone asked for by REFER (RFC 3515), and what it was told of it. */
public final class Referral {

    private final Wires wires;
    private final List<Integer> progress = new ArrayList<>();
    private Optional<Integer> accepted = Optional.empty();
    private boolean over;

    Referral(Wires wires) {
        this.wires = wires;
    }

    /** The answer to the REFER itself: 202, or why not. */
    void answered(int status) {
        accepted = Optional.of(status);
        over |= status >= 300;
    }

    /** Takes a NOTIFY with a piece of a SIP response (message/sipfrag, RFC 3420) in it; whether the transfer succeeded by it. */
    boolean told(SipMessage notify) {
        String fragment = notify.body().strip();
        if (fragment.matches("(?s)SIP/2\\.0 \\d{3}.*")) {
            progress.add(Integer.valueOf(fragment.substring(8, 11)));
        }
        over |= notify.header("Subscription-State").orElse("").startsWith("terminated");
        return over && !progress.isEmpty() && progress.getLast() / 100 == 2;
    }

    /** Waits until its outcome is known: the last status told by NOTIFY, or that of the REFER when it was turned down. */
    public int await(Duration patience) throws InterruptedException {
        if (!wires.await(() -> over, patience)) {
            throw new IllegalStateException("The transfer has no outcome after %s: REFER %s, NOTIFY %s"
                    .formatted(patience, accepted, progress));
        }
        return wires.locked(() -> progress.isEmpty() ? accepted.orElse(0) : progress.getLast());
    }

    /** Every status told by NOTIFY so far. */
    public List<Integer> progress() {
        return wires.locked(() -> List.copyOf(progress));
    }
}
