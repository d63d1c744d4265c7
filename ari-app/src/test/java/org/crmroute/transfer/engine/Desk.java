package org.crmroute.transfer.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.crmroute.transfer.store.SqliteTransferStore;
import org.crmroute.transfer.store.StoreRefused;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Target;

/** The engine over a world and a real file, and again over the same when it was killed. */
public final class Desk implements AutoCloseable {

    public static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    public final World world;
    private final Path file;
    private final Patience patience;
    private SqliteTransferStore store;
    private Transfers transfers;

    public Desk(World world, Path folder, Patience patience) throws Exception {
        this.world = world;
        this.file = folder.resolve("transfers.db");
        this.patience = patience;
        this.store = open();
        this.transfers = begin();
    }

    public Desk(World world, Path folder) throws Exception {
        this(world, folder, PATIENCE);
    }

    private SqliteTransferStore open() throws StoreRefused {
        return SqliteTransferStore.open(file, Duration.ofDays(1), Clock.systemUTC());
    }

    private Transfers begin() throws TransferStore.StoreFailed {
        Transfers begun = new Transfers(world, world, world, store, patience, 100, Clock.systemUTC());
        begun.open();
        return begun;
    }

    public Transfers transfers() {
        return transfers;
    }

    public SqliteTransferStore store() {
        return store;
    }

    public void settle() {
        world.settle(transfers);
    }

    /** kill -9: nothing more is said, heard or written by it. */
    public void kill() {
        world.kill();
        settle();
        store.close();
    }

    /** A new process over the same file. */
    public void restart() throws Exception {
        store = open();
        transfers = begin();
        world.connect();
        settle();
    }

    public Transfer start(String call, Kind kind, String target) throws TransferRefused {
        Transfer transfer = transfers
                .start(new TransferRequest(call, kind, Target.of(target).orElseThrow(), Optional.empty()))
                .transfer();
        settle();
        return transfer;
    }

    /** What the transfer has come to. */
    public Transfer now(Transfer transfer) throws TransferRefused {
        settle();
        return transfers.get(transfer.id());
    }

    @Override
    public void close() {
        world.kill();
        transfers.close();
        store.close();
    }
}
