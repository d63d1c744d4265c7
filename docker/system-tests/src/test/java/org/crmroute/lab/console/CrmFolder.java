package org.crmroute.lab.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crmroute.lab.Project;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A copy of the small CRM in which something is different. */
record CrmFolder(Path path) {

    static CrmFolder copyIn(Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("crm"));
        try (Stream<Path> files = Files.list(Project.crm())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return new CrmFolder(copy);
    }

    /** Gives deals so many fields more: {@code Spare field 0}, … */
    void addFields(int count) throws IOException {
        JsonNode fields = read("deal.fields.json");
        for (int i = 0; i < count; i++) {
            ((ObjectNode) fields)
                    .set(
                            "ufCrmSpare" + i,
                            JsonMapper.shared()
                                    .valueToTree(Map.of(
                                            "type", "string",
                                            "isRequired", false,
                                            "isReadOnly", false,
                                            "isMultiple", false,
                                            "isDynamic", true,
                                            "title", "Spare field " + i,
                                            "upperName", "UF_CRM_SPARE_" + i)));
        }
        write("deal.fields.json", fields);
    }

    /** Deletes a stage and moves its deals to another. */
    void deleteStage(String stage, String instead) throws IOException {
        ArrayNode statuses = (ArrayNode) read("statuses.json");
        Iterator<JsonNode> rows = statuses.iterator();
        while (rows.hasNext()) {
            if (rows.next().path("STATUS_ID").asString("").equals(stage)) {
                rows.remove();
            }
        }
        write("statuses.json", statuses);
        JsonNode deals = read("deal.json");
        for (JsonNode deal : List.copyOf(deals.values())) {
            if (deal.path("stageId").asString("").equals(stage)) {
                ((ObjectNode) deal).put("stageId", instead);
            }
        }
        write("deal.json", deals);
    }

    private JsonNode read(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(path.resolve(file)));
    }

    private void write(String file, JsonNode content) throws IOException {
        Files.writeString(path.resolve(file), JsonMapper.shared().writeValueAsString(content));
    }
}
