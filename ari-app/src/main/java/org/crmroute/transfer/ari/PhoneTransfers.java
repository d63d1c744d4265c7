package org.crmroute.transfer.ari;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.crmroute.runtime.log.RareLog;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Referrals;
import org.crmroute.transfer.engine.SwitchboardException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Phones whose call is in our hands, and that want to hand it on by themselves, by REFER. Asterisk alone would take the
 * other party out of our hands, so it leaves REFER to us (dialplan/crmroute-transfer.conf): a call that just talks here
 * after a transfer is handed on by us, one that is being moved stays as it is, and the phone hears that. Outside our
 * application Asterisk and the dialplan see to REFER.
 */
final class PhoneTransfers {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneTransfers.class);

    /** A phone that was told yes hangs up at once; one that does not is hung up. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final AriRequests requests;
    private final CallBook book;
    private final Predicate<String> ours;
    private final RareLog troubles = new RareLog(LOG);

    private volatile Referrals referrals = Referrals.NONE;

    /** @param ours whether a channel is in our application */
    PhoneTransfers(AriRequests requests, CallBook book, Predicate<String> ours) {
        this.requests = requests;
        this.book = book;
        this.ours = ours;
    }

    void decidedBy(Referrals referrals) {
        this.referrals = referrals;
    }

    void referred(AriEvent.Referred referred) {
        if (!ours.test(referred.transferor()) || !referred.state().isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("ari refer").start(() -> {
            try {
                answer(referred);
            } catch (SwitchboardException e) {
                troubles.warn("A phone's own transfer could not be answered: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void answer(AriEvent.Referred referred) throws SwitchboardException, InterruptedException {
        Optional<LiveCall> call = book.calls().stream()
                .filter(each -> each.agent()
                        .filter(agent -> agent.channel().equals(referred.transferor()))
                        .isPresent())
                .findFirst();
        if (call.isPresent() && !referred.dialled().isEmpty()) {
            handOn(call.get(), referred);
        } else if (call.isPresent() && !referred.party().isEmpty()) {
            join(referred);
        } else {
            requests.answerReferral(referred.transferor(), false);
        }
    }

    private void handOn(LiveCall call, AriEvent.Referred referred) throws SwitchboardException {
        boolean begun = referrals.begin(referred.transferor(), referred.dialled());
        if (begun) {
            // the phone hangs up now; if nobody takes the call the dialplan rings it again
            requests.recall(
                    call.customer().channel(), call.agent().orElseThrow().number());
        }
        requests.answerReferral(referred.transferor(), begun);
    }

    private void join(AriEvent.Referred referred) throws SwitchboardException, InterruptedException {
        boolean joined = referrals.join(referred.transferor(), referred.party());
        requests.answerReferral(referred.transferor(), joined);
        if (joined) {
            Thread.sleep(FAREWELL);
            requests.hangUp(referred.transferor());
        }
    }
}
