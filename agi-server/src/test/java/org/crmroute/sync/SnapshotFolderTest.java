package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crmroute.call.Extension;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.RecordScope;
import org.crmroute.crm.Stage;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteCatalog;
import org.crmroute.store.SqliteMirror;
import org.crmroute.store.SqliteMirrorWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotFolderTest {

    private static final NumberPlan PLAN = new NumberPlan("RU", 10);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class TheExample {

        private ImportReport report;

        @BeforeEach
        void importIt() throws SnapshotRefused, URISyntaxException {
            URL example = Objects.requireNonNull(SnapshotFolderTest.class.getResource("/sync/snapshot"));
            report = importFrom(Path.of(example.toURI()));
        }

        @Test
        void isCounted() {
            assertThat(report.leads()).isEqualTo(3);
            assertThat(report.contacts()).isEqualTo(2);
            assertThat(report.companies()).isEqualTo(1);
            assertThat(report.deals()).isEqualTo(2);
            assertThat(report.leftOut()).isEqualTo(2);
            assertThat(report.phones()).isEqualTo(5);
            assertThat(report.funnels()).isEqualTo(2);
            assertThat(report.employees()).isEqualTo(4);
            assertThat(report.departments()).isEqualTo(3);
            assertThat(new SqliteCatalog(database).generation().filledAt()).contains(NOW);
        }

        @Test
        void contactIsFoundWithCompanyAndDeals() {
            Caller caller = find("89161234567", RecordScope.ALL);

            assertThat(caller.contacts()).extracting(r -> r.ref().id()).containsExactly(5L);
            assertThat(caller.companies()).extracting(r -> r.ref().id()).containsExactly(7L);
            assertThat(caller.deals()).extracting(r -> r.ref().id()).containsExactly(351L, 352L);
            assertThat(caller.deals()).extracting(CrmRecord::open).containsExactly(true, false);
            assertThat(caller.name()).isEqualTo("Анна Иванова");
            assertThat(caller.contacts().getFirst().updated()).isEqualTo(Instant.parse("2024-07-23T07:00:00Z"));
        }

        @Test
        void fieldsHaveTheirUpperCaseNamesAndTheValuesGiven() {
            CrmRecord deal = find("89161234567", RecordScope.OPEN).deals().getFirst();

            assertThat(deal.fields())
                    .containsEntry("ID", 351)
                    .containsEntry("CATEGORY_ID", 9)
                    .containsEntry("STAGE_ID", "C9:NEGOTIATION")
                    .containsEntry("ASSIGNED_BY_ID", 6)
                    .containsEntry("OPPORTUNITY", 10000)
                    .containsEntry("CURRENCY_ID", "USD")
                    .containsEntry("UF_CRM_1721244707107", 200.05)
                    .containsEntry("UF_CRM_1721244707108", List.of())
                    .containsEntry("UF_CRM_1721244707109", false)
                    .doesNotContainKeys("FM", "fm", "LEAD_ID");
            assertThat(find("+7 495 123-45-67", RecordScope.ALL).contacts()).isEmpty();
            assertThat(find("89161234567", RecordScope.OPEN)
                            .contacts()
                            .getFirst()
                            .raw("UF_CRM_VIP"))
                    .isEqualTo(List.of(81, "82"));
        }

        @Test
        void leadsKeepTheirOldNameOfTheStage() {
            CrmRecord lead = find("+6111111111", RecordScope.OPEN).leads().getFirst();

            assertThat(lead.text("STATUS_ID")).contains("IN_PROCESS");
            assertThat(lead.fields()).doesNotContainKey("STAGE_ID");
            assertThat(lead.open()).isTrue();
            assertThat(find("+6122222222", RecordScope.OPEN).known()).isFalse();
        }

        @Test
        void legacyItemsAreUnderstood() {
            CrmRecord lead = find("89123456789", RecordScope.OPEN).leads().getFirst();

            assertThat(lead.ref().id()).isEqualTo(252);
            assertThat(lead.text("STATUS_ID")).contains("NEW");
            assertThat(lead.updated()).isEqualTo(Instant.parse("2024-07-22T16:00:10Z"));
            assertThat(lead.fields()).doesNotContainKey("PHONE");
        }

        @Test
        void catalogueDescribesIt() {
            Catalog catalog = new SqliteCatalog(database).load();

            assertThat(catalog.funnels()).extracting(Funnel::id).containsExactly(9L, 0L);
            assertThat(catalog.funnel(9).orElseThrow().stages())
                    .containsExactly(
                            new Stage("C9:NEGOTIATION", "Contract Negotiation", 20, Stage.Meaning.IN_PROGRESS),
                            new Stage("C9:LOSE", "Lost", 30, Stage.Meaning.LOST));
            assertThat(catalog.funnel(0).orElseThrow().stages())
                    .extracting(Stage::id)
                    .containsExactly("NEW", "WON");
            assertThat(catalog.leadStages()).extracting(Stage::id).containsExactly("NEW", "JUNK");
            assertThat(field(catalog, EntityType.DEAL, "SOURCE_ID").choices())
                    .containsExactly(new Field.Choice("CALL", "Call"), new Field.Choice("WEB", "Website"));
            assertThat(field(catalog, EntityType.CONTACT, "UF_CRM_VIP"))
                    .isEqualTo(new Field(
                            EntityType.CONTACT,
                            "UF_CRM_VIP",
                            "VIP",
                            FieldType.OPTION,
                            true,
                            List.of(new Field.Choice("81", "Gold"), new Field.Choice("82", "Invited"))));
            assertThat(field(catalog, EntityType.DEAL, "UF_CRM_1721244707108").title())
                    .isEqualTo("Links");
            assertThat(field(catalog, EntityType.DEAL, "OPPORTUNITY").type()).isEqualTo(FieldType.MONEY);
            assertThat(field(catalog, EntityType.DEAL, "DATE_CREATE").type()).isEqualTo(FieldType.MOMENT);
        }

        @Test
        void catalogueHasWhatScenariosAlwaysMayAskFor() {
            Catalog catalog = new SqliteCatalog(database).load();

            assertThat(field(catalog, EntityType.DEAL, "STAGE_ID").type()).isEqualTo(FieldType.STAGE);
            assertThat(field(catalog, EntityType.DEAL, "STAGE_ID").choices()).isEmpty();
            assertThat(field(catalog, EntityType.DEAL, "CATEGORY_ID").type()).isEqualTo(FieldType.FUNNEL);
            assertThat(field(catalog, EntityType.LEAD, "STATUS_ID").type()).isEqualTo(FieldType.STAGE);
            for (EntityType entity : EntityType.values()) {
                assertThat(field(catalog, entity, "ID").type()).isEqualTo(FieldType.NUMBER);
                assertThat(field(catalog, entity, "ASSIGNED_BY_ID").type()).isEqualTo(FieldType.EMPLOYEE);
            }
        }

        @Test
        void staffIsReadInAllItsForms() {
            var staff = new SqliteCatalog(database).load().staff();

            assertThat(staff.employee(1).orElseThrow().inner()).contains(new Extension("101"));
            assertThat(staff.employee(3).orElseThrow().inner()).contains(new Extension("102"));
            assertThat(staff.employee(3).orElseThrow().active()).isTrue();
            assertThat(staff.employee(3).orElseThrow().departments()).containsExactly(15L, 2L);
            assertThat(staff.employee(6).orElseThrow().inner()).isEmpty();
            assertThat(staff.employee(6).orElseThrow().active()).isFalse();
            assertThat(staff.employee(6).orElseThrow().name()).isEqualTo("gone@example.com");
            assertThat(staff.employee(6).orElseThrow().departments()).containsExactly(15L);
            assertThat(staff.employee(7).orElseThrow().departments()).isEmpty();
            assertThat(staff.departments())
                    .filteredOn(d -> d.id() == 15)
                    .first()
                    .satisfies(d -> assertThat(d.head()).isEmpty())
                    .satisfies(d -> assertThat(d.parent()).isEqualTo(OptionalLong.of(2)));
            assertThat(staff.headOf(staff.employee(3).orElseThrow())).isEmpty();
        }
    }

    @Nested
    class ABadFolder {

        @BeforeEach
        void fillTheMirror() throws IOException, SnapshotRefused {
            write("contact.json", "[{\"id\":1,\"fm\":[{\"typeId\":\"PHONE\",\"value\":\"89161234567\"}]}]");
            importFrom(snapshot());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        [{"id":1},|contact.json:1:11|is no valid JSON
                        [{"id":1}|contact.json:1:10|is no valid JSON
                        []]|contact.json:1:3|is no valid JSON
                        [] []|contact.json:1:4|nothing behind the list
                        {"id":1}|contact.json:1:8|where a list
                        ``|contact.json:1:1|the file ends
                        7|contact.json:1:1|where a list
                        [{"name":"Анна"},{"id":"x"}]|contact.json:1:2|record 1: a contact needs an "id"
                        [{"id":1,"name":"Анна"},{"id":"x"}]|contact.json:1:25|record 2: a contact needs an "id"
                        [{"id":1},7]|contact.json:1:11|record 2: expected an object
                        [{"id":-1}]|contact.json:1:2|but has -1
                        [{"id":1.5}]|contact.json:1:2|but has 1.5
                        [{"id":1,"name":"\\x"}]|contact.json:1:19|is no valid JSON
                        """)
        void isRefusedWithThePlaceAndTheMirrorStaysAsItWas(String content, String place, String what)
                throws IOException {
            write("contact.json", content == null ? "" : content);

            assertThatThrownBy(() -> importFrom(snapshot()))
                    .isInstanceOf(SnapshotRefused.class)
                    .hasMessageContaining(place)
                    .hasMessageContaining(what);

            assertThat(find("89161234567", RecordScope.OPEN).contacts()).hasSize(1);
        }

        @Test
        void isRefusedWhenALaterFileIsBad() throws IOException {
            write("contact.json", "[{\"id\":2}]");
            write("deal.json", "[\n {\"id\":1},\n  {\"title\":\"no id\"}\n]");

            assertThatThrownBy(() -> importFrom(snapshot()))
                    .isInstanceOf(SnapshotRefused.class)
                    .hasMessageContaining("deal.json:3:3 record 2");

            assertThat(find("89161234567", RecordScope.OPEN).contacts()).hasSize(1);
        }

        @Test
        void isRefusedWhenItsFieldsAreNone() throws IOException {
            write("deal.fields.json", "{\"id\":7}");

            assertThatThrownBy(() -> importFrom(snapshot()))
                    .isInstanceOf(SnapshotRefused.class)
                    .hasMessageContaining("deal.fields.json")
                    .hasMessageContaining("\"id\"");
        }

        @Test
        void isRefusedWhenNothingIsInIt() throws IOException {
            Path empty = Files.createDirectory(folder.resolve("empty"));

            assertThatThrownBy(() -> importFrom(empty))
                    .isInstanceOf(SnapshotRefused.class)
                    .hasMessageContaining("holds no snapshot");
            assertThatThrownBy(() -> importFrom(folder.resolve("nowhere")))
                    .isInstanceOf(SnapshotRefused.class)
                    .hasMessageContaining("is no folder");
        }
    }

    @Nested
    class Oddities {

        @Test
        void fiftyPhonesInOddFormatsAreTaken() throws IOException, SnapshotRefused {
            String phones = IntStream.range(0, 50)
                    .mapToObj(i -> "{\"typeId\":\"PHONE\",\"value\":\""
                            + (i % 2 == 0 ? "8 (912) 000-00-" : "+7912 00000") + String.format("%02d", i) + "\"}")
                    .collect(Collectors.joining(","));
            write("contact.json", "[{\"id\":1,\"fm\":[" + phones + ",{\"typeId\":\"PHONE\",\"value\":null},7]}]");

            assertThat(importFrom(snapshot()).phones()).isEqualTo(50);
            assertThat(find("89120000049", RecordScope.OPEN).known()).isTrue();
            assertThat(find("89120000000", RecordScope.OPEN).known()).isTrue();
        }

        @Test
        void anEmptyFmIsWrittenInManyWays() throws IOException, SnapshotRefused {
            write(
                    "contact.json",
                    "[{\"id\":1,\"fm\":[]},{\"id\":2,\"fm\":false},{\"id\":3,\"fm\":null},{\"id\":4,\"fm\":\"\"},{\"id\":5,\"fm\":{}},{\"id\":6}]");

            assertThat(importFrom(snapshot()).contacts()).isEqualTo(6);
        }

        @Test
        void idsThatAreUnorderedOrDoubleAreTaken() throws IOException, SnapshotRefused {
            write(
                    "contact.json",
                    "[{\"id\":3,\"name\":\"c\"},{\"id\":1,\"name\":\"old\",\"updatedTime\":\"2024-01-01T00:00:00Z\"},"
                            + "{\"id\":1,\"name\":\"new\",\"updatedTime\":\"2024-01-02T00:00:00Z\",\"fm\":[{\"typeId\":\"PHONE\",\"value\":\"89161234567\"}]}]");
            importFrom(snapshot());

            assertThat(find("89161234567", RecordScope.OPEN).name()).isEqualTo("new");
        }

        @Test
        void hostileNamesStayText() throws IOException, SnapshotRefused {
            String name = "'; DROP TABLE contact; --\\r\\n\\u0000\\\"\\uD83D\\uDE00" + "x".repeat(10_000);
            write(
                    "contact.json",
                    "[{\"id\":1,\"name\":\"" + name + "\",\"fm\":[{\"typeId\":\"PHONE\",\"value\":\"89161234567\"}]}]");
            write("users.json", "[{\"ID\":\"1\",\"ACTIVE\":true,\"NAME\":\"" + name + "\"}]");
            importFrom(snapshot());

            String expected = "'; DROP TABLE contact; --\r\n\u0000\"\uD83D\uDE00" + "x".repeat(10_000);
            assertThat(find("89161234567", RecordScope.OPEN)
                            .contacts()
                            .getFirst()
                            .raw("NAME"))
                    .isEqualTo(expected);
            assertThat(new SqliteCatalog(database)
                            .load()
                            .staff()
                            .employee(1)
                            .orElseThrow()
                            .name())
                    .isEqualTo(expected);
        }

        @Test
        void aCustomersOfficesDoNotMatter() throws IOException, SnapshotRefused {
            write(
                    "company.json",
                    "[{\"id\":1,\"isMyCompany\":\"Y\",\"fm\":[{\"typeId\":\"PHONE\",\"value\":\"89161234567\"}]}]");

            assertThat(importFrom(snapshot()).leftOut()).isEqualTo(1);
            assertThat(find("89161234567", RecordScope.OPEN).known()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "P,N,NEW,true",
            "S,N,NEW,false",
            "F,,NEW,false",
            "P,Y,NEW,false",
            ",Y,NEW,false",
            ",N,WON,true",
            ",,WON,false",
            ",,NEW,true",
            ",,GONE,true"
        })
        void aDealIsOpenByMeaningThenClosedThenStage(String semantics, String closed, String stage, boolean open)
                throws IOException, SnapshotRefused {
            write("statuses.json", "[{\"ENTITY_ID\":\"DEAL_STAGE\",\"STATUS_ID\":\"WON\",\"SEMANTICS\":\"S\"}]");
            write("contact.json", "[{\"id\":1,\"fm\":[{\"typeId\":\"PHONE\",\"value\":\"89161234567\"}]}]");
            write(
                    "deal.json",
                    "[{\"id\":1,\"contactIds\":[1],\"stageSemanticId\":" + json(semantics) + ",\"closed\":"
                            + json(closed) + ",\"stageId\":\"" + stage + "\"}]");
            importFrom(snapshot());

            assertThat(find("89161234567", RecordScope.ALL).deals().getFirst().open())
                    .isEqualTo(open);
        }

        private String json(@org.jspecify.annotations.Nullable String text) {
            return text == null ? "null" : "\"" + text + "\"";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id,ID",
        "assignedById,ASSIGNED_BY_ID",
        "stageId,STAGE_ID",
        "ufCrm_1721244707107,UF_CRM_1721244707107",
        "ufCrm44_1721812760630,UF_CRM_44_1721812760630",
        "ufCrmVip,UF_CRM_VIP",
        "utmSource,UTM_SOURCE",
        "parentId1222,PARENT_ID_1222",
        "UF_CRM_1721244707107,UF_CRM_1721244707107",
        "ADDRESS_2,ADDRESS_2",
        "isManualOpportunity,IS_MANUAL_OPPORTUNITY"
    })
    void namesAreDerivedWhereTheCrmDoesNotTell(String name, String upper) {
        assertThat(new FieldNames().upper(EntityType.DEAL, name)).isEqualTo(upper);
    }

    @Test
    void aPortalMayNotRenameWhatTheRouterReliesOn() {
        FieldNames names = new FieldNames();
        names.learn(EntityType.LEAD, "stageId", "STAGE_ID");
        names.learn(EntityType.LEAD, "createdTime", "DATE_CREATE");

        assertThat(names.upper(EntityType.LEAD, "stageId")).isEqualTo("STATUS_ID");
        assertThat(names.upper(EntityType.LEAD, "createdTime")).isEqualTo("DATE_CREATE");
    }

    private static Field field(Catalog catalog, EntityType entity, String name) {
        Optional<Field> field = catalog.field(entity, name);
        assertThat(field).as(entity + "." + name).isPresent();
        return field.orElseThrow();
    }

    private Path snapshot() throws IOException {
        return Files.createDirectories(folder.resolve("snapshot"));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(snapshot().resolve(file), content, StandardCharsets.UTF_8);
    }

    private ImportReport importFrom(Path from) throws SnapshotRefused {
        return new SnapshotFolder(from, PLAN, Clock.fixed(NOW, ZoneOffset.UTC))
                .importInto(new SqliteMirrorWriter(database));
    }

    private Caller find(String number, RecordScope scope) {
        return new SqliteMirror(database, PLAN).find(PLAN.read(number), scope, scope);
    }
}
