package org.crmroute.transfer.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.crmroute.transfer.transfer.Command;
import org.crmroute.transfer.transfer.Event;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Step;
import org.crmroute.transfer.transfer.TransferMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transfer while it lives. Whatever happens to it goes through its mailbox: the machine decides, the new state is
 * saved, then it is acted upon.
 */
final class TransferDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TransferDesk.class);

    /** Asterisk's answer was lost, perhaps with the connection: time to come back, before we look. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final int ROOM = 500;

    private final Office office;
    private final Mailbox mailbox;
    private final Actions actions;
    private final Queue<Event> next = new ArrayDeque<>();
    private volatile Transfer transfer;
    private Optional<Runnable> alarm = Optional.empty();
    /** Something was said to Asterisk that it may not have heard. */
    private boolean unheard;

    /** What all desks share. */
    record Office(
            Switchboard switchboard,
            TransferRecords records,
            Patience patience,
            Timer timer,
            Clock clock,
            Mailboxes mailboxes,
            Consumer<TransferDesk> over) {}

    /** Makes mailboxes. */
    @FunctionalInterface
    interface Mailboxes {
        Mailbox make(int room);
    }

    TransferDesk(Transfer transfer, Office office) {
        this.transfer = transfer;
        this.office = office;
        this.mailbox = office.mailboxes().make(ROOM);
        this.actions = new Actions(office.switchboard(), office.patience());
    }

    /** As it was saved last. */
    Transfer transfer() {
        return transfer;
    }

    /** Begins with a transfer that was saved in its first state just now. */
    void begin(Step first) {
        post(() -> {
            act(first.commands());
            // not before: Asterisk's own time does not count
            setAlarm();
            settle();
        });
    }

    /** Goes on with a transfer that was saved by a process before this one, or whose events may have been missed. */
    void resume() {
        post(() -> {
            setAlarm();
            lookAgain(true);
        });
    }

    /** Looks whether anybody went unseen. */
    void inspect() {
        post(() -> lookAgain(unheard));
    }

    void tell(Event event) {
        post(() -> handle(event));
    }

    /** Tells, and answers what it led to as soon as that is saved; it may not be done yet. */
    CompletableFuture<Step> ask(Event event) {
        CompletableFuture<Step> answer = new CompletableFuture<>();
        boolean posted = mailbox.post(() -> {
            try {
                Step step = TransferMachine.next(transfer.state(), event);
                take(event, step, () -> answer.complete(step));
                settle();
            } finally {
                answer.completeExceptionally(new IllegalStateException("the event was not handled"));
            }
        });
        if (!posted) {
            answer.completeExceptionally(new IllegalStateException("too much waits for this transfer"));
        }
        return answer;
    }

    /** Done when all that waits now is. */
    CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        if (!mailbox.post(() -> idle.complete(null))) {
            idle.cancel(false);
        }
        return idle;
    }

    private void post(Runnable letter) {
        if (!mailbox.post(letter)) {
            // hundreds wait already, so the thread that reads them is stuck; the next inspection finds what this was
            LOG.warn("Transfer {}: too much waits for it, an event was dropped", transfer.id());
        }
    }

    private void handle(Event event) {
        take(event, TransferMachine.next(transfer.state(), event), () -> {});
        settle();
    }

    /** Handles what the actions of an event led to by themselves. */
    private void settle() {
        for (Event event = next.poll(); event != null; event = next.poll()) {
            take(event, TransferMachine.next(transfer.state(), event), () -> {});
        }
        if (transfer.state().isOver()) {
            alarm.ifPresent(Runnable::run);
            office.over().accept(this);
        }
    }

    private void take(Event event, Step step, Runnable saved) {
        if (step.ignored()) {
            LOG.debug("Transfer {}: {} means nothing in {}", transfer.id(), event, transfer.state());
            saved.run();
            return;
        }
        if (!step.state().equals(transfer.state())) {
            LOG.info("Transfer {}: {} after {}", transfer.id(), step.state(), event);
            transfer = transfer.in(step.state(), office.clock().instant());
            office.records().save(transfer);
            setAlarm();
        }
        saved.run();
        act(step.commands());
    }

    private void act(List<Command> commands) {
        for (Command command : commands) {
            Actions.Result result = actions.perform(transfer, command);
            result.event().ifPresent(next::add);
            if (result.lost()) {
                // the rest would be lost as well, and is said again when we look
                unheard = true;
                office.timer().after(LOOK_AGAIN, this::resume);
                return;
            }
        }
    }

    private void setAlarm() {
        alarm.ifPresent(Runnable::run);
        State now = transfer.state();
        alarm = office.patience()
                .with(now, transfer.target())
                .map(time -> office.timer().after(time, () -> post(() -> expired(now))));
    }

    private void expired(State then) {
        if (!transfer.state().equals(then)) {
            return;
        }
        if (then.isUndecided()) {
            handle(new Event.Expired());
        } else {
            setAlarm();
            lookAgain(true);
        }
    }

    /** @param say whether to say again what should be, or only to notice who is gone */
    private void lookAgain(boolean say) {
        if (transfer.state().isOver()) {
            settle();
            return;
        }
        try {
            List<Event> missed = Sight.missed(transfer, office.switchboard());
            // what makes sense of a leg that is gone is said with the others in mind, so it is done event by event
            missed.forEach(next::add);
            if (say) {
                next.add(new Event.Resumed());
                unheard = false;
            }
            settle();
        } catch (SwitchboardException e) {
            LOG.debug("Transfer {}: cannot look now ({})", transfer.id(), e.getMessage());
        }
    }

    /** One of its channels is gone. */
    void gone(String channel, Hangup why) {
        transfer.legs().leg(channel).ifPresent(leg -> post(() -> handle(new Event.Gone(leg, asFarAsWeKnow(why)))));
    }

    /** Whoever hangs up while Asterisk may not have heard that they shall talk has perhaps never had the other one. */
    private Hangup asFarAsWeKnow(Hangup why) {
        return unheard && !transfer.state().isUndecided() ? Hangup.LOST : why;
    }

    void arrived(String channel) {
        transfer.legs().leg(channel).ifPresent(leg -> tell(new Event.Arrived(leg)));
    }

    void answered(String channel) {
        transfer.legs().leg(channel).ifPresent(leg -> tell(new Event.Answered(leg)));
    }
}
