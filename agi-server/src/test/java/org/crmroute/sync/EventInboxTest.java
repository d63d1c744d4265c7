package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.crm.RecordRef;
import org.crmroute.store.Database;
import org.crmroute.store.SqliteNotices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking the portal's events; facts: Bitrix24, "Events". */
class EventInboxTest {

    @TempDir
    Path folder;

    private Database database;
    private SqliteNotices notices;
    private final Asked asked = new Asked();
    private EventInbox inbox;

    /** What the synchronisation was asked to do. */
    private static final class Asked implements SyncOrders {
        final AtomicInteger wakes = new AtomicInteger();
        final AtomicInteger catalogues = new AtomicInteger();
        final AtomicInteger comparisons = new AtomicInteger();

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }

        @Override
        public void catalogueChanged() {
            catalogues.incrementAndGet();
        }

        @Override
        public void compareNow() {
            comparisons.incrementAndGet();
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        notices = new SqliteNotices(database);
        inbox = new EventInbox(notices, List.of("first", "second"), asked);
        inbox.start();
    }

    @AfterEach
    void close() {
        inbox.close();
        database.close();
    }

    private static Map<String, String> form(String event, String id) {
        Map<String, String> form = new HashMap<>();
        form.put("event", event);
        form.put("data[FIELDS][ID]", id);
        form.put("auth[application_token]", "second");
        return form;
    }

    @ParameterizedTest
    @CsvSource({
        "ONCRMLEADADD,LEAD",
        "ONCRMDEALUPDATE,DEAL",
        "ONCRMCONTACTDELETE,CONTACT",
        "ONCRMCOMPANYADD,COMPANY",
        "ONCRMDEALMOVETOCATEGORY,DEAL"
    })
    void keepsWhichRecordItIsAbout(String event, EntityType entity) {
        assertThat(inbox.accept(form(event, "7405"))).isEqualTo(EventInbox.Answer.ACCEPTED);
        assertThat(notices.oldest(entity, 10)).extracting(Notice::record).containsExactly(new RecordRef(entity, 7405));
        assertThat(asked.wakes).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONCRMDEALUSERFIELDADD", "ONCRMLEADUSERFIELDSETENUMVALUES", "ONUSERADD"})
    void hasTheCatalogueReadWhenFieldsOrPeopleChange(String event) {
        assertThat(inbox.accept(form(event, "5"))).isEqualTo(EventInbox.Answer.ACCEPTED);
        assertThat(asked.catalogues).hasValue(1);
        assertThat(notices.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONTASKADD", "ONCRMINVOICEADD", "ONCRMDEALRECURRINGADD", "oncrmdealadd", "ONCRMDEALADDX"})
    void ignoresTheRest(String event) {
        assertThat(inbox.accept(form(event, "5"))).isEqualTo(EventInbox.Answer.IGNORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "7.5", "abc", "99999999999999999999", "5;DROP"})
    void refusesAnIdThatIsNone(String id) {
        assertThat(inbox.accept(form("ONCRMDEALADD", id))).isEqualTo(EventInbox.Answer.MALFORMED);
        assertThat(inbox.accept(Map.of("auth[application_token]", "first"))).isEqualTo(EventInbox.Answer.MALFORMED);
    }

    @Test
    void letsOnlyThoseInThatCarryAToken() {
        Map<String, String> form = form("ONCRMDEALADD", "5");
        for (String token : new String[] {"", "third", "secon", "second "}) {
            form.put("auth[application_token]", token);
            assertThat(inbox.accept(form)).isEqualTo(EventInbox.Answer.REFUSED);
        }
        form.remove("auth[application_token]");
        assertThat(inbox.accept(form)).isEqualTo(EventInbox.Answer.REFUSED);
        assertThat(notices.waiting()).isZero();

        try (EventInbox closed = new EventInbox(notices, List.of("", " "), asked)) {
            closed.start();
            form.put("auth[application_token]", "");
            assertThat(closed.accept(form)).isEqualTo(EventInbox.Answer.REFUSED);
        }
    }

    @Test
    void losesNoneOfTenThousandAtOnce() throws Exception {
        List<Future<EventInbox.Answer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int id = 1; id <= 10_000; id++) {
                Map<String, String> form = form("ONCRMDEALUPDATE", String.valueOf(id));
                answers.add(callers.submit(() -> inbox.accept(form)));
            }
        }
        for (Future<EventInbox.Answer> answer : answers) {
            assertThat(answer.get()).isEqualTo(EventInbox.Answer.ACCEPTED);
        }
        assertThat(notices.waiting()).isEqualTo(10_000);
        assertThat(asked.comparisons).hasValue(0);
        assertThat(asked.wakes.get()).as("transactions").isLessThan(5_000);
    }

    /** Takes nothing. */
    record Broken(boolean throwing) implements Notices {
        @Override
        public int add(Collection<RecordRef> records, int most) {
            if (throwing) {
                throw new MirrorUnavailable("the disk is full");
            }
            return records.size();
        }

        @Override
        public List<Notice> oldest(EntityType entity, int most) {
            return List.of();
        }

        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public boolean isWaiting(RecordRef record) {
            return false;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(new Broken(true), new Broken(false));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysSoWhenThereIsNoRoomAndHasAllCompared(Broken notTaking) {
        try (EventInbox full = new EventInbox(notTaking, List.of("second"), asked)) {
            full.start();
            assertThat(full.accept(form("ONCRMDEALADD", "5"))).isEqualTo(EventInbox.Answer.FULL);
        }
        assertThat(asked.comparisons.get()).isPositive();
    }
}
