package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Funnel;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.junit.jupiter.api.Test;

/** The desk and the table in force, over a store in memory and a CRM that changes. */
class ScenarioDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");

    private final MemoryStore store = new MemoryStore();
    private Catalog crm = Crm.CATALOG;
    private final ScenarioDesk desk =
            new ScenarioDesk(store, () -> crm, Crm.PLAN, Crm.ZONE, Clock.fixed(NOW, ZoneOffset.UTC));
    private final RoutingTables tables = new RoutingTables(store, () -> crm, Crm.PLAN, Crm.ZONE, () -> true);

    private static Source document(String name, String dids, String when) {
        return new Source(name + ".yaml", """
                scenario: %s
                dids: %s
                rules: [{id: rule, when: %s, route: [{queue: sales}]}] # a remark
                others: [{queue: reception}]
                """.formatted(name, dids, when));
    }

    private static final String SALES = "{field: deal.funnel, is: equals, value: Sales}";
    private static final String CLAIMS = "{field: deal.funnel, is: equals, value: Claims}";

    private ScenarioStore.Version apply(Source source) throws Exception {
        return desk.apply(desk.check(source), "anna");
    }

    @Test
    void keepsVersionsAndGoesBack() throws Exception {
        Source first = document("main", "[]", SALES);
        ScenarioStore.Version one = apply(first);
        ScenarioStore.Version two = apply(document("main", "[]", CLAIMS));

        assertThat(one.source()).isEqualTo(first.text());
        assertThat(one.document()).contains("{id: 0, name: Sales}");
        assertThat(one.author()).isEqualTo("anna");
        assertThat(one.at()).isEqualTo(NOW);
        assertThat(desk.active()).containsExactly(two);
        assertThat(desk.find("main", Optional.empty())).contains(two);
        assertThat(desk.find("main", Optional.of(9L))).isEmpty();
        assertThat(desk.rollback("main", 9, "boris")).isEmpty();
        assertThat(desk.rollback("main", 1, "boris")).isPresent();
        assertThat(desk.active()).extracting(ScenarioStore.Version::version).containsExactly(1L);
        assertThat(desk.history("main"))
                .extracting(ScenarioStore.Version::version)
                .containsExactly(2L, 1L);
    }

    @Test
    void showsTheNamesOfToday() throws Exception {
        ScenarioStore.Version version = apply(document("main", "[]", SALES));
        assertThat(desk.show(version)).contains("value: Sales");

        crm = Crm.catalog(Crm.FIELDS, List.of(new Funnel(0, "Retail", List.of())));

        String shown = desk.show(version);
        assertThat(shown).contains("value: Retail");
        assertThat(apply(new Source("again", shown)).document()).contains("{id: 0, name: Retail}");
        crm = Crm.catalog(Crm.FIELDS, List.of());
        assertThat(desk.compile(version).suspended()).containsEntry("rule", List.of("funnel 'Sales' (0)"));
    }

    @Test
    void refusesWithEverythingAtOnceAndStoresNothing() {
        Source bad = document(
                "main", "[]", "{any: [{field: deal.funnel, is: equals, value: Slaes}, {field: deal.NO, is: empty}]}");

        assertThatThrownBy(() -> apply(bad))
                .isInstanceOfSatisfying(
                        InvalidDocument.class, e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining("main.yaml:3:")
                .hasMessageContaining("did you mean 'Sales'?");
        assertThat(store.active()).isEmpty();
    }

    @Test
    void aDidBelongsToOneScenario() throws Exception {
        apply(document("shop", "[\"+74951234567\"]", SALES));

        assertThatThrownBy(() -> desk.check(document("main", "[100, 8 (495) 123-45-67]", SALES)))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContaining(
                        "main.yaml:2:13 8 (495) 123-45-67 is bound to scenario 'shop' already; take it out there first");
        assertThat(desk.check(document("shop", "[\"+74951234567\"]", CLAIMS)).warnings())
                .isEmpty();
        assertThat(desk.check(document("main", "[100, \"100\"]", SALES)).warnings())
                .extracting(Problem::message)
                .containsExactly("100 stands here twice");
    }

    @Test
    void aRuleIsSuspendedAndComesBack() throws Exception {
        apply(document("main", "[]", SALES));
        tables.reload();
        assertThat(tables.get().named("main").orElseThrow().suspended()).isEmpty();

        crm = Crm.catalog(Crm.FIELDS, List.of());
        tables.reload();
        assertThat(tables.get().named("main").orElseThrow().suspended()).containsOnlyKeys("rule");

        crm = Crm.CATALOG;
        tables.reload();
        assertThat(tables.get().named("main").orElseThrow().suspended()).isEmpty();
    }

    @Test
    void anUnreadableDocumentKeepsTheOldOneInForce() throws Exception {
        apply(document("main", "[]", SALES));
        tables.reload();
        RoutingTable before = tables.get();

        store.save("main", "scenario: [broken", "", "nobody", NOW);
        store.save("other", "rules: 5", "", "nobody", NOW);
        apply(document("shop", "[]", CLAIMS));
        tables.reload();

        assertThat(tables.get().named("main")).isEqualTo(before.named("main"));
        assertThat(tables.get().named("shop")).isPresent();
        assertThat(tables.get().named("other")).isEmpty();
        tables.reload();
        assertThat(tables.get().named("main")).isPresent();
    }
}
