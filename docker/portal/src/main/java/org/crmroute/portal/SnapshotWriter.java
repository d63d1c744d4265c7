package org.crmroute.portal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes a dataset as the folder that {@code crmroute import} reads; one record a line. */
public final class SnapshotWriter {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();
    private static final byte[] BEGIN = bytes("[\n");
    private static final byte[] BETWEEN = bytes(",\n");
    private static final byte[] END = bytes("\n]\n");

    private final Dataset dataset;

    public SnapshotWriter(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Writes all files, over those that are there. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Entity entity : Entity.values()) {
            Files.write(folder.resolve(entity.word() + ".fields.json"), JSON.writeValueAsBytes(dataset.fields(entity)));
            writeItems(folder.resolve(entity.word() + ".json"), entity);
        }
        writeRows(folder.resolve("categories.json"), dataset.categories());
        writeRows(folder.resolve("statuses.json"), dataset.statuses());
        writeRows(folder.resolve("users.json"), dataset.users());
        writeRows(folder.resolve("departments.json"), dataset.departments());
    }

    private void writeItems(Path file, Entity entity) throws IOException {
        try (OutputStream out = open(file)) {
            out.write(BEGIN);
            for (int id = 1; id <= dataset.count(entity); id++) {
                if (id > 1) {
                    out.write(BETWEEN);
                }
                out.write(JSON.writeValueAsBytes(dataset.item(entity, id)));
            }
            out.write(END);
        }
    }

    private static void writeRows(Path file, List<Map<String, Object>> rows) throws IOException {
        try (OutputStream out = open(file)) {
            out.write(BEGIN);
            for (int i = 0; i < rows.size(); i++) {
                if (i > 0) {
                    out.write(BETWEEN);
                }
                out.write(JSON.writeValueAsBytes(rows.get(i)));
            }
            out.write(END);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
