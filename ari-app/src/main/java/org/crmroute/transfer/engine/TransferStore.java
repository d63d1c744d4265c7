package org.crmroute.transfer.engine;

import java.util.List;
import java.util.Optional;

/** Keeps transfers, so that a process that begins anew knows what the one before it had in hand. */
public interface TransferStore {

    /**
     * Saves a transfer: the new state of one that is there, or a new one.
     *
     * @throws StoreFailed when it could not be written
     */
    void save(Transfer transfer) throws StoreFailed;

    /** Those that are not over, oldest first. */
    List<Transfer> live() throws StoreFailed;

    Optional<Transfer> find(TransferId id) throws StoreFailed;

    Optional<Transfer> findByKey(String idempotencyKey) throws StoreFailed;

    /** The newest, newest first. */
    List<Transfer> newest(int most) throws StoreFailed;

    /** It could not be written or read. The message says what and where. */
    final class StoreFailed extends Exception {
        private static final long serialVersionUID = 1L;

        public StoreFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
