package org.crmroute.transfer.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.crmroute.runtime.log.RareLog;
import org.slf4j.LoggerFactory;

/** Where transfers are written down, and who else is told. */
final class TransferRecords {

    private static final RareLog UNSAVED = new RareLog(LoggerFactory.getLogger(TransferRecords.class));

    private final TransferStore store;
    private final List<TransferListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong unsaved = new AtomicLong();

    TransferRecords(TransferStore store) {
        this.store = store;
    }

    void listen(TransferListener listener) {
        listeners.add(listener);
    }

    /** Saves the first state, before anything is touched. */
    void open(Transfer transfer) throws TransferStore.StoreFailed {
        store.save(transfer);
        tell(transfer);
    }

    /**
     * Saves. When that fails the transfer goes on all the same: people are on the line, and only a process that ends
     * now would miss what was not written.
     */
    void save(Transfer transfer) {
        try {
            store.save(transfer);
            unsaved.set(0);
        } catch (TransferStore.StoreFailed e) {
            unsaved.incrementAndGet();
            UNSAVED.error("A transfer goes on although its state could not be saved", e);
        }
        tell(transfer);
    }

    private void tell(Transfer transfer) {
        listeners.forEach(listener -> listener.changed(transfer));
    }

    /** How many states in a row could not be saved. */
    long unsaved() {
        return unsaved.get();
    }
}
