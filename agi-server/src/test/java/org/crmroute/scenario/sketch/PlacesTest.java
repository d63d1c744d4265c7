package org.crmroute.scenario.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

    private static final String DOCUMENT = """
            scenario: main
            zone: Europe/Mosco
            rules:
              - when:
                  any:
                    - {field: deal.stage, is: equals, value: Nowhere}
                    - not:
                        all:
                          - {field: deal.UF_NONE, is: equals, value: x}
                          - field: contact.UF_CRM_VIP
                            is: equal
                            value: [Gold, Tin]
                id: first
                route: [{queue: sales}, {queue: "?"}]
              - id: first
                when: {field: deal.funnel, is: less, value: Sales}
                route:
                  - queue: legal
                    timeout: soon
            others:
              - {assignee: nobody}
            """;

    private static List<String> placed(String document) {
        Places places = SketchReader.read(document).places();
        return problems(document).stream()
                .map(problem -> places.at(problem.at()) + ": " + problem.message())
                .toList();
    }

    private static List<Problem> problems(String document) {
        try {
            ScenarioLinker.Linked linked = ScenarioLinker.link(
                    ScenarioReader.read(new Source("draft", document)), Crm.CATALOG, Crm.PLAN, Crm.ZONE);
            return linked.problems();
        } catch (InvalidDocument e) {
            return e.problems();
        }
    }

    @Test
    void what_the_reader_refuses_is_shown_where_it_stands_in_the_form() {
        assertThat(placed(DOCUMENT))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("settings: unknown time zone"),
                        p -> assertThat(p).startsWith("when.0.1.0.1: unknown operator 'equal'"),
                        p -> assertThat(p).startsWith("route.0.1: '?' is not a name for a queue"),
                        p -> assertThat(p).startsWith("rule.1: rule 'first' stands here a second time"),
                        p -> assertThat(p).startsWith("route.1.0: timeout (seconds)"),
                        p -> assertThat(p).startsWith("others.0: 'nobody' has no assignee"));
    }

    @Test
    void what_the_crm_does_not_know_too() {
        String readable = DOCUMENT.replace("Mosco", "Moscow")
                .replace("is: equal\n", "is: equals\n")
                .replace("\"?\"", "legal")
                .replace("id: first\n    when", "id: second\n    when")
                .replace("soon", "5")
                .replace("nobody", "any");

        assertThat(placed(readable))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("when.0.0: deal.stage: the CRM knows no 'Nowhere'"),
                        p -> assertThat(p).startsWith("when.0.1.0.0: the CRM has no field deal.UF_NONE"),
                        p -> assertThat(p).startsWith("when.0.1.0.1: contact.UF_CRM_VIP: the CRM knows no 'Tin'"),
                        p -> assertThat(p).startsWith("when.1.0: 'less' does not fit deal.funnel"));
    }

    @ParameterizedTest
    @CsvSource({"settings", "rule.2", "when.2", "when.2.0.11", "route.0.8", "others", "others.3"})
    void a_place_is_read_as_written(String text) {
        assertThat(Place.of(text)).map(Place::toString).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"''", "rule", "when", "when.x", "when.99999", "nothing.1", "when.1.", "settings.."})
    void what_is_no_place_is_none(String text) {
        assertThat(Place.of(text)).isEmpty();
    }

    @Test
    void a_form_refuses_what_it_would_lose_and_says_where() {
        SketchReader.Reading reading = SketchReader.read("""
                scenario: main
                color: red
                rules:
                  - {id: a, when: [x], route: 5}
                  - text
                others: {queue: {a: b}}
                """);

        assertThat(reading.sketch()).isEmpty();
        assertThat(reading.misfits()).extracting(p -> p.at().toString()).contains("2:1", "4:19", "4:31", "5:5", "6:18");
    }

    @Test
    void what_is_not_yaml_is_refused_at_its_place() {
        SketchReader.Reading reading = SketchReader.read("scenario: main\nrules: [\n");

        assertThat(reading.sketch()).isEmpty();
        assertThat(reading.misfits())
                .singleElement()
                .satisfies(p -> assertThat(p.at().line()).isEqualTo(3));
    }

    @Test
    void nothing_at_all_is_a_scenario_in_which_nothing_is_decided() {
        assertThat(SketchReader.read("").sketch()).contains(Sketch.blank(""));
    }
}
