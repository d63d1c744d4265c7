package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.store.MirrorRecords.company;
import static org.crmroute.store.MirrorRecords.contact;
import static org.crmroute.store.MirrorRecords.deal;
import static org.crmroute.store.MirrorRecords.lead;
import static org.crmroute.store.MirrorRecords.phone;
import static org.crmroute.store.MirrorRecords.unreadable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.call.Extension;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.crmroute.sync.MirrorRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records a number leads to: design, "Caller → records". */
class SqliteMirrorTest {

    private static final Party ANNA = phone("+79161234567");

    @TempDir
    Path folder;

    private Database database;
    private SqliteMirror mirror;
    private SqliteMirrorWriter writer;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        mirror = new SqliteMirror(database, new NumberPlan("RU", 10));
        writer = new SqliteMirrorWriter(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class ANumber {

        @Test
        void leadsToLeadsContactsAndCompanies() {
            put(lead(1, true, 10, ANNA), contact(2, 10, List.of(), ANNA), company(3, 10, ANNA));

            Caller caller = find(ANNA);

            assertThat(ids(caller, EntityType.LEAD)).containsExactly(1L);
            assertThat(ids(caller, EntityType.CONTACT)).containsExactly(2L);
            assertThat(ids(caller, EntityType.COMPANY)).containsExactly(3L);
            assertThat(caller.bySuffix()).isFalse();
            assertThat(caller.contacts().getFirst().text("NAME")).contains("contact 2");
        }

        @Test
        void leadsToDealsOfTheContactAndOfTheCompanyEachOnce() {
            put(
                    contact(1, 10, List.of(7L), ANNA),
                    company(7, 10),
                    deal(100, true, 10, List.of(1L), 7L),
                    deal(101, true, 11, List.of(1L), null),
                    deal(102, true, 12, List.of(), 7L),
                    deal(103, true, 13, List.of(99L), 8L));

            assertThat(ids(find(ANNA), EntityType.DEAL)).containsExactly(102L, 101L, 100L);
        }

        @Test
        void ofAContactBringsItsCompaniesAlong() {
            put(
                    contact(1, 10, List.of(7L, 8L, 404L), ANNA),
                    company(7, 10),
                    company(8, 20),
                    company(9, 30, ANNA),
                    company(10, 40));

            assertThat(ids(find(ANNA), EntityType.COMPANY)).containsExactly(9L, 8L, 7L);
        }

        @Test
        void ofACompanyBringsItsDealsButNoContacts() {
            put(company(7, 10, ANNA), contact(1, 10, List.of(7L)), deal(100, true, 10, List.of(1L), 7L));

            Caller caller = find(ANNA);

            assertThat(ids(caller, EntityType.DEAL)).containsExactly(100L);
            assertThat(caller.contacts()).isEmpty();
        }

        @Test
        void nobodyHasIsUnknown() {
            put(contact(1, 10, List.of(), ANNA));

            assertThat(find(phone("+79160000000")).known()).isFalse();
        }

        @Test
        void withheldOrInternalIsUnknownEvenWithoutADatabase() {
            database.close();

            assertThat(find(new Party.Anonymous("anonymous")).known()).isFalse();
            assertThat(find(new Party.Internal(new Extension("101"), "101")).known())
                    .isFalse();
        }
    }

    @Nested
    class LastDigits {

        @Test
        void findTheOnlyNumberThatEndsSo() {
            put(contact(1, 10, List.of(), unreadable("9161234567")));

            Caller caller = find(ANNA);

            assertThat(ids(caller, EntityType.CONTACT)).containsExactly(1L);
            assertThat(caller.bySuffix()).isTrue();
        }

        @Test
        void findANumberOfAnotherCountryCode() {
            put(contact(1, 10, List.of(), phone("+89161234567")));

            assertThat(find(ANNA).bySuffix()).isTrue();
        }

        @Test
        void findACallerWhoseNumberCannotBeRead() {
            put(contact(1, 10, List.of(), ANNA));

            assertThat(ids(find(unreadable("89161234567")), EntityType.CONTACT)).containsExactly(1L);
        }

        @Test
        void findAllRecordsOfTheOnlyNumber() {
            put(
                    contact(1, 10, List.of(), unreadable("9161234567")),
                    contact(2, 11, List.of(), unreadable("9161234567")));

            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(2L, 1L);
        }

        @Test
        void findNobodyWhenTwoNumbersEndSo() {
            put(contact(1, 10, List.of(), unreadable("9161234567")), contact(2, 10, List.of(), phone("+89161234567")));

            assertThat(find(ANNA).known()).isFalse();
        }

        @Test
        void doNotCountWhenTheWholeNumberIsKnown() {
            put(contact(1, 10, List.of(), ANNA), contact(2, 10, List.of(), unreadable("9161234567")));

            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(1L);
        }

        @Test
        void areNotUsedWhenThereAreTooFew() {
            put(contact(1, 10, List.of(), ANNA));

            assertThat(find(unreadable("1234567")).known()).isFalse();
        }

        @Test
        void doNotFindAShorterNumberThatEndsSo() {
            put(contact(1, 10, List.of(), unreadable("61234567")));

            assertThat(find(ANNA).known()).isFalse();
        }

        @Test
        void areNotUsedWhenThePlanHasNone() {
            put(contact(1, 10, List.of(), unreadable("9161234567")));

            assertThat(new SqliteMirror(database, new NumberPlan("RU", 0))
                            .find(ANNA, RecordScope.OPEN, RecordScope.OPEN)
                            .known())
                    .isFalse();
        }
    }

    @Nested
    class TheScope {

        @BeforeEach
        void deals() {
            put(
                    contact(1, 10, List.of(), ANNA),
                    deal(100, true, 10, List.of(1L), null),
                    deal(101, false, 30, List.of(1L), null),
                    deal(102, true, 20, List.of(1L), null),
                    deal(103, true, 20, List.of(1L), null),
                    lead(200, true, 10, ANNA),
                    lead(201, false, 30, ANNA),
                    lead(202, true, 20, ANNA));
        }

        @Test
        void openTakesTheOpenOnesNewestFirstThenHigherId() {
            Caller caller = mirror.find(ANNA, RecordScope.OPEN, RecordScope.OPEN);

            assertThat(ids(caller, EntityType.DEAL)).containsExactly(103L, 102L, 100L);
            assertThat(ids(caller, EntityType.LEAD)).containsExactly(202L, 200L);
        }

        @Test
        void allTakesTheClosedOnesBehind() {
            Caller caller = mirror.find(ANNA, RecordScope.ALL, RecordScope.ALL);

            assertThat(ids(caller, EntityType.DEAL)).containsExactly(103L, 102L, 100L, 101L);
            assertThat(ids(caller, EntityType.LEAD)).containsExactly(202L, 200L, 201L);
            assertThat(caller.deals()).extracting(CrmRecord::open).containsExactly(true, true, true, false);
        }

        @Test
        void newestTakesTheOneThatChangedLast() {
            Caller caller = mirror.find(ANNA, RecordScope.NEWEST, RecordScope.NEWEST);

            assertThat(ids(caller, EntityType.DEAL)).containsExactly(101L);
            assertThat(ids(caller, EntityType.LEAD)).containsExactly(201L);
        }

        @Test
        void newestPrefersTheHigherIdInTheSameSecond() {
            put(deal(104, true, 30, List.of(1L), null), deal(99, true, 30, List.of(1L), null));

            assertThat(ids(mirror.find(ANNA, RecordScope.NEWEST, RecordScope.OPEN), EntityType.DEAL))
                    .containsExactly(104L);
        }
    }

    @Nested
    class Crowds {

        @Test
        void ofDealsYieldTheNewest() {
            List<MirrorRecord> records = new ArrayList<>();
            records.add(contact(1, 10, List.of(7L), ANNA));
            records.add(company(7, 10));
            for (int i = 0; i < 20_000; i++) {
                records.add(deal(1000 + i, i % 3 != 0, i, List.of(), 7L));
            }
            put(records.toArray(MirrorRecord[]::new));

            List<Long> found = ids(find(ANNA), EntityType.DEAL);

            assertThat(found).hasSize(Mirror.CANDIDATES).startsWith(20_999L, 20_997L, 20_996L);
        }

        @Test
        void ofContactsYieldTheNewest() {
            List<MirrorRecord> records = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                records.add(contact(1 + i, i, List.of(), ANNA));
            }
            put(records.toArray(MirrorRecord[]::new));

            assertThat(ids(find(ANNA), EntityType.CONTACT))
                    .hasSize(Mirror.CANDIDATES)
                    .startsWith(5000L, 4999L);
        }

        /** An index is in the wanted order: a search that sorted would read all of a crowd. */
        @Test
        void costNoMore() throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                    Statement plan = connection.createStatement()) {
                for (String search : CallerSearch.ordered()) {
                    try (ResultSet steps = plan.executeQuery("EXPLAIN QUERY PLAN " + search)) {
                        assertThat(steps.next()).isTrue();
                        do {
                            assertThat(steps.getString("detail"))
                                    .startsWith("SEARCH")
                                    .doesNotContain("TEMP B-TREE");
                        } while (steps.next());
                    }
                }
            }
        }
    }

    @Nested
    class Changes {

        @Test
        void moveARecordToItsNewNumberAndTime() {
            put(contact(1, 10, List.of(), ANNA), deal(100, true, 10, List.of(1L), 7L));
            Party other = phone("+79160000001");

            put(contact(1, 11, List.of(), other), deal(100, false, 11, List.of(2L), null));

            assertThat(find(ANNA).known()).isFalse();
            assertThat(ids(find(other), EntityType.CONTACT)).containsExactly(1L);
            assertThat(find(other).deals()).isEmpty();
        }

        @Test
        void thatComeLateDoNotUndoANewerOne() {
            put(contact(1, 11, List.of(), ANNA));

            boolean[] taken = new boolean[1];
            writer.change(pen -> taken[0] = pen.put(contact(1, 10, List.of(), phone("+79160000001"))));

            assertThat(taken[0]).isFalse();
            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(1L);
        }

        @Test
        void removeARecordAndWhatLeadsToIt() {
            put(contact(1, 10, List.of(), ANNA), deal(100, true, 10, List.of(1L), null));

            writer.change(pen -> {
                pen.remove(new RecordRef(EntityType.DEAL, 100));
                pen.remove(new RecordRef(EntityType.LEAD, 404));
            });
            assertThat(find(ANNA).deals()).isEmpty();

            writer.change(pen -> pen.remove(new RecordRef(EntityType.CONTACT, 1)));
            assertThat(find(ANNA).known()).isFalse();
        }

        @Test
        void replaceEverythingAtOnce() {
            put(contact(1, 10, List.of(), ANNA), deal(100, true, 10, List.of(1L), 7L), company(7, 10));

            writer.replace(pen -> {
                pen.put(contact(2, 10, List.of(8L), ANNA, phone("+79160000001"), unreadable("12345")));
                pen.put(contact(2, 9, List.of(9L)));
                pen.put(company(8, 10));
                pen.put(deal(101, true, 10, List.of(2L, 3L), 8L));
                pen.put(deal(102, true, 11, List.of(), 8L));
                pen.filled(Instant.parse("2026-01-01T00:00:00Z"), Optional.empty());
            });

            Caller caller = find(phone("+79160000001"));
            assertThat(ids(caller, EntityType.CONTACT)).containsExactly(2L);
            assertThat(ids(caller, EntityType.COMPANY)).containsExactly(8L);
            assertThat(ids(caller, EntityType.DEAL)).containsExactly(102L, 101L);
            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(2L);
        }

        @Test
        void thatFailLeaveTheMirrorAsItWas() {
            put(contact(1, 10, List.of(), ANNA));

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.replace(pen -> {
                        pen.put(contact(2, 10, List.of(), ANNA));
                        throw new IllegalStateException("stop");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stop");

            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(1L);
            writer.replace(pen -> pen.put(contact(3, 10, List.of(), ANNA)));
            assertThat(ids(find(ANNA), EntityType.CONTACT)).containsExactly(3L);
        }
    }

    @Test
    void fieldsComeBackAsTheyWere() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("TITLE", "'; DROP TABLE lead; --\r\n\u0000\"\\ \uD83D\uDE00 " + "й".repeat(10_000));
        fields.put("OPPORTUNITY", 999.9);
        fields.put("ID", 5);
        fields.put("UF_LIST", List.of("1", 2, false));
        fields.put("UF_EMPTY", false);
        fields.put("UF_MAP", Map.of("a", List.of(Map.of())));
        fields.put("UF_BIG", 12345678901234L);
        put(new MirrorRecord(
                new CrmRecord(new RecordRef(EntityType.LEAD, 5), true, Instant.ofEpochSecond(1_700_000_000), fields),
                List.of(ANNA),
                List.of(),
                List.of()));

        CrmRecord found = find(ANNA).leads().getFirst();

        assertThat(found.fields()).isEqualTo(fields);
        assertThat(found.updated()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    private Caller find(Party caller) {
        return mirror.find(caller, RecordScope.OPEN, RecordScope.OPEN);
    }

    private void put(MirrorRecord... records) {
        writer.change(pen -> List.of(records).forEach(pen::put));
    }

    private static List<Long> ids(Caller caller, EntityType entity) {
        return caller.records(entity).stream().map(r -> r.ref().id()).toList();
    }
}
