package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The made-up data has the shapes Bitrix24 answers with, and is the same each time. */
class DatasetTest {

    private static final DatasetSize SIZE = new DatasetSize(7, 2000, 1500, 50, 200, 60, 6, 68);

    @TempDir
    Path folder;

    @Test
    void theSameSeedMakesTheSameBytes() throws IOException {
        new SnapshotWriter(new Dataset(SIZE)).write(folder.resolve("a"));
        new SnapshotWriter(new Dataset(SIZE)).write(folder.resolve("b"));
        new SnapshotWriter(new Dataset(new DatasetSize(8, 2000, 1500, 50, 200, 60, 6, 68))).write(folder.resolve("c"));

        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "lead.json",
                            "deal.json",
                            "contact.json",
                            "company.json",
                            "lead.fields.json",
                            "deal.fields.json",
                            "contact.fields.json",
                            "company.fields.json",
                            "categories.json",
                            "statuses.json",
                            "users.json",
                            "departments.json");
        }
        for (String file : List.of("contact.json", "deal.json", "users.json", "lead.fields.json")) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
        assertThat(Files.mismatch(folder.resolve("a/contact.json"), folder.resolve("c/contact.json")))
                .isNotEqualTo(-1);
    }

    @Test
    void aRecordDoesNotDependOnHowManyThereAre() {
        Dataset one = new Dataset(new DatasetSize(7, 2000, 0, 50, 0, 60, 6, 68));

        assertThat(one.item(Entity.CONTACT, 17)).isEqualTo(new Dataset(SIZE).item(Entity.CONTACT, 17));
    }

    @Test
    void itemsHaveOnlyPropertiesTheirFieldsDescribe() throws IOException {
        for (Entity entity : Entity.values()) {
            Set<String> described =
                    new HashSet<>(new Dataset(SIZE).fields(entity).keySet());
            described.addAll(List.of("fm", "entityTypeId"));
            for (JsonNode item : rows(entity.word() + ".json")) {
                assertThat(described).containsAll(item.propertyNames());
            }
        }
    }

    @Test
    void valuesAreTypedAsTheUniversalMethodsTypeThem() throws IOException {
        JsonNode deals = rows("deal.json");
        for (JsonNode deal : deals) {
            assertThat(deal.get("id").isIntegralNumber()).isTrue();
            assertThat(deal.get("opportunity").isNumber()).isTrue();
            assertThat(deal.get("closed").asString()).isIn("Y", "N");
            assertThat(deal.get("contactIds").isArray()).isTrue();
            assertThat(deal.has("fm")).isFalse();
            assertThat(deal.get("updatedTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+03:00");
            int funnel = deal.get("categoryId").asInt();
            assertThat(deal.get("stageId").asString()).matches(funnel == 0 ? "[A-Z_]+" : "C" + funnel + ":[A-Z_]+");
        }
        assertThat(values(deals, "companyId")).contains("0", "null", "1");
        assertThat(values(deals, "isRecurring")).contains("Y", "N");
        assertThat(values(rows("company.json"), "isMyCompany")).contains("Y", "N");
    }

    @Test
    void emptyListsAreWrittenInAllTheirSpellings() throws IOException {
        JsonNode contacts = rows("contact.json");
        String multiple = fieldNames(Entity.CONTACT, "enumeration", true).getFirst();

        assertThat(values(contacts, multiple)).contains("[]", "null", "false", "");
        assertThat(values(contacts, fieldNames(Entity.CONTACT, "money", false).getFirst()))
                .anyMatch(v -> v.matches("[0-9]+\\|RUB"));
    }

    @Test
    void everyTypeOfCustomFieldIsThere() {
        Set<String> types = new HashSet<>();
        new Dataset(SIZE).fields(Entity.DEAL).forEach((name, field) -> {
            if (name.startsWith("ufCrm_")) {
                types.add(((Map<?, ?>) field).get("type")
                        + (Boolean.TRUE.equals(((Map<?, ?>) field).get("isMultiple")) ? "*" : ""));
            }
        });

        assertThat(types)
                .contains(
                        "string",
                        "integer",
                        "double",
                        "boolean",
                        "date",
                        "datetime",
                        "money",
                        "enumeration",
                        "enumeration*",
                        "url*",
                        "employee",
                        "crm",
                        "file",
                        "address",
                        "crm_status",
                        "string*");
    }

    @Test
    void phonesAreTypedInManyWaysAndShared() throws IOException {
        List<String> values = new ArrayList<>();
        int most = 0;
        for (JsonNode contact : rows("contact.json")) {
            int phones = 0;
            for (JsonNode each : contact.get("fm")) {
                assertThat(each.propertyNames()).containsExactly("id", "valueType", "value", "typeId");
                if (each.get("typeId").asString().equals("PHONE")) {
                    values.add(each.get("value").asString());
                    phones++;
                }
            }
            most = Math.max(most, phones);
        }

        assertThat(most).isEqualTo(50);
        assertThat(values).anyMatch(v -> v.startsWith("8 ("));
        assertThat(values).anyMatch(v -> v.startsWith("00"));
        assertThat(values).anyMatch(v -> v.contains("доб."));
        assertThat(values).anyMatch(v -> v.contains("\u00a0"));
        assertThat(Phones.main(Entity.CONTACT, 51)).isEqualTo(Phones.main(Entity.CONTACT, 50));
        assertThat(Phones.main(Entity.CONTACT, 500)).isEqualTo(Phones.main(Entity.CONTACT, 1000));
        assertThat(Phones.main(Entity.CONTACT, 1)).matches("\\+79\\d{9}");
    }

    @Test
    void staffHasTheOdditiesOfRealPortals() throws IOException {
        JsonNode users = rows("users.json");
        List<String> inner = new ArrayList<>();
        for (JsonNode user : users) {
            assertThat(user.get("ID").isString()).isTrue();
            assertThat(user.get("ACTIVE").isBoolean()).isTrue();
            if (user.has("UF_PHONE_INNER")) {
                inner.add(user.get("UF_PHONE_INNER").asString());
            }
        }
        assertThat(values(users, "ACTIVE")).containsOnly("true", "false");
        assertThat(inner).hasSizeLessThan(users.size()).contains("");
        assertThat(new HashSet<>(inner)).hasSizeLessThan(inner.size());
    }

    @Test
    void departmentsHaveACircle() throws IOException {
        JsonNode departments = rows("departments.json");
        Map<String, String> parents = new java.util.HashMap<>();
        departments.forEach(
                d -> parents.put(d.get("ID").asString(), d.path("PARENT").asString("")));
        String last = String.valueOf(departments.size());

        assertThat(parents.get(String.valueOf(parents.get(last)))).isEqualTo(last);
    }

    @Test
    void funnelsHaveTheDefaultOneAndStages() throws IOException {
        assertThat(values(rows("categories.json"), "id")).contains("0").hasSize(6);
        assertThat(values(rows("statuses.json"), "ENTITY_ID"))
                .contains("STATUS", "DEAL_STAGE", "DEAL_STAGE_5", "SOURCE");
        assertThat(values(rows("statuses.json"), "SEMANTICS")).containsOnly("null", "S", "F");
    }

    @Test
    void theCommandSaysWhatItMadeAndRefusesNonsense() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new SnapshotCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));

        assertThat(command.execute(
                        "--seed",
                        "7",
                        "--contacts",
                        "10",
                        "--out",
                        folder.resolve("x").toString()))
                .isZero();
        assertThat(out.toString()).contains("10 contacts");
        assertThat(command.execute("--funnels", "0", "--out", folder.toString()))
                .isEqualTo(2);
    }

    private List<String> fieldNames(Entity entity, String type, boolean multiple) {
        return new Dataset(SIZE)
                .fields(entity).entrySet().stream()
                        .filter(e -> e.getKey().startsWith("ufCrm_"))
                        .filter(e -> type.equals(((Map<?, ?>) e.getValue()).get("type")))
                        .filter(e -> Boolean.valueOf(multiple).equals(((Map<?, ?>) e.getValue()).get("isMultiple")))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static Set<String> values(JsonNode rows, String property) {
        Set<String> values = new HashSet<>();
        for (JsonNode row : rows) {
            JsonNode value = row.path(property);
            values.add(value.isString() ? value.asString() : value.toString());
        }
        return values.stream().collect(Collectors.toSet());
    }

    private JsonNode rows(String file) throws IOException {
        new SnapshotWriter(new Dataset(SIZE)).write(folder);
        return JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve(file)));
    }
}
