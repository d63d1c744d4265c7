package org.crmroute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A snapshot folder (design, section 9): the portal of {@code contract/portal}, and the cards a test puts into it. A
 * card has every property the vendor's documentation shows, most of them null, and those the test names.
 */
final class Snapshot {

    private static final List<String> CARDS = List.of("lead", "contact", "company", "deal");
    private static final List<String> ROWS = List.of("categories", "statuses", "users", "departments");

    /** Tests write {@code {id: 7, name: 'Ivan'}}; the files hold what the vendor's own encoder makes: ASCII only. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final Map<String, JsonNode> files = new LinkedHashMap<>();
    private int phones = 100;

    private Snapshot() {}

    /** The portal without a card. */
    static Snapshot ofPortal() {
        Snapshot snapshot = new Snapshot();
        CARDS.forEach(c -> snapshot.files.put(c, JSON.createArrayNode()));
        CARDS.forEach(c -> snapshot.files.put(c + ".fields", resource("portal/" + c + ".fields.json")));
        ROWS.forEach(r -> snapshot.files.put(r, resource("portal/" + r + ".json")));
        return snapshot;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = Snapshot.class.getResourceAsStream("/contract/" + name)) {
            return JSON.readTree(in == null ? InputStream.nullInputStream() : in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    Snapshot lead(String properties, String... numbers) {
        return card("lead", properties, numbers);
    }

    Snapshot contact(String properties, String... numbers) {
        return card("contact", properties, numbers);
    }

    Snapshot company(String properties, String... numbers) {
        return card("company", properties, numbers);
    }

    Snapshot deal(String properties) {
        return card("deal", properties);
    }

    Snapshot card(String entity, String properties, String... numbers) {
        ObjectNode card = (ObjectNode) resource("items/" + entity + ".json");
        card.setAll((ObjectNode) json(properties));
        for (String number : numbers) {
            ((ArrayNode) card.get("fm"))
                    .addObject()
                    .put("id", phones++)
                    .put("valueType", "WORK")
                    .put("value", number)
                    .put("typeId", "PHONE");
        }
        array(entity).add(card);
        return this;
    }

    /** A row of {@code statuses.json} and the like. */
    Snapshot row(String file, String properties) {
        array(file).add(json(properties));
        return this;
    }

    /** The item property of a field: {@code stageId} for {@code STAGE_ID}. */
    String property(String entity, String upperName) {
        for (Map.Entry<String, JsonNode> field : file(entity + ".fields").properties()) {
            if (field.getValue().path("upperName").asString().equals(upperName)) {
                return field.getKey();
            }
        }
        throw new AssertionError(entity + " has no field " + upperName);
    }

    /** The same portal after somebody deleted rows of a file, e.g. the status whose STATUS_ID is C5:REPAIR. */
    Snapshot withoutRow(String file, String property, String value) {
        Snapshot less = copy();
        int before = less.file(file).size();
        less.array(file).removeIf(row -> row.path(property).asString().equals(value));
        return less.shrunk(before, file);
    }

    /** The same portal after somebody deleted a custom field: it is in no card any more either. */
    Snapshot withoutField(String entity, String property) {
        Snapshot less = copy();
        int before = less.file(entity + ".fields").size();
        ((ObjectNode) less.file(entity + ".fields")).remove(property);
        less.file(entity).forEach(card -> ((ObjectNode) card).remove(property));
        return less.shrunk(before, entity + ".fields");
    }

    /** The same portal after somebody deleted an option of a list. */
    Snapshot withoutOption(String entity, String property, String option) {
        Snapshot less = copy();
        ArrayNode items =
                (ArrayNode) less.file(entity + ".fields").path(property).path("items");
        int before = items.size();
        items.removeIf(item -> item.path("ID").asString().equals(option));
        if (items.size() == before) {
            throw new AssertionError("there was no option " + option);
        }
        return less;
    }

    private Snapshot shrunk(int before, String file) {
        if (file(file).size() == before) {
            throw new AssertionError("nothing was taken from " + file);
        }
        return this;
    }

    private Snapshot copy() {
        Snapshot copy = new Snapshot();
        files.forEach((name, content) -> copy.files.put(name, content.deepCopy()));
        return copy;
    }

    private JsonNode file(String name) {
        JsonNode file = files.get(name);
        if (file == null) {
            throw new AssertionError("no file " + name);
        }
        return file;
    }

    private ArrayNode array(String name) {
        return (ArrayNode) file(name);
    }

    Path writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, JsonNode> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey() + ".json"), JSON.writeValueAsBytes(file.getValue()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
