package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.crmroute.console.access.AuditLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditLogTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheNewestSoThatItNeverFillsTheDisk() throws Exception {
        try (Database database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC())) {
            AuditLog log = new SqliteAuditLog(database, 3);
            for (int i = 1; i <= 5; i++) {
                log.add(Instant.ofEpochMilli(i), "anna", "a.b", "s" + i, "");
            }

            assertThat(log.latest(Optional.empty(), Optional.empty(), 10))
                    .extracting(AuditLog.Entry::subject)
                    .containsExactly("s5", "s4", "s3");
            assertThat(log.latest(Optional.of("anna"), Optional.of(5L), 1))
                    .extracting(AuditLog.Entry::subject)
                    .containsExactly("s4");
            assertThat(log.latest(Optional.of("boris"), Optional.empty(), 10)).isEmpty();
        }
    }
}
