package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Field;
import org.crmroute.crm.Funnel;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.junit.jupiter.api.Test;

class DraftDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final MemoryStore store = new MemoryStore();
    private Catalog crm = Crm.CATALOG;
    private final ScenarioDesk scenarios = new ScenarioDesk(store, () -> crm, Crm.PLAN, Crm.ZONE, CLOCK);
    private final DraftDesk desk = new DraftDesk(scenarios, new MemoryDrafts(), CLOCK);

    private static String text(String queue) {
        return """
                scenario: main # a remark
                rules: [{id: rule, when: {field: deal.funnel, is: equals, value: Sales}, route: [{queue: %s}]}]
                others: [{queue: reception}]
                """.formatted(queue);
    }

    private ScenarioStore.Version inForce(String text) throws Exception {
        return scenarios.apply(scenarios.check(new Source("main.yaml", text)), "anna");
    }

    private Draft draft(String author) {
        return desk.open("main", author).orElseThrow();
    }

    private Draft changed(String author, String text) throws Exception {
        Draft draft = draft(author);
        return desk.change(draft, draft.revision(), before -> text);
    }

    @Test
    void a_scenario_begins_with_a_draft_and_comes_into_force_by_publishing() throws Exception {
        assertThat(desk.open("main", "anna")).isEmpty();
        Draft begun = desk.begin("main", "anna").orElseThrow();
        assertThat(desk.begin("main", "anna")).isEmpty();
        assertThat(desk.review(begun).problems()).anyMatch(Problem::isError);
        assertThat(desk.publish(begun, 1, 0)).isInstanceOf(DraftDesk.Outcome.Refused.class);

        Draft finished = changed("anna", text("sales"));
        assertThat(desk.review(finished).problems()).isEmpty();
        DraftDesk.Outcome outcome = desk.publish(finished, finished.revision(), finished.base());

        assertThat(outcome)
                .isEqualTo(new DraftDesk.Outcome.Published(store.active().getFirst()));
        assertThat(store.active().getFirst().author()).isEqualTo("anna");
        assertThat(draft("anna").isStored()).isFalse();
        assertThat(desk.begin("main", "boris")).isEmpty();
    }

    @Test
    void what_is_in_force_is_changed_as_its_author_wrote_it() throws Exception {
        inForce(text("sales"));

        assertThat(draft("boris"))
                .isEqualTo(new Draft("main", "boris", 1, 0, NOW, text("sales"), Optional.empty(), Optional.empty()));
        assertThat(desk.list()).isEmpty();
    }

    @Test
    void after_a_rename_in_the_crm_todays_names_are_shown() throws Exception {
        inForce(text("sales"));
        rename("Sales", "Retail");

        assertThat(draft("boris").text()).contains("value: Retail");
    }

    @Test
    void a_change_by_an_older_look_is_refused() throws Exception {
        inForce(text("sales"));
        Draft seen = draft("anna");
        changed("anna", text("legal"));

        assertThatThrownBy(() -> desk.change(draft("anna"), seen.revision(), t -> text("late")))
                .isInstanceOf(DraftDesk.Stale.class);
        assertThatThrownBy(() -> desk.change(seen, seen.revision(), t -> text("late")))
                .isInstanceOf(DraftDesk.Stale.class);
        assertThatThrownBy(() -> desk.publish(draft("anna"), seen.revision(), 1))
                .isInstanceOf(DraftDesk.Stale.class);
        assertThatThrownBy(() -> desk.delete(draft("anna"), seen.revision())).isInstanceOf(DraftDesk.Stale.class);
        assertThat(draft("anna").text()).isEqualTo(text("legal"));
    }

    @Test
    void a_change_is_taken_back_and_brought_again() throws Exception {
        inForce(text("sales"));
        Draft changed = changed("anna", text("legal"));
        Draft undone = desk.undo(changed, changed.revision());
        Draft redone = desk.undo(undone, undone.revision());

        assertThat(undone.text()).isEqualTo(text("sales"));
        assertThat(redone.text()).isEqualTo(text("legal"));
    }

    @Test
    void whoever_publishes_second_is_told_and_decides() throws Exception {
        inForce(text("sales"));
        Draft annas = changed("anna", text("legal"));
        Draft boriss = changed("boris", text("support"));
        desk.publish(boriss, boriss.revision(), boriss.base());

        DraftDesk.Outcome refused = desk.publish(annas, annas.revision(), annas.base());

        assertThat(refused)
                .isInstanceOfSatisfying(
                        DraftDesk.Outcome.Overtaken.class,
                        overtaken -> assertThat(overtaken.by()).hasValueSatisfying(by -> {
                            assertThat(by.author()).isEqualTo("boris");
                            assertThat(by.version()).isEqualTo(2);
                        }));
        assertThat(draft("anna").text()).isEqualTo(text("legal"));

        assertThat(desk.publish(annas, annas.revision(), 2)).isInstanceOf(DraftDesk.Outcome.Published.class);
        assertThat(store.active().getFirst().source()).isEqualTo(text("legal"));
    }

    @Test
    void taking_theirs_puts_mine_aside() throws Exception {
        inForce(text("sales"));
        Draft annas = changed("anna", text("legal"));
        inForce(text("support"));

        Draft taken = desk.takeTheirs(annas, annas.revision());

        assertThat(taken.text()).isEqualTo(text("support"));
        assertThat(taken.base()).isEqualTo(2);
        assertThat(taken.aside()).contains(text("legal"));
        assertThat(desk.forgetAside(taken, taken.revision()).aside()).isEmpty();
    }

    @Test
    void a_scenario_keeps_its_name() throws Exception {
        inForce(text("sales"));
        Draft renamed = changed("anna", text("sales").replace("main", "other"));

        assertThat(desk.review(renamed).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'other'", "'main'"));
    }

    @Test
    void a_rule_out_of_force_keeps_nobody_from_changing_another() throws Exception {
        inForce("""
                scenario: main
                rules:
                  - {id: gone, when: {field: deal.UF_TEXT, is: equals, value: x}, route: [{queue: a}]}
                  - {id: gold, when: {field: contact.UF_CRM_VIP, is: contains, value: Gold}, route: [{queue: b}]}
                others: [{queue: reception}]
                """);
        String before = store.active().getFirst().document();
        crm = without("deal.UF_TEXT");

        Draft draft = draft("anna");
        Draft changed = changed("anna", draft.text().replace("queue: b", "queue: c"));

        assertThat(desk.review(changed).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isFalse();
            assertThat(problem.message()).contains("no field deal.UF_TEXT", "out of force");
        });
        desk.publish(changed, changed.revision(), 1);
        assertThat(store.active().getFirst().document()).isEqualTo(before.replace("queue: b", "queue: c"));

        Draft wrong = changed("anna", draft("anna").text().replace("value: x", "value: y"));
        assertThat(desk.review(wrong).problems()).anyMatch(Problem::isError);
    }

    @Test
    void a_draft_is_reviewed_anew_when_the_crm_or_what_is_in_force_changed_and_only_then() throws Exception {
        inForce(text("sales"));
        Draft changed = changed("anna", "dids: [\"+74951234567\"]\n" + text("legal"));

        DraftReview first = desk.review(changed);
        assertThat(desk.review(draft("anna"))).isSameAs(first);
        assertThat(first.problems()).isEmpty();

        inForce("""
                scenario: night
                dids: ["+74951234567"]
                others: [{queue: reception}]
                """);
        assertThat(desk.review(changed).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("bound to scenario 'night'"));

        crm = new Catalog(Crm.FIELDS, List.of(new Funnel(7, "Orders", List.of())), List.of(), Crm.CATALOG.staff());
        assertThat(desk.review(changed).problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("bound to scenario 'night'"))
                .anyMatch(message -> message.contains("none with the id") || message.contains("knows no 'Sales'"));
    }

    private static Catalog without(String path) {
        List<Field> left =
                Crm.FIELDS.stream().filter(f -> !f.path().equals(path)).toList();
        return new Catalog(left, Crm.CATALOG.funnels(), Crm.CATALOG.leadStages(), Crm.CATALOG.staff());
    }

    private void rename(String from, String to) {
        List<Funnel> funnels = crm.funnels().stream()
                .map(f -> f.name().equals(from) ? new Funnel(f.id(), to, f.stages()) : f)
                .toList();
        crm = new Catalog(crm.fields(), funnels, crm.leadStages(), crm.staff());
    }
}
