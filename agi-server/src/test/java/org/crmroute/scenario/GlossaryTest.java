package org.crmroute.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Field.Choice;
import org.crmroute.runtime.yaml.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlossaryTest {

    private final Glossary glossary = new Glossary(Crm.CATALOG, Crm.PLAN, Crm.ZONE);

    private static Expression.Value value(String text) {
        return new Expression.Value(text, Optional.empty(), Position.START);
    }

    @ParameterizedTest
    @CsvSource({
        "deal.funnel, CHOICE, equals",
        "deal.UF_NUMBER, NUMBER, between",
        "deal.OPPORTUNITY, MONEY, greater",
        "deal.UF_DATE, DAY, less",
        "deal.UF_FLAG, YES_NO, equals",
        "deal.UF_TEXT, TEXT, contains",
        "contact.UF_CRM_VIP, CHOICE, contains",
        "call.time, TIME, between",
        "call.weekday, WEEKDAY, any_of",
        "call.did, PHONE, equals",
    })
    void a_field_says_how_it_is_compared(String path, Glossary.Input input, String operator) {
        Glossary.Entry entry = glossary.entry(path).orElseThrow();

        assertThat(entry.input()).isEqualTo(input);
        assertThat(entry.operators()).extracting(Operator::word).contains(operator);
    }

    @Test
    void no_operator_is_offered_that_the_linker_refuses() {
        glossary.find("", UnaryOperator.identity())
                .forEach(entry -> entry.operators().stream()
                        .filter(Operator::orders)
                        .forEach(operator -> assertThat(entry.input())
                                .as(entry.path())
                                .isIn(
                                        Glossary.Input.NUMBER,
                                        Glossary.Input.MONEY,
                                        Glossary.Input.DAY,
                                        Glossary.Input.MOMENT,
                                        Glossary.Input.TIME)));
    }

    @Test
    void fields_are_found_by_label_and_name_each_once() {
        assertThat(glossary.find("", UnaryOperator.identity()).map(Glossary.Entry::path))
                .doesNotHaveDuplicates()
                .startsWith("deal.funnel", "deal.stage", "deal.assignee")
                .contains("lead.stage", "call.time");
        assertThat(glossary.find("vip cl", UnaryOperator.identity()))
                .extracting(Glossary.Entry::path)
                .containsExactly("contact.UF_CRM_VIP");
        assertThat(glossary.find("who rings", path -> path.equals("call.caller") ? "Who rings" : path))
                .extracting(Glossary.Entry::title)
                .containsExactly("Who rings");
        assertThat(glossary.find("nothing like it", UnaryOperator.identity())).isEmpty();
    }

    @Test
    void stages_are_those_of_the_funnels_asked_for() {
        List<Choice> all = glossary.choices("deal.stage", List.of(), "");
        List<Choice> ofSales = glossary.choices("deal.stage", List.of(value("Sales")), "");

        assertThat(all).extracting(Choice::name).allMatch(name -> name.contains(" / "));
        assertThat(ofSales).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(ofSales).extracting(Choice::name).noneMatch(name -> name.contains(" / "));
        assertThat(glossary.choices("deal.stage", List.of(), ofSales.getFirst().name()))
                .isNotEmpty();
    }

    @Test
    void what_is_picked_is_written_so_that_it_alone_is_meant() {
        for (Choice stage : glossary.choices("deal.stage", List.of(), "")) {
            String written = glossary.written("deal.stage", stage.id());
            assertThat(glossary.meaning("deal.stage", value(written), List.of()).choice())
                    .map(Choice::id)
                    .contains(stage.id());
        }
        for (Choice employee : glossary.employees("")) {
            String written = glossary.writtenEmployee(employee.id());
            assertThat(glossary.employee(value(written)).choice())
                    .map(Choice::id)
                    .contains(employee.id());
        }
    }

    @Test
    void a_value_tells_how_it_stands_with_the_crm() {
        assertThat(glossary.meaning("deal.funnel", value("Sales"), List.of()).standing())
                .isEqualTo(Glossary.Standing.KNOWN);
        assertThat(glossary.meaning("deal.funnel", value("Salves"), List.of()).standing())
                .isEqualTo(Glossary.Standing.UNKNOWN);
        assertThat(glossary.meaning("deal.funnel", value("id:777"), List.of()).standing())
                .isEqualTo(Glossary.Standing.GONE);
    }

    @Test
    void without_a_catalogue_only_what_is_of_the_call_is_offered() {
        Glossary none = new Glossary(Catalog.EMPTY, Crm.PLAN, Crm.ZONE);

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.entry("deal.funnel")).isEmpty();
        assertThat(none.find("", UnaryOperator.identity()))
                .extracting(Glossary.Entry::group)
                .containsOnly("call");
    }
}
