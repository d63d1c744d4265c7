package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    private static final Party NUMBER = new Party.Unreadable("", "somebody");

    private static final Catalog CATALOG = new Catalog(
            List.of(
                    new Field(EntityType.DEAL, "TAGS", "Tags", FieldType.TEXT, true, List.of()),
                    new Field(EntityType.DEAL, "TITLE", "Title", FieldType.TEXT, false, List.of())),
            List.of(
                    new Funnel(
                            0,
                            "Sales",
                            List.of(stage("NEW", Stage.Meaning.IN_PROGRESS), stage("WON", Stage.Meaning.WON))),
                    new Funnel(5, "Service", List.of(stage("C5:NEW", Stage.Meaning.IN_PROGRESS)))),
            List.of(),
            Staff.NONE);

    private static Stage stage(String id, Stage.Meaning meaning) {
        return new Stage(id, id, 10, meaning);
    }

    private static CrmRecord deal(long id, boolean open) {
        Map<String, Object> fields = new HashMap<>(Map.of("STAGE_ID", "NEW", "CATEGORY_ID", 0L, "TITLE", "T" + id));
        return new CrmRecord(new RecordRef(EntityType.DEAL, id), open, Instant.ofEpochSecond(id), fields);
    }

    private static List<CrmRecord> deals(Map<String, List<String>> changes, RecordScope scope, CrmRecord... held) {
        Mirror mirror =
                (number, deals, leads) -> new Caller(number, false, List.of(held), List.of(), List.of(), List.of());
        return new WhatIf(Map.of(EntityType.DEAL, changes))
                .over(mirror, CATALOG)
                .find(NUMBER, scope, RecordScope.OPEN)
                .deals();
    }

    @Test
    void the_first_record_is_changed_and_the_others_stay() {
        List<CrmRecord> deals = deals(Map.of("TITLE", List.of("X")), RecordScope.OPEN, deal(2, true), deal(1, true));
        assertThat(deals.getFirst().text("TITLE")).contains("X");
        assertThat(deals.getFirst().ref().id()).isEqualTo(2);
        assertThat(deals.getLast().text("TITLE")).contains("T1");
    }

    @Test
    void a_field_that_holds_nothing_is_not_filled_in_and_one_that_holds_several_is_a_list() {
        CrmRecord deal = deals(Map.of("TITLE", List.of(), "TAGS", List.of("a", "b")), RecordScope.OPEN, deal(2, true))
                .getFirst();
        assertThat(deal.raw("TITLE")).isNull();
        assertThat(deal.raw("TAGS")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void a_caller_without_a_record_gets_one() {
        assertThat(deals(Map.of("TITLE", List.of("X")), RecordScope.OPEN))
                .singleElement()
                .satisfies(deal -> {
                    assertThat(deal.ref().id()).isZero();
                    assertThat(deal.open()).isTrue();
                });
    }

    @Test
    void a_stage_brings_its_funnel_unless_that_is_supposed_too() {
        assertThat(deals(Map.of("STAGE_ID", List.of("C5:NEW")), RecordScope.OPEN, deal(2, true))
                        .getFirst()
                        .number("CATEGORY_ID"))
                .hasValue(5);
        assertThat(deals(
                                Map.of("STAGE_ID", List.of("C5:NEW"), "CATEGORY_ID", List.of("0")),
                                RecordScope.OPEN,
                                deal(2, true))
                        .getFirst()
                        .number("CATEGORY_ID"))
                .hasValue(0);
    }

    @Test
    void a_deal_that_would_be_closed_counts_as_the_scenario_counts_closed_ones() {
        Map<String, List<String>> won = Map.of("STAGE_ID", List.of("WON"));
        assertThat(deals(won, RecordScope.OPEN, deal(3, true), deal(2, true)))
                .extracting(deal -> deal.ref().id())
                .containsExactly(2L);
        assertThat(deals(won, RecordScope.ALL, deal(3, true), deal(2, true), deal(1, false)))
                .extracting(deal -> deal.ref().id())
                .containsExactly(2L, 3L, 1L);
        assertThat(deals(won, RecordScope.NEWEST, deal(3, true)))
                .singleElement()
                .satisfies(deal -> assertThat(deal.open()).isFalse());
    }

    @Test
    void nothing_supposed_changes_nothing() {
        Mirror mirror = (number, deals, leads) -> Caller.unknown(number);
        assertThat(WhatIf.NOTHING.over(mirror, CATALOG)).isSameAs(mirror);
    }
}
