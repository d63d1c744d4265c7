package org.crmroute.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The file a database stands in, as the file system shows it.
 *
 * @param path absolute
 */
record DatabaseFile(Path path) {

    private static final String URL = "jdbc:sqlite:";

    /** "crmr": how our files are told from other programs'. */
    static final int APPLICATION_ID = 0x63726d72;

    /** First bytes of every SQLite file; https://www.sqlite.org/fileformat2.html#the_database_header */
    private static final String MAGIC = "SQLite format 3\0";

    private static final int HEADER = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    static DatabaseFile at(Path path) {
        return new DatabaseFile(path.toAbsolutePath().normalize());
    }

    static DatabaseFile ofUrl(String url) throws DatabaseRefused {
        String name = url.startsWith(URL) ? url.substring(URL.length()) : "";
        if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new DatabaseRefused("database.url is \"" + url
                    + "\", which names no SQLite file; write jdbc:sqlite:FILE, for example jdbc:sqlite:crmroute.db.");
        }
        return at(Path.of(name));
    }

    /** What tells this file from another of the same name; empty when there is none. */
    Optional<Object> identity() {
        return identity(path);
    }

    private static Optional<Object> identity(Path path) {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return Optional.of(Objects.requireNonNullElse(key, path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Identity of the write-ahead log beside it. */
    Optional<Object> walIdentity() {
        return identity(beside("-wal"));
    }

    /** Length of the write-ahead log beside it, in bytes; 0 when there is none. */
    long walSize() {
        try {
            return Files.size(beside("-wal"));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Removes a write-ahead log that belongs to a file which is no longer here. */
    void deleteWal() throws IOException {
        Files.deleteIfExists(beside("-wal"));
        Files.deleteIfExists(beside("-shm"));
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** Refuses what can be told to be unusable without opening it. */
    void check() throws DatabaseRefused {
        if (Files.isDirectory(path)) {
            throw new DatabaseRefused(path, "is a folder", "let database.url name a file");
        }
        Path folder = Objects.requireNonNullElse(path.getParent(), path);
        if (!Files.isDirectory(folder)) {
            throw new DatabaseRefused(
                    path, "cannot be made because " + folder + " is no folder", "make it or change database.url");
        }
        if (!Files.isWritable(folder)) {
            throw new DatabaseRefused(
                    path,
                    "cannot be used because the folder " + folder + " may not be written",
                    "let the user that runs crmroute write there (SQLite keeps two more files beside it)");
        }
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new DatabaseRefused(
                    path,
                    "may not be read and written",
                    "give it to the user that runs crmroute, or change database.url");
        }
        byte[] header = header();
        if (header.length > 0 && !isSqlite(header)) {
            throw new DatabaseRefused(
                    path, "is no SQLite database", "move that file away or change database.url; it was left as it is");
        }
    }

    /**
     * Makes the file where there is none, for its owner only: tokens of the CRM stand in it. What SQLite keeps beside it
     * gets the same rights. One that exists keeps the rights it has.
     */
    void make() throws DatabaseRefused {
        try {
            if (Files.getFileStore(Objects.requireNonNullElse(path.getParent(), path))
                    .supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (FileAlreadyExistsException e) {
            // as on every start but the first
        } catch (IOException e) {
            throw new DatabaseRefused(path, "cannot be made (" + e + ")", "see to the disk and the rights", e);
        }
    }

    /** Whether the file is one of ours and all there; false while it is still being copied. */
    boolean isWholeAndOurs() throws DatabaseRefused {
        byte[] header = header();
        if (header.length < HEADER || !isSqlite(header)) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int pageSize = fields.getShort(16) == 1 ? 65536 : fields.getShort(16) & 0xffff;
        long pages = Integer.toUnsignedLong(fields.getInt(28));
        try {
            return fields.getInt(68) == APPLICATION_ID && Files.size(path) >= pages * pageSize;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSqlite(byte[] header) {
        return header.length >= MAGIC.length()
                && new String(header, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    private byte[] header() throws DatabaseRefused {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEADER);
        } catch (IOException e) {
            throw new DatabaseRefused(path, "cannot be read (" + e + ")", "see to the disk and the rights", e);
        }
    }

    /** How to connect for reading: never creates the file, never changes it. */
    SQLiteDataSource forReading() {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return source(config);
    }

    /** How to connect for writing. */
    SQLiteDataSource forWriting(boolean create) {
        SQLiteConfig config = config();
        if (!create) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        // a saved scenario outlives a power cut; batches keep the number of commits small
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit((int) OpenDatabase.LONG_LOG);
        return source(config);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5000);
        // negative: KiB. Eight such caches, and no memory map, keep a mirror of a million contacts in 256 MiB
        config.setCacheSize(-8192);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(URL + path);
        return source;
    }
}
