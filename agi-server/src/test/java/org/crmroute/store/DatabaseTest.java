package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.crmroute.sync.MirrorRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("crmroute.db");
    }

    @Nested
    class Opening {

        @Test
        void makesAFileThatIsOurs() throws Exception {
            Database.open(file, Clock.systemUTC()).close();

            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                assertThat(text(connection, "PRAGMA user_version")).isEqualTo(String.valueOf(Schema.version()));
                assertThat(text(connection, "PRAGMA application_id")).isEqualTo(String.valueOf(0x63726d72));
                assertThat(text(connection, "PRAGMA journal_mode")).isEqualTo("wal");
                assertThat(text(connection, "PRAGMA integrity_check")).isEqualTo("ok");
            }
        }

        @Test
        void makesAFileForItsOwnerOnly() throws Exception {
            try (Database database = Database.open(file, Clock.systemUTC())) {
                new SqliteMirrorWriter(database).change(pen -> pen.put(contact(1, List.of())));

                for (String name : List.of("crmroute.db", "crmroute.db-wal", "crmroute.db-shm")) {
                    assertThat(rights(folder.resolve(name))).as(name).isEqualTo("rw-------");
                }
            }
        }

        @Test
        void leavesTheRightsOfAFileThatIsThere() throws Exception {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

            Database.open(file, Clock.systemUTC()).close();

            assertThat(rights(file)).isEqualTo("rw-r-----");
        }

        private static String rights(Path path) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }

        @Test
        void takesAnEmptyFile() throws Exception {
            Files.createFile(file);

            try (Database database = Database.open(file, Clock.systemUTC())) {
                assertThat(database.state().ready()).isTrue();
            }
        }

        @Test
        void takesTheFileOfTheUrl() throws Exception {
            try (Database database = Database.open("jdbc:sqlite:" + file, Clock.systemUTC())) {
                assertThat(database.path()).isEqualTo(file);
            }
        }

        @Test
        void refusesUrlsOfOtherDatabases() {
            refuses(() -> Database.open("jdbc:postgresql://localhost/crm", Clock.systemUTC()), "jdbc:sqlite:FILE");
            refuses(() -> Database.open("jdbc:sqlite::memory:", Clock.systemUTC()), "jdbc:sqlite:FILE");
            refuses(() -> Database.open("jdbc:sqlite:", Clock.systemUTC()), "jdbc:sqlite:FILE");
        }

        @Test
        void refusesANewerSchemaAndLeavesItAsItIs() throws Exception {
            Database.open(file, Clock.systemUTC()).close();
            execute("PRAGMA user_version = 99");

            refuses(() -> Database.open(file, Clock.systemUTC()), "newer crmroute", "schema 99", file.toString());
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                assertThat(text(connection, "PRAGMA user_version")).isEqualTo("99");
            }
        }

        @Test
        void refusesWhatIsNoDatabaseAndLeavesItAsItIs() throws Exception {
            Files.writeString(file, "Dear diary, ".repeat(1000));

            refuses(() -> Database.open(file, Clock.systemUTC()), "is no SQLite database", file.toString());
            assertThat(Files.readString(file)).startsWith("Dear diary");
        }

        @Test
        void refusesAnotherProgramsDatabaseAndLeavesItAsItIs() throws Exception {
            execute("CREATE TABLE diary (day TEXT)");
            byte[] before = Files.readAllBytes(file);

            refuses(() -> Database.open(file, Clock.systemUTC()), "belongs to another program");
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }

        @Test
        void refusesADamagedFile() throws Exception {
            byte[] header = new byte[8192];
            byte[] magic = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(magic, 0, header, 0, magic.length);
            Files.write(file, header);

            refuses(() -> Database.open(file, Clock.systemUTC()), file.toString());
        }

        @Test
        void refusesAFolderInItsPlace() throws Exception {
            Files.createDirectory(file);

            refuses(() -> Database.open(file, Clock.systemUTC()), "is a folder");
        }

        @Test
        void refusesAMissingFolder() {
            refuses(
                    () -> Database.open(folder.resolve("nowhere/crmroute.db"), Clock.systemUTC()),
                    "nowhere is no folder");
        }

        @Test
        void refusesAFolderThatMayNotBeWritten() throws Exception {
            // who runs the tests as root may write anywhere but here
            Path closed = Path.of("/proc/self");
            refuses(() -> Database.open(closed.resolve("crmroute.db"), Clock.systemUTC()), "/proc/self");
        }

        private void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening, String... parts) {
            assertThatThrownBy(opening)
                    .isInstanceOf(DatabaseRefused.class)
                    .message()
                    .contains(parts)
                    .endsWith(".");
        }
    }

    @Nested
    class Running {

        private static final Party ANNA = new Party.Phone(new PhoneNumber("+79161234567"), "+79161234567");

        private Database database;
        private SqliteMirror mirror;

        @BeforeEach
        void fill() throws DatabaseRefused {
            database = Database.open(file, Clock.systemUTC());
            mirror = new SqliteMirror(database, new NumberPlan("RU", 10));
            new SqliteMirrorWriter(database).replace(pen -> {
                for (int i = 1; i <= 2000; i++) {
                    pen.put(contact(i, i == 1 ? List.of(ANNA) : List.of()));
                }
            });
            assertThat(isFound()).isTrue();
        }

        @AfterEach
        void close() {
            database.close();
        }

        /** The write ends only after all have read. */
        @Test
        @Timeout(60)
        void aLongWriteKeepsNobodyFromReading() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Thread writing = Thread.ofPlatform()
                    .start(() -> new SqliteMirrorWriter(database).replace(pen -> {
                        pen.put(contact(2, List.of()));
                        begun.countDown();
                        waitFor(enough);
                    }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 200; i++) {
                assertThat(isFound()).isTrue();
            }
            enough.countDown();
            writing.join();

            assertThat(isFound()).isFalse();
        }

        @Test
        void aVanishedFileIsNoticedAndOpenedWhenItIsBack() throws Exception {
            Path away = folder.resolve("away.db");
            Files.move(file, away);

            assertThatThrownBy(this::isFound)
                    .isInstanceOf(MirrorUnavailable.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is gone");
            assertThat(database.state().condition()).isEqualTo(DatabaseState.Condition.UNAVAILABLE);
            assertThat(Files.exists(file)).isFalse();

            Files.move(away, file);
            await(() -> database.state().ready());
            assertThat(isFound()).isTrue();
        }

        @Test
        void aDeletedFileIsNotMadeAnewBehindEverybodysBack() throws Exception {
            Files.delete(file);

            assertThatThrownBy(this::isFound).isInstanceOf(MirrorUnavailable.class);
            Thread.sleep(1500);

            assertThat(Files.exists(file)).isFalse();
            assertThatThrownBy(this::isFound).hasMessageContaining("is gone");
        }

        @Test
        void anotherFileInItsPlaceIsReadAndNotMixedWithTheOldLog() throws Exception {
            // rows of the old file that only its write-ahead log holds
            new SqliteMirrorWriter(database).change(pen -> pen.put(contact(9, List.of(ANNA))));
            Path other = folder.resolve("other.db");
            try (Database made = Database.open(other, Clock.systemUTC())) {
                new SqliteMirrorWriter(made).change(pen -> pen.put(contact(77, List.of(ANNA))));
            }
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

            await(() -> found().equals(List.of(77L)));
            assertThat(database.state().ready()).isTrue();
            database.close();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                assertThat(text(connection, "PRAGMA integrity_check")).isEqualTo("ok");
                assertThat(text(connection, "SELECT count(*) FROM contact")).isEqualTo("1");
            }
        }

        @Test
        void aFileThatIsStillBeingCopiedIsWaitedFor() throws Exception {
            Path copy = folder.resolve("copy.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                text(connection, "VACUUM INTO '" + copy + "'");
            }
            byte[] whole = Files.readAllBytes(copy);
            Files.delete(file);
            assertThatThrownBy(this::isFound).isInstanceOf(MirrorUnavailable.class);

            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
            Thread.sleep(1500);
            assertThat(database.state().ready()).isFalse();
            assertThat(database.state().sentence()).contains("not all there yet");

            Files.write(file, whole);
            await(() -> database.state().ready());
            assertThat(isFound()).isTrue();
        }

        @Test
        void anotherProgramsFileInItsPlaceIsToldAndNotTouched() throws Exception {
            Path diary = folder.resolve("diary.txt");
            Files.writeString(diary, "Dear diary");
            Files.move(diary, file, StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(this::isFound).isInstanceOf(MirrorUnavailable.class);
            await(() -> database.state().sentence().contains("none of crmroute's"));

            assertThat(Files.readString(file)).isEqualTo("Dear diary");
        }

        @Test
        void damagedPagesAreToldAndAGoodCopyMendsIt() throws Exception {
            Path copy = folder.resolve("copy.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                text(connection, "VACUUM INTO '" + copy + "'");
            }
            database.emptyLog();
            overwriteAllButTheFirstPage();
            // what was read before stays in the reader's cache: another reader sees the file
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 3; i++) {
                            database.read(session -> {
                                try (Statement statement = session.prepared("SELECT 1")
                                                .getConnection()
                                                .createStatement();
                                        ResultSet row = statement.executeQuery("SELECT count(body) FROM contact")) {
                                    return row.getInt(1);
                                }
                            });
                        }
                    })
                    .isInstanceOf(MirrorUnavailable.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is damaged");
            assertThat(database.state().condition()).isEqualTo(DatabaseState.Condition.DAMAGED);
            assertThatThrownBy(this::isFound).isInstanceOf(MirrorUnavailable.class);

            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            await(() -> database.state().ready());
            assertThat(isFound()).isTrue();
        }

        @Test
        void aRecordThatIsNoJsonIsDamage() throws Exception {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE contact SET body = '{\"NAME\":' WHERE id = 1");
            }

            assertThatThrownBy(this::isFound)
                    .isInstanceOf(MirrorUnavailable.class)
                    .hasMessageContaining("contact:1 is no JSON");
        }

        @Test
        void anotherProcesssLockIsWaitedForOnlyAsLongAsOneHasPatience() throws Exception {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> database.write(Duration.ofMillis(100), connection -> 1))
                        .isInstanceOf(MirrorUnavailable.class)
                        .hasMessageContaining("being written by somebody else");
                assertThat(isFound()).isTrue();
                lock.execute("ROLLBACK");
            }
            assertThat(database.<Integer, RuntimeException>write(Duration.ofMillis(100), connection -> 1))
                    .isEqualTo(1);
        }

        private static void waitFor(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private boolean isFound() {
            return mirror.find(ANNA, RecordScope.OPEN, RecordScope.OPEN).known();
        }

        private List<Long> found() {
            try {
                List<Long> ids = new ArrayList<>();
                mirror.find(ANNA, RecordScope.OPEN, RecordScope.OPEN)
                        .contacts()
                        .forEach(c -> ids.add(c.ref().id()));
                return ids;
            } catch (MirrorUnavailable e) {
                return List.of();
            }
        }

        private void overwriteAllButTheFirstPage() throws IOException {
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                byte[] rubbish = new byte[4096];
                java.util.Arrays.fill(rubbish, (byte) 0x5a);
                for (long at = 4096; at < raw.length(); at += rubbish.length) {
                    raw.seek(at);
                    raw.write(rubbish);
                }
            }
        }
    }

    private static MirrorRecord contact(long id, List<Party> phones) {
        return new MirrorRecord(
                new CrmRecord(
                        new RecordRef(EntityType.CONTACT, id),
                        true,
                        Instant.ofEpochSecond(id),
                        Map.of("ID", id, "NAME", "x".repeat(200))),
                phones,
                List.of(),
                List.of());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited " + SOON).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
