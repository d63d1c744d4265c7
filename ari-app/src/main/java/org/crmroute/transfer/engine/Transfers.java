package org.crmroute.transfer.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.TransferRefused.Reason;
import org.crmroute.transfer.transfer.Event;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Step;
import org.crmroute.transfer.transfer.TransferMachine;

/**
 * Hands calls on: the one way in for whoever wishes that. Safe for use by many threads.
 *
 * <p>{@link #open()} before the switchboard connects: what Asterisk tells first must find the transfers of the process
 * before this one.
 */
public final class Transfers implements AutoCloseable {

    /** A transferor who was told yes has hung up by then, or is hung up. */
    private static final Duration EMPTIED = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final TransferStore store;
    private final TransferRecords records;
    private final LiveCalls calls;
    private final Checks checks;
    private final Switchboard switchboard;
    private final Clock clock;
    private final int most;
    private final Claims claims = new Claims();
    private final ReentrantLock starting = new ReentrantLock();
    private final Executor threads = task -> Thread.ofVirtual().name("transfer").start(task);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("transfer-timer").daemon().factory());
    private final TransferDesk.Office office;
    private final Reconciler reconciler;

    /** @param most transfers that may be undecided at the same time */
    public Transfers(
            Switchboard switchboard,
            LiveCalls calls,
            Directory directory,
            TransferStore store,
            Patience patience,
            int most,
            Clock clock) {
        this.switchboard = switchboard;
        this.store = store;
        this.records = new TransferRecords(store);
        this.calls = calls;
        this.checks = new Checks(directory);
        this.clock = clock;
        this.most = most;
        this.timer.setRemoveOnCancelPolicy(true);
        this.office = new TransferDesk.Office(
                switchboard, records, patience, this::later, clock, room -> new Mailbox(threads, room), this::over);
        this.reconciler = new Reconciler(switchboard, claims, threads);
    }

    /** Reads what the process before this one had in hand, and listens to the switchboard. */
    public void open() throws TransferStore.StoreFailed {
        for (Transfer transfer : store.live()) {
            Set<TransferDesk> before = claims.of(
                    transfer.customer().channel(), transfer.transferor().channel());
            TransferDesk desk = new TransferDesk(transfer, office);
            claims.add(desk);
            // its process ended between saving the newer one and telling the older
            before.forEach(older -> older.tell(new Event.LetGo()));
        }
        reconciler.start(office.timer());
    }

    /** A transfer that this one took its call from may have left an empty bridge: it went before that was empty. */
    private void over(TransferDesk desk) {
        claims.remove(desk);
        threads.execute(reconciler::reap);
    }

    private Runnable later(Duration time, Runnable task) {
        try {
            Future<?> scheduled = timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            // we are closing; the next process sees to it
            return () -> {};
        }
    }

    /** Is told of every change from now on. */
    public void listen(TransferListener listener) {
        records.listen(listener);
    }

    /**
     * A transfer that was asked for.
     *
     * @param created false: this idempotency key had asked for it before
     */
    public record Asked(Transfer transfer, boolean created) {}

    /** Begins to hand a call on. What is wrong with the wish is found before the call is touched. */
    public Asked start(TransferRequest request) throws TransferRefused {
        Optional<Transfer> before = before(request);
        if (before.isPresent()) {
            return new Asked(before.get(), false);
        }
        LiveCall call = calls.find(request.call())
                .orElseThrow(() -> new TransferRefused(
                        Reason.UNKNOWN_CALL, "there is no such call now; GET /api/calls shows those there are"));
        // before anything else: while it is under way the customer talks to nobody, which is no reason of its own
        String customer = call.customer().channel();
        older(customer, call.agent().map(CallParty::channel).orElse(customer));
        Transfer transfer = checks.passed(request, call, TransferId.at(clock.instant()), clock.instant());
        Step first = TransferMachine.begin(transfer.kind());
        TransferDesk desk = new TransferDesk(transfer.in(first.state(), transfer.started()), office);
        Set<TransferDesk> older;
        starting.lock();
        try {
            before = before(request);
            if (before.isPresent()) {
                return new Asked(before.get(), false);
            }
            older = older(transfer.customer().channel(), transfer.transferor().channel());
            if (claims.undecided() >= most) {
                throw new TransferRefused(
                        Reason.TOO_MANY, most + " transfers are under way, which is all that transfers.most allows");
            }
            try {
                records.open(desk.transfer());
            } catch (TransferStore.StoreFailed e) {
                throw unavailable(e);
            }
            claims.add(desk);
        } finally {
            starting.unlock();
        }
        older.forEach(Transfers::letGo);
        desk.begin(first);
        return new Asked(desk.transfer(), true);
    }

    /**
     * Joins the customer of a call that just talks here with somebody whom the transferor talks to on another line. The
     * two are an ordinary call then, and nothing of ours; the transferor stays, alone.
     *
     * @param party unique id of that somebody's channel
     */
    public void join(String transferor, String party) throws TransferRefused, SwitchboardException {
        LiveCall call = calls.find(transferor)
                .orElseThrow(() -> new TransferRefused(Reason.UNKNOWN_CALL, "there is no such call now"));
        String customer = call.customer().channel();
        Set<TransferDesk> older = older(customer, transferor);
        if (older.isEmpty() || claims.of(party).isPresent()) {
            throw new TransferRefused(Reason.NOT_NOW, "only a call that we hold is joined with one that we do not");
        }
        if (switchboard.look(Set.of(party)).isEmpty()) {
            throw new SwitchboardException.NoSuchChannel(party);
        }
        older.forEach(Transfers::letGo);
        switchboard.join(customer, party);
        later(EMPTIED, () -> threads.execute(reconciler::reap));
    }

    /** Transfers of these channels that are decided and only watch over those they connected; they make way. */
    private Set<TransferDesk> older(String customer, String other) throws TransferRefused {
        Set<TransferDesk> older = claims.of(customer, other);
        if (older.stream().anyMatch(desk -> desk.transfer().state().isUndecided())) {
            throw new TransferRefused(
                    Reason.ALREADY_TRANSFERRED,
                    "this call is being transferred already; complete or cancel that first");
        }
        return older;
    }

    private static void letGo(TransferDesk older) {
        try {
            older.ask(new Event.LetGo()).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it is behind with its work and lets go as soon as it comes to it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Transfer> before(TransferRequest request) throws TransferRefused {
        if (request.idempotencyKey().isEmpty()) {
            return Optional.empty();
        }
        Optional<Transfer> before;
        try {
            before = store.findByKey(request.idempotencyKey().get());
        } catch (TransferStore.StoreFailed e) {
            throw unavailable(e);
        }
        if (before.isPresent() && !request.isFulfilledBy(before.get())) {
            throw new TransferRefused(
                    Reason.KEY_REUSED, "this Idempotency-Key was used for another transfer; give each wish its own");
        }
        return before.map(this::latest);
    }

    public Transfer complete(TransferId id) throws TransferRefused {
        return ask(id, new Event.Complete(), Outcome.Result.COMPLETED, "there is nothing to complete: %s");
    }

    public Transfer cancel(TransferId id) throws TransferRefused {
        return ask(id, new Event.Cancel(), Outcome.Result.CANCELLED, "it cannot be cancelled: %s");
    }

    public Transfer swap(TransferId id) throws TransferRefused {
        return ask(id, new Event.Swap(), Outcome.Result.FAILED, "there is nobody to swap: %s");
    }

    /** @param done whoever finds this has what they asked for */
    private Transfer ask(TransferId id, Event event, Outcome.Result done, String refusal) throws TransferRefused {
        Transfer known = get(id);
        Optional<TransferDesk> desk = claims.of(id);
        if (desk.isPresent()) {
            Step step = answer(desk.get().ask(event));
            known = desk.get().transfer();
            if (!step.ignored()) {
                return known;
            }
        }
        if (known.state() instanceof State.Ended ended
                && ended.outcome().result() == done
                && done != Outcome.Result.FAILED) {
            return known;
        }
        throw new TransferRefused(
                Reason.NOT_NOW, refusal.formatted(Standing.of(known).sentence()));
    }

    private static Step answer(CompletableFuture<Step> asked) throws TransferRefused {
        try {
            return asked.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TransferRefused(
                    Reason.UNAVAILABLE, "the transfer is busy with Asterisk; look at it, then ask again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferRefused(Reason.UNAVAILABLE, "the program is stopping");
        }
    }

    /** A transfer, also one that is over, as long as it is kept. */
    public Transfer get(TransferId id) throws TransferRefused {
        Optional<TransferDesk> desk = claims.of(id);
        if (desk.isPresent()) {
            return desk.get().transfer();
        }
        try {
            return store.find(id).orElseThrow(() -> new TransferRefused(Reason.UNKNOWN_TRANSFER, "no such transfer"));
        } catch (TransferStore.StoreFailed e) {
            throw unavailable(e);
        }
    }

    /** The newest, newest first. */
    public List<Transfer> newest(int most) throws TransferRefused {
        try {
            return store.newest(most).stream().map(this::latest).toList();
        } catch (TransferStore.StoreFailed e) {
            throw unavailable(e);
        }
    }

    /** What cannot be saved is still known. */
    private Transfer latest(Transfer saved) {
        return claims.of(saved.id()).map(TransferDesk::transfer).orElse(saved);
    }

    private static TransferRefused unavailable(TransferStore.StoreFailed e) {
        return new TransferRefused(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    /** Transfers that are undecided. */
    public int undecided() {
        return claims.undecided();
    }

    /** Transfers that are decided and watch over those they connected. */
    public int watching() {
        return claims.all().size() - claims.undecided();
    }

    /** How many states in a row could not be saved. */
    public long unsaved() {
        return records.unsaved();
    }

    /** Done when all that waits now is. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(
                claims.all().stream().map(TransferDesk::idle).toArray(CompletableFuture<?>[]::new));
    }

    /** Whether there are any that live. */
    public boolean any() {
        return !claims.all().isEmpty();
    }

    /** Waits until all that is to be done for them now is done, for so long at most. */
    public void awaitIdle(Duration patience) throws InterruptedException {
        try {
            idle().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it goes on by itself
        }
    }

    /** Lets go of nobody: whoever talks goes on talking, and the next process finds them. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            // what is left then is found by the next process, as if this one had been killed
            awaitIdle(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
