package org.crmroute.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.sync.SyncLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock of the operating system on a file beside the database, {@code crmroute.db.sync}; it ends with the process that
 * holds it. The file is empty and stays: another process may be about to lock it.
 */
public final class FileSyncLock implements SyncLock {

    private static final Logger log = LoggerFactory.getLogger(FileSyncLock.class);

    /**
     * What this process holds. Asked before the file is opened: closing any channel of a file gives back every POSIX
     * lock the process has on it, https://pubs.opengroup.org/onlinepubs/9799919799/functions/fcntl.html
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path database;
    private final Path file;

    /** Of that database file, which need not be there yet; its folder must. */
    public FileSyncLock(Path database) {
        this.database = database.toAbsolutePath().normalize();
        this.file = this.database.resolveSibling(this.database.getFileName() + ".sync");
    }

    @Override
    public Optional<Held> tryHold() {
        try {
            Path here = realPath();
            if (!HELD_HERE.add(here)) {
                return Optional.empty();
            }
            Optional<Held> held = Optional.empty();
            try {
                held = lock(here);
                return held;
            } finally {
                if (held.isEmpty()) {
                    HELD_HERE.remove(here);
                }
            }
        } catch (IOException e) {
            throw new MirrorUnavailable(
                    "The file " + file + ", which keeps two processes from synchronising one database, cannot be used ("
                            + e + "); give it and its folder to the user that runs crmroute.",
                    e);
        }
    }

    private Path realPath() throws IOException {
        Path folder = file.getParent();
        return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    }

    private Optional<Held> lock(Path here) throws IOException {
        boolean isNew = Files.notExists(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            if (isNew) {
                giveToOwnerOfDatabase();
            }
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new HeldFile(channel, here));
    }

    /** As SQLite does with the files it makes beside a database: root may synchronise by hand, the service later. */
    private void giveToOwnerOfDatabase() {
        try {
            Files.setOwner(file, Files.getOwner(database));
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("{} stays its maker's", file, e);
        }
    }

    private record HeldFile(FileChannel channel, Path here) implements Held {
        @Override
        public void close() {
            // a second close does nothing: somebody else may hold it by then
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                log.warn("{} could not be closed: {}", here, e.toString());
            } finally {
                HELD_HERE.remove(here);
            }
        }
    }
}
