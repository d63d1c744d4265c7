package org.crmroute.scenario.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.Operator;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.crmroute.scenario.ScenarioWriter;
import org.crmroute.scenario.sketch.Clause.Condition;
import org.crmroute.scenario.sketch.Clause.Group;
import org.crmroute.scenario.sketch.Clause.Mode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SketchRoundTripTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> a_golden_scenario_means_the_same_after_a_form_had_it() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(GOLDEN)) {
            files = all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String text = scenarioOf(file);
                    Sketch sketch = sketchOf(text);

                    String written = SketchWriter.write(sketch);

                    assertThat(sketchOf(written)).isEqualTo(sketch);
                    assertThat(meaning(written)).isEqualTo(meaning(text));
                    assertThat(Gap.of(sketch)).isEmpty();
                }));
    }

    private static String scenarioOf(Path file) throws IOException {
        Object golden = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return String.valueOf(((Map<?, ?>) golden).get("scenario"));
    }

    private static Sketch sketchOf(String text) {
        SketchReader.Reading reading = SketchReader.read(text);
        assertThat(reading.misfits()).isEmpty();
        return reading.sketch().orElseThrow();
    }

    /** What would be stored of it; a list of one condition that must all hold is that condition. */
    private static String meaning(String text) throws InvalidDocument {
        Scenario written = ScenarioReader.read(new Source("scenario", text));
        ScenarioLinker.Linked linked = ScenarioLinker.link(written, Crm.CATALOG, Crm.PLAN, Crm.ZONE);
        assertThat(linked.problems().stream().filter(p -> p.isError())).isEmpty();
        return ScenarioWriter.canonical(linked.scenario())
                .replaceAll("when:\\n +all:\\n +- (\\{field[^\\n]*\\n +route)", "when: $1");
    }

    @Test
    void the_example_of_the_design_is_written_as_people_would() throws IOException {
        String written = SketchWriter.write(sketchOf(scenarioOf(GOLDEN.resolve("nesting.yaml"))));

        assertThat(written).contains("""
                  - id: nested
                    when:
                      all:
                        - {field: deal.funnel, is: equals, value: Sales}
                        - any:
                            - {field: contact.UF_CRM_VIP, is: contains, value: Gold}
                            - not: {field: deal.UF_TEXT, is: equals, value: skip}
                """);
    }

    @RepeatedTest(200)
    void whatever_stands_in_a_sketch_is_read_again_as_it_was(RepetitionInfo repetition) {
        Sketch sketch = new Sketches(repetition.getCurrentRepetition()).sketch();

        String written = SketchWriter.write(sketch);

        assertThat(SketchReader.read(written).misfits()).as(written).isEmpty();
        assertThat(SketchReader.read(written).sketch()).as(written).contains(sketch);
    }

    /** Sketches such as people and slips of the pen make them. */
    private static final class Sketches {

        private static final List<String> TEXTS = List.of(
                "",
                " ",
                "Sales",
                "true",
                "null",
                "~",
                "C5:UC_1",
                "{",
                "- a",
                "a: b",
                "#no",
                "\"q\"",
                "it's",
                "+7495",
                "09:00",
                "Продажи / Новая",
                "a\nb",
                "\u2028",
                "😀",
                "id:79",
                "x #y",
                "%",
                "@",
                "0100",
                "no",
                "a\\b");

        private final Random random;

        Sketches(long seed) {
            this.random = new Random(seed);
        }

        Sketch sketch() {
            Sketch.Settings settings = new Sketch.Settings(text(), list(2, this::text), text(), text(), text());
            return new Sketch(text(), settings, list(4, this::rule), list(3, this::step));
        }

        private SketchRule rule() {
            return new SketchRule(text(), text(), group(3), list(3, this::step));
        }

        private Group group(int depth) {
            Mode mode = one(List.of(Mode.values()));
            return new Group(mode, list(3, () -> depth > 0 && random.nextInt(3) == 0 ? group(depth - 1) : condition()));
        }

        private Condition condition() {
            String operator = random.nextInt(4) == 0
                    ? text()
                    : one(List.of(Operator.values())).word();
            return new Condition(text(), text(), operator, list(3, this::value));
        }

        private SketchStep step() {
            SketchStep.Kind kind = one(List.of(SketchStep.Kind.values()));
            return new SketchStep(kind, value(), text(), text());
        }

        private SketchValue value() {
            return new SketchValue(text(), random.nextInt(4) == 0 ? text() : "");
        }

        private String text() {
            return one(TEXTS);
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private <T> List<T> list(int most, Supplier<? extends T> one) {
            List<T> list = new ArrayList<>();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                list.add(one.get());
            }
            return list;
        }
    }
}
