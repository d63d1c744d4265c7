package org.crmroute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.crmroute.crm.MirrorUnavailable;

/** The connections that read; the one used last is used next, its cache is warm. */
final class Readers implements AutoCloseable {

    /** More would not read faster than the processors do, and each has a cache of 8 MiB. */
    static final int MOST = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 2, 8);

    /** A read takes far less than a millisecond; who waits this long has a dying disk. */
    private static final long PATIENCE_SECONDS = 2;

    private final DatabaseFile file;
    private final HikariDataSource pool;
    private final Semaphore free = new Semaphore(MOST);
    private final Deque<ReadSession> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closing;

    Readers(DatabaseFile file) {
        this.file = file;
        HikariConfig config = new HikariConfig();
        config.setPoolName("crmroute-readers");
        config.setDataSource(file.forReading());
        // the connection is so already; told otherwise, HikariCP would try to change it
        config.setReadOnly(true);
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    ReadSession borrow() throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new MirrorUnavailable("All " + MOST + " readers of the database " + file.path() + " are busy for "
                        + PATIENCE_SECONDS + " s; see to the load and the disk of this host.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirrorUnavailable("The read was given up before it began.", e);
        }
        boolean borrowed = false;
        try {
            ReadSession warm = idle.pollFirst();
            ReadSession session = warm != null ? warm : new ReadSession(pool.getConnection());
            borrowed = true;
            return session;
        } finally {
            if (!borrowed) {
                free.release();
            }
        }
    }

    void giveBack(ReadSession session) {
        if (closing) {
            evict(session);
            return;
        }
        idle.addFirst(session);
        free.release();
        if (closing) {
            evictIdle();
        }
    }

    /** Drops one that failed: its cache may hold what is no longer so. */
    void evict(ReadSession session) {
        pool.evictConnection(session.pooled());
        free.release();
    }

    void evictIdle() {
        for (ReadSession session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            pool.evictConnection(session.pooled());
        }
    }

    /** Closes what nobody uses, and the rest as it is given back. */
    void retire() {
        closing = true;
        evictIdle();
    }

    boolean unused() {
        return free.availablePermits() == MOST;
    }

    /** Waits until all are given back, but not for ever. */
    void awaitUnused() {
        try {
            if (free.tryAcquire(MOST, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                free.release(MOST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        retire();
        pool.close();
    }
}
