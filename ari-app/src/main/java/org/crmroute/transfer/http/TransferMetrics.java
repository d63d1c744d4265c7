package org.crmroute.transfer.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crmroute.transfer.engine.LiveCalls;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.engine.TransferListener;
import org.crmroute.transfer.engine.Transfers;
import org.crmroute.transfer.transfer.State;

/** Transfers in numbers. */
public final class TransferMetrics implements TransferListener {

    private final MeterRegistry registry;
    private final Set<TransferId> undecided = ConcurrentHashMap.newKeySet();

    public TransferMetrics(MeterRegistry registry, Transfers transfers, LiveCalls calls) {
        this.registry = registry;
        Gauge.builder("crmroute.transfers.undecided", transfers, Transfers::undecided)
                .description("Transfers whose outcome is open")
                .register(registry);
        Gauge.builder("crmroute.transfers.watching", transfers, Transfers::watching)
                .description("Transfers that are decided, while those they connected talk")
                .register(registry);
        Gauge.builder("crmroute.transfers.unsaved", transfers, Transfers::unsaved)
                .description("States in a row that could not be saved")
                .register(registry);
        Gauge.builder("crmroute.calls", calls, c -> c.calls().size())
                .description("Calls that are going on")
                .register(registry);
    }

    @Override
    public void changed(Transfer transfer) {
        if (!(transfer.state() instanceof State.Ended ended)) {
            undecided.add(transfer.id());
            return;
        }
        // an ended one changes a few times more; one of a process before this one is counted by neither
        if (!undecided.remove(transfer.id())) {
            return;
        }
        // closed sets: a few dozen counters at most
        Counter.builder("crmroute.transfers")
                .description("Transfers, by how they ended")
                .tag("kind", transfer.kind().name().toLowerCase(Locale.ROOT))
                .tag("result", ended.outcome().result().word())
                .register(registry)
                .increment();
        Timer.builder("crmroute.transfer.duration")
                .description("Time from the wish to the outcome")
                .register(registry)
                .record(Duration.between(transfer.started(), transfer.changed()));
    }
}
