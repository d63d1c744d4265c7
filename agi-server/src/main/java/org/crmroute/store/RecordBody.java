package org.crmroute.store;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A record's fields as JSON. */
final class RecordBody {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectReader READER = JSON.readerFor(new TypeReference<Map<String, Object>>() {});
    private static final ObjectWriter WRITER = JSON.writer();

    private RecordBody() {}

    static String write(Map<String, Object> fields) {
        return WRITER.writeValueAsString(fields);
    }

    /**
     * The fields.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON object
     */
    static Map<String, Object> read(byte[] json) {
        return READER.readValue(json);
    }
}
