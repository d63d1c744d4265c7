package org.crmroute.console.warnings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crmroute.call.Extension;
import org.crmroute.console.access.Role;
import org.crmroute.console.mirror.MirrorConsole;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.crmroute.store.Database;
import org.crmroute.store.SqliteMirrorWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsPageTest {

    private static final Stage REPAIR = new Stage("C5:REPAIR", "Repair <b>", 10, Stage.Meaning.IN_PROGRESS);
    private static final Field VIP = new Field(
            EntityType.CONTACT,
            "UF_CRM_VIP",
            "VIP",
            FieldType.OPTION,
            true,
            List.of(new Choice("91", "Gold"), new Choice("92", "Invited")));
    private static final Field NOTE =
            new Field(EntityType.DEAL, "UF_CRM_NOTE", "Note", FieldType.TEXT, false, List.of());
    private static final Field ID = new Field(EntityType.CONTACT, "ID", "ID", FieldType.NUMBER, false, List.of());

    private static final String MAIN = """
            scenario: main
            rules:
              - id: service
                name: To service
                when:
                  all:
                    - {field: deal.funnel, is: equals, value: Service}
                    - {field: deal.stage, is: equals, value: "Repair <b>"}
                    - {field: deal.UF_CRM_NOTE, is: contains, value: urgent}
                route: [{queue: service}]
              - id: vip
                when: {field: contact.UF_CRM_VIP, is: contains, value: [Gold, Invited]}
                route: [{employee: Olga Berg}]
              - id: known
                when: {field: contact.ID, is: not_empty}
                route: [{employee: Ivan Lem}, {queue: sales}]
            others: [{employee: Olga Berg}, {queue: reception}]
            """;

    @TempDir
    Path folder;

    private Database database;
    private MirrorConsole console;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        console = new MirrorConsole(database, Optional.empty(), true);
    }

    @AfterEach
    void close() {
        console.close();
        database.close();
    }

    private static Employee employee(long id, String name, boolean active, boolean reachable) {
        return new Employee(id, name, active, reachable ? Extension.of("20" + id) : Optional.empty(), List.of());
    }

    private void crm(List<Field> fields, List<Funnel> funnels, Employee... staff) {
        Catalog catalog = new Catalog(
                fields,
                funnels,
                List.of(new Stage("NEW", "New", 10, Stage.Meaning.IN_PROGRESS)),
                new Staff(List.of(staff), List.<Department>of()));
        new SqliteMirrorWriter(database).change(pen -> {
            pen.putCatalog(catalog);
            pen.filled(Instant.now(), Optional.empty());
        });
        console.reload();
    }

    private void whole() {
        crm(
                List.of(VIP, NOTE, ID),
                List.of(new Funnel(5, "Service", List.of(REPAIR)), new Funnel(0, "Sales", List.of())),
                employee(1, "Olga Berg", true, true),
                employee(2, "Ivan Lem", true, true));
    }

    @Test
    void nothing_is_missing() throws Exception {
        whole();
        console.apply(MAIN);
        assertThat(console.page("/warnings"))
                .contains("All rules are in force")
                .doesNotContain("<del>", "class=\"count\"", "There is no scenario named main");
    }

    @Test
    void strikes_out_what_is_gone_and_leads_to_where_it_is_filled_in() throws Exception {
        whole();
        console.apply(MAIN);
        Field gold = new Field(
                EntityType.CONTACT, "UF_CRM_VIP", "VIP", FieldType.OPTION, true, List.of(new Choice("91", "Gold")));
        crm(
                List.of(gold, ID),
                List.of(new Funnel(0, "Sales", List.of())),
                employee(1, "Olga Berg", true, true),
                employee(2, "Ivan Lem", true, true));

        String page = console.page("/warnings");

        assertThat(page)
                .contains("<span class=\"count\">2</span>", "out of force")
                .contains("<del>Service</del>", "the funnel “Service” (5) is gone")
                .contains("<del>Repair &lt;b&gt;</del>", "the stage “Repair &lt;b&gt;” (C5:REPAIR) is gone")
                .contains("<del>Note</del>", "<del>urgent</del>", "the field “Note” (deal.UF_CRM_NOTE) is gone")
                .contains("<strong>Gold</strong>", "<del>Invited</del>", "the option “Invited” (92) is gone")
                .contains("href=\"/scenarios/main#rule-service\"", "href=\"/scenarios/main#rule-vip\"")
                .doesNotContain("#rule-known", "Repair <b>");
        assertThat(console.get("/warnings", Role.VIEWER, "ru").body())
                .contains("воронки «Service» (5) больше нет в CRM", "Заполнить недостающее");

        whole();
        assertThat(console.page("/warnings")).contains("All rules are in force");
    }

    @Test
    void tells_of_steps_that_lead_nowhere() throws Exception {
        whole();
        console.apply(MAIN);
        crm(
                List.of(VIP, NOTE, ID),
                List.of(new Funnel(5, "Service", List.of(REPAIR))),
                employee(1, "Olga Berg", false, true),
                employee(2, "Ivan Lem", true, false));

        assertThat(console.page("/warnings"))
                .contains("<span class=\"count\">3</span>", "Steps that lead nowhere")
                .contains("Olga Berg is dismissed; calls skip this step. The rule has no other step")
                .contains("step 1 of Others", "href=\"/scenarios/main#others\"")
                .contains("Ivan Lem has no inner number", "step 1 of rule known", "href=\"/scenarios/main#rule-known\"")
                .doesNotContain("out of force</span>");

        crm(List.of(VIP, NOTE, ID), List.of(new Funnel(5, "Service", List.of(REPAIR))), employee(3, "Eva", true, true));
        assertThat(console.page("/warnings")).contains("The CRM no longer has Olga Berg");
    }

    @Test
    void hints_at_what_is_hardly_meant_without_counting_it() throws Exception {
        whole();
        console.apply("{scenario: night, others: [{queue: night}]}");
        console.apply("{scenario: off, enabled: false, others: [{queue: off}]}");
        console.apply("{scenario: bound, dids: ['+74951234567'], others: [{queue: bound}]}");

        assertThat(console.page("/warnings"))
                .contains("There is no scenario named main", "It answers for no number", "The scenario is switched off")
                .contains("href=\"/scenarios/night\"", "href=\"/scenarios/off\"")
                .doesNotContain("href=\"/scenarios/bound\"", "class=\"count\"");
    }
}
