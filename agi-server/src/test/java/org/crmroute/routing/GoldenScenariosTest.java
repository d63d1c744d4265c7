package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The files in {@code golden/}: a CRM, a scenario, calls, and where they must go. To add a case, write a file; README.md
 * beside them says how.
 */
class GoldenScenariosTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @TestFactory
    List<DynamicTest> decidesAsWritten() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files()) {
            GoldenFile golden = GoldenFile.read(Files.readString(file));
            int number = 0;
            for (GoldenFile.Call call : golden.calls()) {
                String name = "%s #%d: %s".formatted(file.getFileName(), ++number, golden.about());
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    Map<String, Object> expected = call.expected();
                    assertThat(golden.decide(call, expected.keySet())).isEqualTo(expected);
                }));
            }
        }
        return tests;
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void aFileWithAnUnknownKeyIsRefused() throws IOException {
        String good = Files.readString(FOLDER.resolve("design-example.yaml"));
        GoldenFile.read(good);

        for (String key : List.of("about: ", "closed: ", "    expect:\n", "      status: ", "caller: ")) {
            String misspelt = key.replace(":", "s:");
            String bad = "closed: ".equals(key)
                    ? good.replaceFirst("assignee: ", "closd: true, assignee: ")
                    : good.replaceFirst(key, misspelt);
            assertThat(bad).isNotEqualTo(good);
            assertThatThrownBy(() -> GoldenFile.read(bad)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWrongExpectationFails() throws Exception {
        GoldenFile golden = GoldenFile.read(Files.readString(FOLDER.resolve("design-example.yaml")));
        GoldenFile.Call first = golden.calls().getFirst();

        assertThat(golden.decide(first, first.expected().keySet()))
                .isNotEqualTo(golden.calls().getLast().expected());
    }
}
